using Spectre.Console;

namespace Jaram.Cli.Raising;

/// <summary>For a terminal: a few lines that are painted over and over, and above them what should stay.</summary>
internal sealed class LiveDisplay(Desk desk, Pace pace) : IRaisingDisplay
{
    private const int CurveColumns = 60;
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(150);
    private readonly IAnsiConsole _screen = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(desk.Error) });

    public void Follow(Action<Action<RaisingEvent, string>> run) =>
        _screen.Live(Picture()).AutoClear(false).Start(live =>
    {
        var shown = 0L;
        run((happened, _) =>
        {
            var stays = happened is not (RaisingEvent.Stepped or RaisingEvent.Scored or RaisingEvent.Saved);
            if (stays && Wording.Of(happened, pace, desk) is { } line) _screen.WriteLine(line);
            if (happened is RaisingEvent.Stepped && desk.Time.GetElapsedTime(shown) < _interval
                && pace.Step != pace.Began?.Steps) return;
            live.UpdateTarget(Picture());
            shown = desk.Time.GetTimestamp();
        });
    });

    private string Step => desk.Say("step", "스텝");

    private string Tokens => desk.Say("tokens", "토큰");

    private string Loss => desk.Say("loss", "손실");

    private string Bits => desk.Say("bits/byte", "비트/바이트");

    private string HeldOut => desk.Say("held out", "남겨 둔 글");

    public void Note(string line) => _screen.WriteLine(line);

    private Rows Picture()
    {
        var steps = Math.Max(1, pace.Began?.Steps ?? 1);
        var bar = new BreakdownChart().Width(CurveColumns).HideTags()
            .AddItem("done", pace.Step, Color.Green).AddItem("left", Math.Max(0, steps - pace.Step), Color.Grey23);
        return new(
            bar,
            Line($"{Step} {pace.Step:N0}/{steps:N0}   {pace.Tokens:N0} {Tokens}   {Wording.Left(pace, desk)}"),
            Line($"{Loss} {N(pace.Loss, "F3")}   "
                + $"{Bits} {N(pace.BitsPerByte, "F3")}, {HeldOut} {N(pace.HeldOut, "F3")}"),
            Line($"{N(pace.TokensPerSecond, "N0")} {Tokens}/s   MFU {N(pace.Utilisation, "P0")}"),
            new Text(Curve.Of(pace.Losses, CurveColumns), new Style(Color.Green)));
    }

    private static Text Line(string text) => new(text);

    private static string N(double value, string format) => Wording.Number(value, format);
}
