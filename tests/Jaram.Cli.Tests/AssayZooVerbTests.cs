using System.Text.Json;
using Jaram.Cli.Assaying;
using Jaram.Statistics;
using Jaram.Zoo.Measuring;
using Jaram.Zoo.Reporting;

namespace Jaram.Cli.Tests;

/// <summary>What a zoo says, on a report that is made up; zoos are raised in the tests of Jaram.Zoo.</summary>
public sealed class AssayZooVerbTests : IDisposable
{
    private static readonly Interval _rate = new(0.2, 0.5, 0.8);

    private static readonly ZooReport _report = new()
    {
        Size = "small", Rules = "provenance-1", RulesDigest = new('a', 64), Animals = 30, Roots = 7,
        Strangers = new(100, 1, 2, 20, 0, new(0, 0, 0.14), 1, 0, ["tuned stranger"]),
        Kinds =
        [
            new("x3+x4", 6, "related", 3, 2, _rate, 10, 14, 0, new Dictionary<string, int> { ["responses"] = 3 },
                [new("responses", 6, 6, 100, new(0.9, 0.97, 1), 0.8, 5, _rate, 12),
                    new("huref", 6, 6, 100, new(0.4, 0.5, 0.6), 0.1, 0, _rate, 0)],
                new(9, 3, 0), default),
        ],
        Nulls = [new("stream.mlp", 20, 0.01, 1.02, 2.5, new(0.1, 0.6))],
        Merges = [new("merged", 2, 0, double.NaN, double.NaN)],
        Starts = new(1, 1, 0, [new("other", "stream.mlp", 40, 3)]),
        FalseCopies = new(0, 25), BrokenControls = 0, Rivals = ["huref"],
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-zoo-verb-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false, "strangers judged dependent: 1 of 100 pairs", "X3 rotation + X4 heads", "3/6", ".97 5/6",
        "huref", "makers found in 0 of 2; shares off by –", "40.0 → 3.0", "again: jaram assay zoo")]
    [InlineData(true, "종속으로 판정된 남남: 100쌍 가운데 1", "X3 회전 + X4 헤드 회전", "3/6", ".97 5/6", "huref",
        "2개 가운데 0개에서 만든 이를 찾음", "40.0 → 3.0", "다시: jaram assay zoo")]
    public void The_page_says_what_was_found_and_what_was_not(bool isKorean, params string[] says)
    {
        var desk = Desks.Of(isKorean ? Tongue.Korean : Tongue.English);
        new ZooPage(desk, _report, "jaram assay zoo z").Write();
        var page = desk.Out.ToString()!;
        Assert.All(says, words => Assert.Contains(words, page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_report_for_programs_holds_every_number()
    {
        var row = new AnimalRow
        {
            Name = "one", Kind = "merged", BitsPerByte = 2.5, Self = new(1, 0, 0), PlantedHolds = true, Starts = [],
            Shares = [new("maker", 0.6, null, 0)],
        };
        var json = JsonDocument.Parse(ZooJson.Of(_report, [row], "again")).RootElement;
        Assert.Equal(0.97, json.GetProperty("kinds")[0].GetProperty("curves")[0].GetProperty("area")
            .GetProperty("middle").GetDouble());
        Assert.Equal("NaN", json.GetProperty("merges")[0].GetProperty("meanError").GetString());
        Assert.Equal(0.14, json.GetProperty("strangers").GetProperty("rootRate").GetProperty("high").GetDouble());
        Assert.Equal(2.5, json.GetProperty("each")[0].GetProperty("bitsPerByte").GetDouble());
        Assert.Equal("again", json.GetProperty("again").GetString());
    }

    [Theory]
    [InlineData(2, "'huge' not recognized", "zoo", "--size", "huge")]
    [InlineData(2, "holds something else", ".")]
    [InlineData(2, "no known name", "zoo", "--thresholds", "lenient")]
    public void A_failure_is_one_line_with_its_code(int code, string says, params string[] arguments)
    {
        File.WriteAllText(Path.Combine(_folder, "letter.txt"), "");
        var outcome = CommandLine.Run(_folder, ["assay", "zoo", .. arguments]);
        Assert.Equal(code, outcome.Code);
        Assert.Contains(says, outcome.Messages, StringComparison.Ordinal);
        Assert.Equal("", outcome.Data);
    }
}
