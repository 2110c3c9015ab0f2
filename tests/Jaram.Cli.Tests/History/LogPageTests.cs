using System.Text.Json;
using Jaram.Cli.History;
using Jaram.Testing;
using Spectre.Console;

namespace Jaram.Cli.Tests.History;

public sealed class LogPageTests
{
    [Fact]
    public void A_life_with_a_revert() => Snapshot.Match(Page(Lives.Eventful(), Tongue.English, columns: null));

    [Fact]
    public void The_same_in_Korean_in_a_window() => Snapshot.Match(Page(Lives.Eventful(), Tongue.Korean, columns: 90));

    [Theory]
    [InlineData(44)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(120)]
    public void It_fits_the_window(int columns) => Assert.All([Tongue.English, Tongue.Korean], tongue =>
        Assert.All(Page(Lives.Eventful(), tongue, columns).Split('\n'), line =>
            Assert.True(line.GetCellWidth() <= columns, $"{columns}: {line}")));

    [Fact]
    public void Only_the_newest_where_asked()
    {
        var page = Page(Lives.Eventful(), Tongue.English, columns: null, most: 2);
        Assert.Equal(2, page.Split('\n').Count(line => line.Contains('@', StringComparison.Ordinal)));
    }

    [Fact]
    public void What_files_say_moves_no_cursor()
    {
        var life = new Lives().Plan(0, 2, "\e]0;owned\a\e[2J\u202Egnirts", "one").Born();
        life.WentBack(1, 0, "first\nsecond\r\u009b31m");
        var page = Page(life, Tongue.English, columns: null);
        Assert.DoesNotContain(page.Replace("\n", "", StringComparison.Ordinal), char.IsControl);
        Assert.DoesNotContain('\u202E', page);
        Assert.Contains("\\u001b[2J", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Programs_get_an_object_for_each_entry()
    {
        var history = Lives.Eventful().History;
        var lines = new LogLines(history);
        var events = history.Entries.Select(entry => JsonDocument.Parse(lines.Of(entry).ToJsonString()).RootElement);
        Assert.Equal(["planned", "version", "version", "version", "version", "rewound", "version", "planned", "version",
            "version"], events.Select(line => line.GetProperty("event").GetString()));
        var newest = events.Last();
        Assert.Equal(1, newest.GetProperty("branch").GetInt32());
        Assert.True(newest.GetProperty("isNewest").GetBoolean());
        Assert.Equal("2026-03-01T12:10:00Z", newest.GetProperty("time").GetString());
    }

    private static string Page(Lives life, Tongue tongue, int? columns, int most = int.MaxValue)
    {
        var desk = Desks.Of(tongue) with
        {
            Screen = new(MayPaint: false, IsAsking: false, columns), Time = new StoppedClock(life.Now.AddMinutes(5)),
        };
        new LogPage(desk, life.History, most).Write();
        return desk.Out.ToString()!;
    }

    private sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
