namespace Jaram.Cli.Assaying;

/// <summary>Shows how far a task is: a line that is painted over on a terminal, one every few seconds
/// elsewhere.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="task">Which task.</param>
internal sealed class TasksProgress(Desk desk, string task)
{
    private const int BarColumns = 20;
    private static readonly TimeSpan _painted = TimeSpan.FromMilliseconds(200), _written = TimeSpan.FromSeconds(20);
    private readonly long _begun = desk.Time.GetTimestamp();
    private (int Done, long Time) _first;
    private long _shown;
    private int _width;

    /// <summary>Shows how many questions are answered.</summary>
    public void Show(int done, int all)
    {
        if (_shown == 0) (_first, _shown) = ((done, _begun), _begun);
        var interval = desk.Screen.MayPaint ? _painted : _written;
        if (desk.Time.GetElapsedTime(_shown) < interval) return;
        _shown = desk.Time.GetTimestamp();
        var left = done > _first.Done
            ? desk.Time.GetElapsedTime(_first.Time) * ((double)(all - done) / (done - _first.Done))
            : TimeSpan.Zero;
        var when = left > TimeSpan.Zero
            ? desk.Say($", {History.Units.Span(desk, left)} left", $", {History.Units.Span(desk, left)} 남음")
            : "";
        Write($"{History.Plot.Bar((double)done / all, BarColumns)} {task} {done}/{all}{when}");
    }

    /// <summary>Leaves the line.</summary>
    public void End()
    {
        if (desk.Screen.MayPaint && _width > 0) desk.Error.WriteLine();
    }

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
