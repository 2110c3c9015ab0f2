using Jaram.Ledger.Growth;
using Spectre.Console;

namespace Jaram.Cli.History;

/// <summary>The life of a model, newest first, with lanes where a revert made a branch.</summary>
internal sealed class LogPage(Desk desk, GrowthHistory history, int most)
{
    private const int BarColumns = 10, HillRows = 6, WidestHill = 100, Gap = 2, Unbounded = int.MaxValue;
    private readonly Story _story = new(desk, history);
    private readonly Ink _ink = Ink.Of(desk);
    private readonly double _highest = history.Versions.Select(LossOf).Where(double.IsFinite).DefaultIfEmpty(0).Max();

    private int Columns => desk.Screen.Columns ?? Unbounded;

    /// <summary>For people.</summary>
    public void Write()
    {
        if (desk.Screen.Columns is not null) WriteHill();
        var lines = Lines().ToList();
        var margin = lines.Max(line => line.Lanes.Length);
        desk.Out.WriteLine(_ink.Dim(Fitted(new string(' ', margin + Gap) + Cells(Heading()))));
        foreach (var line in lines) desk.Out.WriteLine(Text(line, margin));
        if (history.Versions.Count > most)
            desk.Note($"{history.Versions.Count - most} older versions are not shown: --last {history.Versions.Count}",
                $"이전 버전 {history.Versions.Count - most}개는 보이지 않습니다: --last {history.Versions.Count}");
    }

    private static double LossOf(GrowthEntry.Made made) =>
        made.Version.IsFirst ? ProbeOf(made) : made.Version.Loss;

    private static double ProbeOf(GrowthEntry.Made made) =>
        made.Version.Probes.Count > 0 ? made.Version.Probes.Average() : double.NaN;

    /// <summary>A curve of the loss over the line that leads to the newest version.</summary>
    private void WriteHill()
    {
        List<GrowthEntry.Made> line = [];
        for (var made = history.Versions[^1]; made is not null; made = history.ParentOf(made)) line.Insert(0, made);
        var losses = line.Select(LossOf).Where(double.IsFinite).ToList();
        if (losses.Count < 3) return;
        var wide = Math.Min(WidestHill, Columns - 8);
        var each = Math.Max(1, wide / losses.Count);                    // a short life fills the window too
        var rows = Plot.Hill([.. losses.SelectMany(loss => Enumerable.Repeat(loss, each))], wide, HillRows);
        foreach (var (row, hill) in rows.Index())
        {
            var label = row == 0 ? Units.Loss(losses.Max()) : row == rows.Count - 1 ? Units.Loss(losses.Min()) : "";
            desk.Out.WriteLine($"{label,6} {_ink.Good(hill.TrimEnd())}");
        }
        var (left, right) = (desk.Say("loss over tokens", "토큰에 따른 손실"), Units.Count(line[^1].Version.Tokens));
        var room = Math.Max(1, rows[0].Length - left.GetCellWidth() - right.Length);
        desk.Out.WriteLine(_ink.Dim($"{"",6} {left}{new string(' ', room)}{right}"));
        desk.Out.WriteLine();
    }

    private IEnumerable<Line> Lines()
    {
        var lanes = new Lanes();
        var shown = 0;
        foreach (var entry in history.Entries.Reverse())
        {
            if (entry is not GrowthEntry.Made made)
            {
                if (_story.Of(entry) is { Length: > 0 } said) yield return new(lanes.Between, null, said);
                continue;
            }
            if (shown++ == most) yield break;
            var row = lanes.Next(made.Index, [.. made.Version.Parents
                .Select(parent => history.FindBefore(parent, made.Index)?.Index).OfType<long>()]);
            if (row.Above != "") yield return new(row.Above, null, "");
            yield return new(row.Own, made, _story.Of(made));
            if (row.Below != "") yield return new(row.Below, null, "");
        }
    }

    private string Text(Line line, int margin)
    {
        var lanes = line.Lanes.PadRight(margin + Gap);
        if (line.Made is not { } made) return Fitted(line.Said == "" ? line.Lanes : lanes + line.Said);
        var cells = Cells(Values(made));
        var said = line.Said == "" ? "" : new string(' ', Gap) + line.Said;
        var text = Fitted(lanes + cells + said);
        var name = VersionRef.Short(made.Version.Version);
        return _ink.IsOn ? text.Replace(name, _ink.Name(name), StringComparison.Ordinal) : text;
    }

    private List<Cell> Heading() =>
    [
        new(desk.Say("version", "버전"), 12, Align.Left), new(desk.Say("step", "스텝"), 7, Align.Right),
        new(desk.Say("tokens", "토큰"), 6, Align.Right), new(desk.Say("loss", "손실"), 6, Align.Right),
        new(desk.Say("probes", "프로브"), 6, Align.Right), new("", BarColumns, Align.Left),
        new(desk.Say("energy", "에너지"), 8, Align.Right),
        new(desk.Say("when", "언제"), desk.Screen.Columns is null ? 20 : 11, Align.Left),
    ];

    private List<string> Values(GrowthEntry.Made made)
    {
        var v = made.Version;
        return
        [
            VersionRef.Short(v.Version), $"@{v.Step}", Units.Count(v.Tokens),
            v.IsFirst ? "–" : Units.Loss(v.Loss), Units.Loss(ProbeOf(made)),
            Plot.Bar(LossOf(made) / _highest, BarColumns),
            v.Cost.Joules > 0 ? (v.Cost.Tier == EnergyTier.Estimated ? "~" : "") + Units.Joules(v.Cost.Joules) : "–",
            desk.Screen.Columns is null ? Units.Date(made.Time)
                : desk.Say($"{Units.Span(desk, desk.Time.GetUtcNow() - made.Time)} ago",
                    $"{Units.Span(desk, desk.Time.GetUtcNow() - made.Time)} 전"),
        ];
    }

    private string Cells(List<string> values) =>
        Cells([.. Heading().Zip(values, (cell, value) => cell with { Text = value })]);

    /// <summary>As many columns as fit; bar, energy and time go first.</summary>
    private string Cells(List<Cell> cells)
    {
        var wide = Columns switch { >= 86 => 8, >= 74 => 7, >= 64 => 6, _ => 5 };
        return string.Join(new string(' ', Gap), cells.Take(wide).Select(cell =>
        {
            var blank = new string(' ', Math.Max(0, cell.Width - cell.Text.GetCellWidth()));
            return cell.Side == Align.Right ? blank + cell.Text : cell.Text + blank;
        })).TrimEnd();
    }

    private string Fitted(string text)
    {
        if (Columns == Unbounded || text.GetCellWidth() <= Columns) return text;
        var end = text.Length;
        while (end > 0 && text[..end].GetCellWidth() > Columns - 1) end--;
        return text[..end] + "…";
    }

    private enum Align { Left, Right }

    private sealed record Cell(string Text, int Width, Align Side);

    private sealed record Line(string Lanes, GrowthEntry.Made? Made, string Said);
}
