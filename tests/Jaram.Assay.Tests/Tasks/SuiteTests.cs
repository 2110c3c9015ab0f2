using System.Text.Json;
using Jaram.Assay.Tasks;
using Jaram.Assay.Tasks.Scoring;
using Jaram.Assay.Tasks.Suites;

namespace Jaram.Assay.Tests.Tasks;

/// <summary>Tasks that Jaram makes itself.</summary>
public sealed class SuiteTests : IDisposable
{
    private readonly TaskFolder _folder = new();

    public static TheoryData<string> Languages => [.. Suite.Languages];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Languages))]
    public void The_same_seed_makes_the_same_files_and_another_other_ones(string language)
    {
        var (once, twice) = (Files(Suite.Write(Path.Combine(_folder.Path, "a"), language, 3, 12)),
            Files(Suite.Write(Path.Combine(_folder.Path, "b"), language, 3, 12)));
        Assert.Equal(once, twice);
        var other = Files(Suite.Write(Path.Combine(_folder.Path, "a"), language, 4, 12));
        Assert.All(once.Zip(other).Where(pair => pair.First.Name.EndsWith(".jsonl", StringComparison.Ordinal)),
            pair => Assert.NotEqual(pair.First.Text, pair.Second.Text));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_task_can_be_read_and_what_is_right_is_in_the_question(string language)
    {
        var tasks = Read(language);
        Assert.Equal(["instructions", "needle", "office", "office_letters", "refusals", "structured", "tool_calls"],
            tasks.Keys.Order(StringComparer.Ordinal));
        Assert.All(tasks.Values, task => Assert.Equal(40, task.Questions));
        Assert.All(tasks["office"].Samples, sample =>
        {
            Assert.Equal(4, sample.Choices.Distinct().Count());
            Assert.Single(sample.Right);
            Assert.Contains(Core(sample.References[0]), sample.Context, StringComparison.Ordinal);
        });
        Assert.True(tasks["office"].Samples.Select(sample => sample.Right[0]).Distinct().Count() == 4);
        Assert.All(tasks["needle"].Samples, sample => Assert.Contains(sample.References[0], sample.Context, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void A_right_answer_scores_one_and_a_wrong_one_nothing(string language)
    {
        var tasks = Read(language);
        foreach (var sample in tasks["needle"].Samples)
            Assert.Equal((1, 0), (Score(tasks["needle"], sample.References[0], sample.References[0]),
                Score(tasks["needle"], "12", sample.References[0])));
        foreach (var name in new[] { "tool_calls", "structured" })
            foreach (var sample in tasks[name].Samples)
            {
                var right = Instance(JsonDocument.Parse(sample.References[0]).RootElement);
                Assert.Equal((1, 0), (Score(tasks[name], right, sample.References[0]), Score(tasks[name], "{}", sample.References[0])));
            }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Always_refusing_and_never_refusing_score_a_half(string language)
    {
        var task = Read(language)["refusals"];
        var refusal = JsonDocument.Parse(task.Samples[0].References[0]).RootElement[0].GetProperty("texts")[0].GetString()!;
        foreach (var always in new[] { refusal, "x" })
            Assert.Equal(0.5, task.Samples.Average(sample => Score(task, always, sample.References[0])));
        Assert.Equal(0.5, task.Design.Chance);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Babble_follows_few_instructions(string language)
    {
        var task = Read(language)["instructions"];
        Assert.InRange(task.Samples.Average(sample => Score(task, "Aa 1 漢", sample.References[0])), 0, 0.35);
    }

    private static int Score(PreparedTask task, string answer, string reference) =>
        (int)AnswerChecks.Score(task.Design.Metrics[0], answer, [reference]);

    /// <summary>What a schema of fixed values lets through.</summary>
    private static string Instance(JsonElement schema) => schema.TryGetProperty("const", out var only) ? only.GetRawText()
        : schema.TryGetProperty("enum", out var some) ? some[0].GetRawText()
        : "{" + string.Join(", ", schema.GetProperty("properties").EnumerateObject()
            .Select(member => $"\"{member.Name}\": {Instance(member.Value)}")) + "}";

    /// <summary>The longest word of an answer: sentences bend the others.</summary>
    private static string Core(string answer) => answer.Split(' ').MaxBy(word => word.Length)!;

    private Dictionary<string, PreparedTask> Read(string language) =>
        PreparedTask.ReadAll([Suite.Write(_folder.Path, language, 5, 40)], "", null)
            .ToDictionary(task => task.Name["jaram_".Length..^$"_{language}".Length]);

    private static List<(string Name, string Text)> Files(string folder) =>
        [.. Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllText(path)))];
}
