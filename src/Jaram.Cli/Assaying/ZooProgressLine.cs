using Jaram.Cli.History;
using Jaram.Zoo;

namespace Jaram.Cli.Assaying;

/// <summary>Shows how far a zoo is: a line that is painted over on a terminal, one every few seconds
/// elsewhere.</summary>
/// <param name="desk">Where the user sits.</param>
internal sealed class ZooProgressLine(Desk desk)
{
    private const int BarColumns = 20;
    private static readonly TimeSpan _painted = TimeSpan.FromMilliseconds(200), _written = TimeSpan.FromSeconds(20);
    private long _shown;
    private int _width;
    private ZooStage? _stage;

    /// <summary>Shows the animal at hand.</summary>
    public void Show(ZooProgress at)
    {
        var isNew = at.Stage != _stage;
        if (!isNew && desk.Time.GetElapsedTime(_shown) < (desk.Screen.MayPaint ? _painted : _written)) return;
        (_shown, _stage) = (desk.Time.GetTimestamp(), at.Stage);
        var what = at.Stage == ZooStage.Raising ? desk.Say("raising", "키우는 중") : desk.Say("scanning", "살펴보는 중");
        var steps = at.Steps > 1 ? $" {at.Step}/{at.Steps}" : "";
        Write($"{Plot.Bar((double)at.Done / at.All, BarColumns)} {what} {at.Done}/{at.All} {at.Name}{steps}");
    }

    /// <summary>Leaves the line.</summary>
    public void End()
    {
        if (desk.Screen.MayPaint && _width > 0) desk.Error.WriteLine();
        _width = 0;
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
