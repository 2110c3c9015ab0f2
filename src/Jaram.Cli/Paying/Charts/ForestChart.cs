using Jaram.Cli.History;
using Jaram.Statistics;

namespace Jaram.Cli.Paying.Charts;

/// <summary>One line of a <see cref="ForestChart"/>.</summary>
/// <param name="Name">Before the line.</param>
/// <param name="Arm">Whose colour.</param>
/// <param name="Value">The dot and the ends.</param>
/// <param name="Says">Behind the line.</param>
internal sealed record ForestLine(string Name, int Arm, Interval Value, string Says);

/// <summary>Estimates with their intervals, one below the other, beside where nothing would be. An end that the picture
/// does not hold is an arrow.</summary>
/// <param name="about">For those who do not see it.</param>
/// <param name="format">Words a value of the axis.</param>
internal sealed class ForestChart(string about, Func<double, string> format)
{
    private const double Width = 640, Left = 220, Right = 110, Row = 20, Above = 8, Below = 26;
    private const int Wider = 4;

    /// <summary>The picture.</summary>
    /// <param name="lines">From top to bottom.</param>
    /// <param name="marks">Values that are ruled through: nothing, and what would count.</param>
    public string Of(IReadOnlyList<ForestLine> lines, params IReadOnlyList<double> marks)
    {
        var reach = Wider * lines.Select(line => Math.Abs(line.Value.Middle)).Concat(marks.Select(Math.Abs)).Max();
        reach = Math.Min(Math.Max(reach, 1e-3),
            1.1 * lines.Max(line => Math.Max(Math.Abs(line.Value.Low), Math.Abs(line.Value.High))) + 1e-3);
        var (x, bottom) = (new Axis(-reach, reach, Left, Width - Right), Above + Row * lines.Count);
        List<string> drawn = [];
        foreach (var tick in x.Ticks(5))
        {
            drawn.Add(Svg.Line(x.At(tick), Above, x.At(tick), bottom, "grid"));
            drawn.Add(Svg.Text(x.At(tick), bottom + 15, format(tick), "middle"));
        }
        drawn.AddRange(marks.Where(x.Holds).Select(mark => Svg.Line(x.At(mark), Above, x.At(mark), bottom, "rule")));
        foreach (var (i, line) in lines.Index())
        {
            var y = Above + Row * (i + 0.5);
            drawn.Add(Svg.Text(Left - 10, y + 4, line.Name, "end", "name"));
            drawn.Add(Svg.Bar(x.At(line.Value.Low), y, x.At(line.Value.High), y, line.Arm));
            if (!x.Holds(line.Value.Low)) drawn.Add(Svg.Text(Left - 4, y + 4, "◂", "middle"));
            if (!x.Holds(line.Value.High)) drawn.Add(Svg.Text(Width - Right + 4, y + 4, "▸", "middle"));
            drawn.Add(Svg.Dot(x.At(line.Value.Middle), y, 4, line.Arm));
            drawn.Add(Svg.Text(Width - Right + 12, y + 4, line.Says, "start"));
        }
        return Svg.Picture(Width, bottom + Below, about, drawn);
    }

    /// <summary>A logarithm as a multiple, as in ×1.05.</summary>
    public static string Times(double log) => $"×{Units.Text(Math.Exp(log), "0.00")}";
}
