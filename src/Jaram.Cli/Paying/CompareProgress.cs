using Jaram.Payoff.Recording;
using Jaram.Payoff.Running;

namespace Jaram.Cli.Paying;

/// <summary>Shows how far a comparison is: a line that is painted over on a terminal, one every few seconds
/// elsewhere.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="runs">All runs.</param>
/// <param name="log">Those that are made.</param>
internal sealed class CompareProgress(Desk desk, RunList runs, ComparisonLog log)
{
    private const int BarColumns = 20;
    private static readonly TimeSpan _painted = TimeSpan.FromMilliseconds(200), _written = TimeSpan.FromSeconds(20);
    private readonly List<PlannedRun> _all = [.. runs.All];
    private readonly long _begun = desk.Time.GetTimestamp();
    private double _before = double.NaN;
    private long _shown;
    private int _width;

    /// <summary>Shows the run at hand.</summary>
    /// <param name="run">Which.</param>
    /// <param name="step">Steps made.</param>
    /// <param name="steps">Of how many.</param>
    public void Show(PlannedRun run, long step, long steps)
    {
        var interval = desk.Screen.MayPaint ? _painted : _written;
        if (_shown != 0 && desk.Time.GetElapsedTime(_shown) < interval) return;
        _shown = desk.Time.GetTimestamp();
        var all = _all.Sum(Work);
        var done = _all.Where(one => log.Runs.ContainsKey(one.Name)).Sum(Work) + Work(run) * step / steps;
        if (double.IsNaN(_before)) _before = done;
        var spent = desk.Time.GetElapsedTime(_begun);
        var left = done > _before ? spent * ((all - done) / (done - _before)) : TimeSpan.Zero;
        var when = left > TimeSpan.Zero
            ? desk.Say($", {History.Units.Span(desk, left)} left", $", {History.Units.Span(desk, left)} 남음")
            : "";
        Write($"{History.Plot.Bar(done / all, BarColumns)} {desk.Say("run", "실행")} {log.Runs.Count + 1}/{_all.Count}"
            + $" {run.Name} {step}/{steps}{when}");
    }

    /// <summary>Leaves the line.</summary>
    public void End()
    {
        if (desk.Screen.MayPaint && _width > 0) desk.Error.WriteLine();
    }

    private double Work(PlannedRun run) => RunList.FlopsOfStep(run) * runs.StepsOf(run);

    private void Write(string line)
    {
        if (!desk.Screen.MayPaint)
        {
            desk.Error.WriteLine(line);
            return;
        }
        desk.Error.Write("\r" + line + new string(' ', Math.Max(0, _width - CellWidth.Of(line))));
        _width = CellWidth.Of(line);
    }
}
