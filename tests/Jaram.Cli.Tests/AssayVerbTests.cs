using System.Text.Json;

namespace Jaram.Cli.Tests;

/// <summary>Two tiny models are raised from two seeds, and scanned as a user does.</summary>
public sealed class AssayVerbTests : IDisposable, IClassFixture<AssayVerbTests.Raised>
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-assay-").FullName;

    public AssayVerbTests(Raised raised) => CommandLine.Copy(raised.Folder, _folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_later_version_depends_on_an_earlier_one_and_says_so_by_its_exit_code()
    {
        var scanned = CommandLine.Run(_folder, "assay", "scan", "one", "--against", "one@1", "--json");
        Assert.True(scanned.Code == 1, scanned.Messages);
        var report = JsonDocument.Parse(scanned.Data).RootElement;
        Assert.All(Components(report), part => Assert.Equal("dependent", part.GetProperty("verdict").GetString()));
        Assert.Equal("P0", report.GetProperty("ledger").GetProperty("level").GetString());
        Assert.False(report.GetProperty("references")[0].GetProperty("norms").GetProperty("judged").GetBoolean());
    }

    /// <summary>Nothing of it is found, in its order: for a disguised copy 400 tokens are too few.</summary>
    [Fact]
    public void A_model_of_another_seed_is_no_relative_in_any_format()
    {
        Assert.Equal(0, CommandLine.Run(_folder, "export", "other", "--to", "hf", "--type", "f32", "--out", "hf").Code);
        foreach (var other in new[] { "other", "hf" })
        {
            var scanned = CommandLine.Run(_folder, "assay", "scan", "one", "--against", other, "--json");
            Assert.True(scanned.Code == 0, scanned.Messages);
            Assert.All(Components(JsonDocument.Parse(scanned.Data).RootElement), part =>
            {
                Assert.Equal(("cannotTell", "disguise"),
                    (part.GetProperty("verdict").GetString(), part.GetProperty("why").GetString()));
                Assert.InRange(part.GetProperty("correlation").GetDouble(), 0.01, 0.2);
            });
        }
    }

    [Fact]
    public void The_page_speaks_both_languages()
    {
        string[] scan = ["assay", "scan", "one", "--against", "one@1", "--control", "other"];
        var (english, korean) = (CommandLine.Run(_folder, scan), CommandLine.Run(_folder, [.. scan, "--lang", "ko"]));
        Assert.Contains("DEPENDENT", english.Data, StringComparison.Ordinal);
        Assert.Contains("norms, never judged: cosine", english.Data, StringComparison.Ordinal);
        Assert.Contains("other: z", english.Data, StringComparison.Ordinal);
        Assert.Contains("종속", korean.Data, StringComparison.Ordinal);
        Assert.Contains("정규화 계수(판정하지 않음)", korean.Data, StringComparison.Ordinal);
    }

    [Fact]
    public void Fingerprints_stand_for_the_models()
    {
        Assert.Equal(0, CommandLine.Run(_folder, "assay", "fingerprint", "other", "one@1", "--into", "prints").Code);
        var searched = CommandLine.Run(_folder, "assay", "search", "one", "--in", "prints", "--json");
        Assert.True(searched.Code == 1, searched.Messages);
        var models = JsonDocument.Parse(searched.Data).RootElement.GetProperty("models");
        Assert.Equal([("one@1", true), ("other", false)], models.EnumerateArray().Select(model =>
            (model.GetProperty("name").GetString(), model.GetProperty("dependent").GetBoolean())));
        var page = CommandLine.Run(
            _folder, "assay", "search", "prints/other.fingerprint", "--in", "prints", "--lang", "ko");
        Assert.Equal(1, page.Code);
        Assert.Contains("종속", page.Data, StringComparison.Ordinal);
        var none = CommandLine.Run(_folder, "assay", "search", "one", "--in", "one");
        Assert.Equal(2, none.Code);
        Assert.Contains("has no fingerprints", none.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void Answers_are_compared_with_those_of_strangers()
    {
        File.WriteAllLines(Path.Combine(_folder, "lines"),
            Enumerable.Range(0, 30).Select(at => $"이 마을 {at} 번째 집에는 누가 삽니까?"));
        string[] ask = ["assay", "behaviour", "one", "--against", "one", "--text", "lines", "--questions", "20"];
        var few = CommandLine.Run(_folder, [.. ask, "--control", "other"]);
        Assert.True(few.Code == 0, few.Messages);
        Assert.Contains("cannot tell: fewer than 5 controls", few.Data, StringComparison.Ordinal);
        var same = CommandLine.Run(_folder, [.. ask, "--json", "--control", .. Enumerable.Repeat("one", 5)]);
        Assert.Equal(0, same.Code);
        var answer = JsonDocument.Parse(same.Data).RootElement.GetProperty("references")[0];
        Assert.Equal(("notshown", 20, 20), (answer.GetProperty("says").GetString(),
            answer.GetProperty("asked").GetInt32(), answer.GetProperty("same").GetInt32()));
    }

    [Theory]
    [InlineData(2, "there is no such model", "one", "--against", "nowhere")]
    [InlineData(2, "no known name", "one", "--against", "other", "--thresholds", "lenient")]
    [InlineData(2, "--against", "one")]
    [InlineData(3, "has neither model.safetensors", "one", "--against", ".")]
    public void A_failure_is_one_line_with_its_code(int code, string says, params string[] arguments)
    {
        var outcome = CommandLine.Run(_folder, ["assay", "scan", .. arguments]);
        Assert.Equal(code, outcome.Code);
        Assert.Contains(says, outcome.Messages, StringComparison.Ordinal);
        Assert.Single(outcome.Messages.Split('\n'), line => line.StartsWith("jaram: ", StringComparison.Ordinal));
        Assert.Equal("", outcome.Data);
    }

    private static JsonElement.ArrayEnumerator Components(JsonElement report) =>
        report.GetProperty("references")[0].GetProperty("components").EnumerateArray();

    /// <summary>Two models of one design and text, raised for two steps.</summary>
    public sealed class Raised : IDisposable
    {
        public Raised()
        {
            var design = Path.Combine(AppContext.BaseDirectory, "field.json");
            foreach (var (name, seed) in new[] { ("one", "1"), ("other", "2") })
            {
                Assert.Equal(0, CommandLine.Run(Folder, "new", name, "--design", design, "--seed", seed).Code);
                Assert.Equal(0, CommandLine.Run(Folder, "raise", name, "--steps", "1").Code);
                Assert.Equal(0, CommandLine.Run(Folder, "raise", name, "--steps", "1").Code);
            }
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("jaram-assayed-").FullName;

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
