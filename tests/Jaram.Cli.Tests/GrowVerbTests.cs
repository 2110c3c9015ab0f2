using System.Text.Json;

namespace Jaram.Cli.Tests;

/// <summary>A tiny model is raised, grown, raised on and checked with its parent, as a user does it.</summary>
public sealed class GrowVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-grow-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_child_and_its_child_are_raised_on_and_proved_with_the_whole_line_shown()
    {
        Good("new", "p", "--design", Path.Combine(AppContext.BaseDirectory, "tiny.json"));
        Good("raise", "p", "--steps", "2");
        var grown = JsonDocument.Parse(Good("grow", "p", "--into", "tall", "--by", "stack:2", "--plan", "tall.yaml", "--json"))
            .RootElement;
        Assert.Equal(4, grown.GetProperty("child").GetProperty("layers").GetInt32());
        Assert.Equal("slices:0-2+0-2", JsonDocument.Parse(
            Good("grow", "p", "--into", "again", "--by", "tall.yaml", "--json")).RootElement.GetProperty("by").GetString());

        Good("raise", "tall", "--steps", "2");
        Good("grow", "tall", "--into", "wise", "--by", "upcycle:4,2", "--from", "@1");
        Good("raise", "wise", "--steps", "1");
        Assert.Contains("grown by upcycle:4,2 from version", Good("log", "wise"), StringComparison.Ordinal);
        Assert.Contains("grown by stack:2 from version", Good("show", "tall", "@0"), StringComparison.Ordinal);
        var made = JsonDocument.Parse(Good("design", "originality", "tall", "--json")).RootElement;
        Assert.Equal(3, made.GetProperty("tier").GetInt32());
        Assert.Contains("DepthUpScaling", made.GetProperty("steps").GetRawText(), StringComparison.Ordinal);
        Good("complete", "wise", "마을", "--max-tokens", "2");

        Assert.Equal("P0", Level(Good("verify", "wise", "--json")));
        Assert.Equal("P5", Level(Good("replay", "wise", "--all", "--parent", "tall", "p", "--json")));
        Assert.Contains("was grown from", Bad("verify", "wise", "--parent", "p"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_fit_is_told_in_a_line_and_leaves_nothing_behind()
    {
        Good("new", "p", "--design", Path.Combine(AppContext.BaseDirectory, "tiny.json"));
        Assert.Contains("has no ledger yet", Bad("grow", "p", "--into", "c", "--by", "stack:2"), StringComparison.Ordinal);
        Good("raise", "p", "--steps", "1");
        Assert.Contains("each copy drops 8 layers of 2", Bad("grow", "p", "--into", "c", "--by", "dus:8"),
            StringComparison.Ordinal);
        Assert.Contains("have 16 at most", Bad("grow", "p", "--into", "c", "--by", "mla:99"), StringComparison.Ordinal);
        Assert.Contains("more than an order of layers",
            Bad("grow", "p", "--into", "c", "--by", "width:2", "--plan", "x.yaml"), StringComparison.Ordinal);
        Assert.Contains("is there already", Bad("grow", "p", "--into", "p", "--by", "stack:2"), StringComparison.Ordinal);
        Assert.Equal([".jaram", "p"], Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName).Order());
    }

    private static string Level(string report) =>
        JsonDocument.Parse(report).RootElement.GetProperty("level").GetString()!;

    private string Bad(params string[] arguments)
    {
        var outcome = CommandLine.Run(_folder, arguments);
        Assert.Equal(2, outcome.Code);
        return outcome.Messages;
    }

    private string Good(params string[] arguments)
    {
        var outcome = CommandLine.Run(_folder, arguments);
        Assert.True(outcome.Code == 0, $"{string.Join(' ', arguments)}: {outcome.Code}\n{outcome.Data}{outcome.Messages}");
        return outcome.Data;
    }
}
