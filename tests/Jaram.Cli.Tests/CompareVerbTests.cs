using System.Text.Json;

namespace Jaram.Cli.Tests;

/// <summary>Two tiny designs compared for real: what is told, what goes on, and what is refused.</summary>
public sealed class CompareVerbTests : IDisposable
{
    private static readonly string[] _small =
        ["--text", "small.txt", "--steps", "16", "--rungs", "3", "--seeds", "2", "--rates", "1", "--skill-steps", "2", "--matchings", "flops,parameters"];

    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-compare-").FullName;
    private readonly string _design = Path.Combine(AppContext.BaseDirectory, "tiny.json");

    public CompareVerbTests()
    {
        File.WriteAllText(Path.Combine(_folder, "wide.json"),
            File.ReadAllText(_design).Replace("\"tiny\"", "\"wide\"", StringComparison.Ordinal)
                .Replace("\"hidden\": 64", "\"hidden\": 96", StringComparison.Ordinal));
        File.WriteAllLines(Path.Combine(_folder, "small.txt"), Enumerable.Range(0, 300).Select(n =>
            $"마을 {n}번지의 문은 {n * 7 % 24}시에 열리고, the fee at gate {n * 13 % 101} is {n * n} won."));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_comparison_is_made_reported_killed_taken_up_and_cannot_be_changed()
    {
        var whole = Compare("whole", "--json");
        Assert.True(whole.Code == 0, whole.Messages);
        var told = JsonDocument.Parse(whole.Data).RootElement;
        Assert.Equal(2, told.GetProperty("rows").GetArrayLength());
        Assert.All(told.GetProperty("rows").EnumerateArray(), row => Assert.Contains(
            row.GetProperty("verdict").GetString(), new[] { "pays", "doesNot", "cannotTell" }));
        var runs = told.GetProperty("runs").GetRawText();
        Assert.Equal(told.GetProperty("runs").GetArrayLength() + 2, told.GetProperty("ledgerEntries").GetInt64());

        Kill("killed");
        var resumed = Compare("killed", "--json");
        Assert.True(resumed.Code == 0, resumed.Messages);
        Assert.Equal(runs, JsonDocument.Parse(resumed.Data).RootElement.GetProperty("runs").GetRawText());

        var changed = Compare("whole", "--gain", "10");
        Assert.Equal(2, changed.Code);
        Assert.Matches(@"the plan was changed after it was registered at .*: rule was .*1\.05.*, is .*1\.1", changed.Messages);

        var plan = Path.Combine(_folder, "whole", "plan.json");
        File.WriteAllText(plan, File.ReadAllText(plan).Replace("\"seeds\": 2", "\"seeds\": 9", StringComparison.Ordinal));
        var edited = Compare("whole");
        Assert.Equal(2, edited.Code);
        Assert.Contains("plan.json has digest", edited.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_needs_nothing_else_and_speaks_korean_too()
    {
        var outcome = Compare("k", "--lang", "ko");
        Assert.True(outcome.Code == 0, outcome.Messages);
        Assert.Contains("연산 배수", outcome.Data, StringComparison.Ordinal);
        var page = File.ReadAllText(Path.Combine(_folder, "k", "report.html"));
        Assert.Contains("<html lang=\"ko\">", page, StringComparison.Ordinal);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("(src|href)=|<script|url\\(|https?://", page);
    }

    [Theory]
    [InlineData(2, "two designs or more", "tiny.json")]
    [InlineData(2, "--twin compares one design with its twin, got 2", "tiny.json", "wide.json", "--twin")]
    [InlineData(2, "'speed' is none of its words", "tiny.json", "wide.json", "--matchings", "speed")]
    [InlineData(2, "the bottom rung would have 2 steps", "tiny.json", "wide.json", "--steps", "16", "--rungs", "4")]
    [InlineData(2, "only one", "tiny.json", "wide.json", "--steps", "16", "--minutes", "1")]
    [InlineData(2, "from 2 to", "tiny.json", "wide.json", "--seeds", "1")]
    [InlineData(3, "no such file", "tiny.json", "wide.json", "--text", "nothing.txt")]
    public void What_cannot_be_compared_is_told_in_a_line(int code, string says, params string[] arguments)
    {
        File.Copy(_design, Path.Combine(_folder, "tiny.json"));
        var outcome = CommandLine.Run(_folder, ["compare", .. arguments, "--folder", "c"]);
        Assert.Equal(code, outcome.Code);
        Assert.Contains(says, outcome.Messages, StringComparison.Ordinal);
        Assert.Single(outcome.Messages.Split('\n'), line => line.StartsWith("jaram: ", StringComparison.Ordinal));
    }

    private Outcome Compare(string folder, params string[] more) => CommandLine.Run(_folder, Words(folder, more));

    private string[] Words(string folder, string[] more) =>
        ["compare", _design, "wide.json", "--folder", folder, .. _small, .. more];

    /// <summary>Ends a comparison amid its runs, as a power cut would.</summary>
    private void Kill(string folder)
    {
        using var child = CommandLine.Begin(_folder, Words(folder, []));
        var running = Path.Combine(_folder, folder, "runs");
        while (!child.HasExited && !(Directory.Exists(running) && Directory.EnumerateFiles(
            running, "journal.jsonl", SearchOption.AllDirectories).Any())) Thread.Sleep(20);
        Thread.Sleep(300);
        child.Kill();
        child.WaitForExit();
    }
}
