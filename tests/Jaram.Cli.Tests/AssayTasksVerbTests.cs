using System.Text.Json;

namespace Jaram.Cli.Tests;

/// <summary>A raised model asked for real: what is told, what goes on, and what is refused.</summary>
public sealed class AssayTasksVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-assay-").FullName;

    public AssayTasksVerbTests()
    {
        File.WriteAllText(Path.Combine(_folder, "mill.yaml"), """
            task: mill
            dataset_path: json
            dataset_kwargs: {data_files: {test: mill.jsonl}}
            test_split: test
            output_type: multiple_choice
            doc_to_text: "{{question}}"
            doc_to_choice: ["우물", "방앗간", "집", "다리"]
            doc_to_target: "{{gold}}"
            metric_list: [{metric: acc}, {metric: acc_norm}, {metric: acc_bytes}]
            metadata: {version: 1.0}
            """);
        File.WriteAllLines(Path.Combine(_folder, "mill.jsonl"), Enumerable.Range(0, 12).Select(n =>
            JsonSerializer.Serialize(new { question = $"{n}번 집 사람은 어디에 가는가?", gold = n % 4 })));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_model_is_asked_told_of_and_asked_no_second_time()
    {
        Raise();
        var asked = Run("--tasks", "mill.yaml", "--suite", "en", "--questions", "4", "--limit", "8", "--json");
        Assert.True(asked.Code == 0, asked.Messages);
        var told = JsonDocument.Parse(asked.Data).RootElement;
        Assert.Equal(8, told.GetProperty("results").EnumerateObject().Count());
        var mill = told.GetProperty("results").GetProperty("mill");
        Assert.InRange(mill.GetProperty("acc,none").GetDouble(), 0, 1);
        Assert.True(mill.GetProperty("acc_stderr,none").GetDouble() >= 0);
        Assert.Equal(0.25, mill.GetProperty("acc_chance,none").GetProperty("value").GetDouble());
        Assert.Equal((12, 8), (told.GetProperty("n-samples").GetProperty("mill").GetProperty("original").GetInt32(),
            told.GetProperty("n-samples").GetProperty("mill").GetProperty("effective").GetInt32()));
        Assert.True(told.GetProperty("cut_samples").GetProperty("jaram_office_en").GetInt32() > 0);     // a context of 64
        Assert.Equal(8, told.GetProperty("contamination").GetArrayLength());
        Assert.Equal(64, told.GetProperty("task_hashes").GetProperty("mill").GetString()!.Length);

        var samples = Path.Combine(_folder, told.GetProperty("samples").GetProperty("mill").GetString()!);
        var written = File.GetLastWriteTimeUtc(samples);
        var lines = File.ReadAllLines(samples);
        Assert.Equal(9, lines.Length);
        var again = Run("--tasks", "mill.yaml", "--limit", "8", "--json");
        Assert.Equal(mill.GetRawText(), JsonDocument.Parse(again.Data).RootElement.GetProperty("results").GetProperty("mill").GetRawText());
        Assert.Equal(lines, File.ReadAllLines(samples));
        Assert.Equal(written, File.GetLastWriteTimeUtc(samples));
        Assert.Equal(JsonDocument.Parse(again.Data).RootElement.GetRawText(),
            File.ReadAllText(Path.Combine(_folder, "m", "reports", "tasks", "results.json")).TrimEnd());
    }

    [Fact]
    public void The_page_speaks_both_languages_and_marks_what_is_at_chance()
    {
        Raise();
        var english = Run("--tasks", "mill.yaml");
        Assert.True(english.Code == 0, english.Messages);
        Assert.Matches(@"\| mill +\| 1\.0 +\| none +\| acc +\| +0 \|", english.Data);
        Assert.Contains("at chance", english.Data, StringComparison.Ordinal);
        Assert.Contains("again: jaram assay tasks m --tasks mill.yaml", english.Data, StringComparison.Ordinal);
        var korean = Run("--tasks", "mill.yaml", "--lang", "ko");
        Assert.Contains("찍기 수준", korean.Data, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "nothing to ask; name task files with --tasks", "m")]
    [InlineData(2, "there is no such file or folder of tasks", "m", "--tasks", "none.yaml")]
    [InlineData(2, "bring them and name their folder with --data", "m", "--tasks", "far.yaml")]
    [InlineData(2, "is neither a model's folder nor an address", "nowhere", "--tasks", "mill.yaml")]
    [InlineData(3, "see whether it runs and the address is right", "http://127.0.0.1:9/v1", "--tasks", "mill.yaml")]
    [InlineData(2, "Argument 'fr' not recognized", "m", "--suite", "fr")]
    public void What_cannot_be_asked_is_told_in_a_line(int code, string says, params string[] arguments)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "m"));
        File.WriteAllText(Path.Combine(_folder, "far.yaml"), "task: far\ndataset_path: a/b\ntest_split: test\ndoc_to_text: q\ndoc_to_target: a");
        var outcome = CommandLine.Run(_folder, ["assay", "tasks", .. arguments]);
        Assert.Equal(code, outcome.Code);
        Assert.Contains(says, outcome.Messages, StringComparison.Ordinal);
        Assert.Single(outcome.Messages.Split('\n'), line => line.StartsWith("jaram: ", StringComparison.Ordinal));
        Assert.Equal("", outcome.Data);
    }

    private Outcome Run(params string[] arguments) =>
        CommandLine.Run(_folder, ["assay", "tasks", "m", .. arguments, "--threads", "1"]);

    private void Raise()
    {
        var tiny = Path.Combine(AppContext.BaseDirectory, "tiny.json");
        Assert.Equal(0, CommandLine.Run(_folder, "new", "m", "--design", tiny).Code);
        Assert.Equal(0, CommandLine.Run(_folder, "raise", "m", "--steps", "2").Code);
    }
}
