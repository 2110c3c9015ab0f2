using System.Text.Json;
using Jaram.Checkpoints;

namespace Jaram.Cli.Tests;

/// <summary>A tiny model is raised, looked at, taken back and raised on, as a user does it.</summary>
public sealed class HistoryVerbsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-history-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_model_is_taken_back_and_raised_on_and_nothing_is_lost()
    {
        var tiny = Path.Combine(AppContext.BaseDirectory, "tiny.json");
        Assert.Equal(0, CommandLine.Run(_folder, "new", "m", "--design", tiny).Code);
        Assert.Contains("no ledger yet", CommandLine.Run(_folder, "log", "m").Messages, StringComparison.Ordinal);
        Good("raise", "m", "--steps", "4");
        var before = Versions();
        Assert.Equal([4L, 3, 2, 1, 0], before.Select(line => line.GetProperty("step").GetInt64()));

        Good("revert", "m", "@2");
        Assert.Contains("nothing says how long", CommandLine.Run(_folder, "raise", "m").Messages, StringComparison.Ordinal);
        Good("raise", "m", "--steps", "3");
        var after = Versions();
        Assert.Equal([5L, 4, 3, 2, 4, 3, 2, 1, 0], after.Select(line => line.GetProperty("step").GetInt64()));
        Assert.Equal(before.Select(Name), after.Skip(4).Select(Name));
        Assert.NotEqual(Name(after[2]), Name(after[5]));                // the same step by another schedule
        Assert.Equal(Name(after[3]), Name(after[6]));                   // the version that was restored

        foreach (var version in after.Select(Name))
            Assert.Contains("stored of", Good("show", "m", version), StringComparison.Ordinal);
        Assert.Contains("documents read", Good("show", "m", "newest", "--documents"), StringComparison.Ordinal);
        Assert.Contains("on two branches", Good("diff", "m", Name(after[4]), "newest"), StringComparison.Ordinal);
        Good("diff", "m", "@0", "--html", "d.html");
        Assert.Contains("<h2>", File.ReadAllText(Path.Combine(_folder, "d.html")), StringComparison.Ordinal);
        Assert.Contains("is the newest already", CommandLine.Run(_folder, "revert", "m", "newest").Messages,
            StringComparison.Ordinal);
        Good("complete", "m", "마을", "--max-tokens", "3");

        using var held = FolderLock.Take(Path.Combine(_folder, "m"), "raised", TimeProvider.System);
        var refused = CommandLine.Run(_folder, "revert", "m", "@1");
        Assert.Equal(3, refused.Code);
        Assert.Contains("is being raised by process", refused.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_branch_that_no_ledger_knows_of_is_cleared_away()
    {
        var tiny = Path.Combine(AppContext.BaseDirectory, "tiny.json");
        Good("new", "m", "--design", tiny);
        Good("raise", "m", "--steps", "2");
        var orphan = Directory.CreateDirectory(Path.Combine(_folder, "m", "versions", "branch-1"));     // killed here
        Good("raise", "m", "--steps", "1");
        Assert.False(orphan.Exists && Directory.Exists(orphan.FullName));
        Assert.Equal([3L, 2, 1, 0], Versions().Select(line => line.GetProperty("step").GetInt64()));
    }

    [Fact]
    public void A_version_that_was_published_and_not_recorded_is_made_again()
    {
        Good("new", "m", "--design", Path.Combine(AppContext.BaseDirectory, "tiny.json"));
        Good("raise", "m", "--steps", "2");
        var (ledger, kept) = (Path.Combine(_folder, "m", "ledger"), Path.Combine(_folder, "kept"));
        CommandLine.Copy(ledger, kept);
        Good("raise", "m", "--steps", "2");
        var names = Versions().Select(Name).ToList();
        Directory.Delete(ledger, recursive: true);
        CommandLine.Copy(kept, ledger);                                 // as if it was killed before it recorded
        Good("raise", "m");
        Assert.Equal(names, Versions().Select(Name));
        Good("verify", "m");

        Directory.Delete(ledger, recursive: true);
        var refused = CommandLine.Run(_folder, "raise", "m", "--steps", "1");
        Assert.Equal(2, refused.Code);
        Assert.Contains("has 5 versions and no ledger", refused.Messages, StringComparison.Ordinal);
    }

    private string Good(params string[] arguments)
    {
        var outcome = CommandLine.Run(_folder, arguments);
        Assert.True(outcome.Code == 0, $"{string.Join(' ', arguments)}: {outcome.Messages}");
        return outcome.Data;
    }

    private List<JsonElement> Versions() => [.. Good("log", "m", "--json").Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonDocument.Parse(line).RootElement)
        .Where(line => line.GetProperty("event").GetString() == "version")];

    private static string Name(JsonElement version) => version.GetProperty("version").GetString()!;
}
