using Jaram.Cli.History;
using Jaram.Payoff.Reporting;

namespace Jaram.Cli.Paying.Charts;

/// <summary>Loss over training compute on one text: every seed a dot, the fitted curve of each arm a line.</summary>
/// <param name="desk">Words it.</param>
/// <param name="arms">All arms, the parent first.</param>
internal sealed class LossChart(Desk desk, IReadOnlyList<string> arms)
{
    private const double Width = 640, Height = 300, Left = 52, Right = 130, Above = 14, Below = 40;
    private const int CurvePoints = 40;

    /// <summary>The picture.</summary>
    /// <param name="rows">Every candidate's row on this text, under one matching.</param>
    public string Of(IReadOnlyList<PayoffRow> rows)
    {
        List<(int Arm, Climbed Climbed, Func<double, double> Fit)> climbs =
            [(0, rows[0].Parent, rows[0].Multiplier.Fit.Curves[0].At),
                .. rows.Select(row =>
                    (Arm(row.Candidate), row.Tested, (Func<double, double>)row.Multiplier.Fit.Curves[1].At))];
        var x = Axis.Over([.. climbs.SelectMany(c => c.Climbed.Flops).Select(Math.Log10)], 0.06, Left, Width - Right);
        var y = Axis.Over([.. climbs.SelectMany(c => c.Climbed.BitsPerByte).SelectMany(seed => seed)], 0.08,
            Height - Below, Above);
        List<string> drawn = [.. Frame(x, y)];
        foreach (var (arm, climbed, fit) in climbs)
        {
            var (from, to) = (Math.Log10(climbed.Flops[0]), Math.Log10(climbed.Flops[^1]));
            drawn.Add(Svg.Curve(Enumerable.Range(0, CurvePoints + 1).Select(i =>
            {
                var log = double.Lerp(from, to, i / (double)CurvePoints);
                return (x.At(log), y.At(fit(Math.Pow(10, log))));
            }), arm));
            foreach (var seed in climbed.BitsPerByte)
                foreach (var (rung, bits) in seed.Index())
                    drawn.Add(Svg.Dot(x.At(Math.Log10(climbed.Flops[rung])), y.At(bits), 2.6, arm, "seed"));
        }
        drawn.AddRange(Legend(climbs.Select(climb => climb.Arm)));
        return Svg.Picture(Width, Height,
            desk.Say("Bits per byte over training operations", "학습 연산량에 따른 바이트당 비트"), drawn);
    }

    private IEnumerable<string> Frame(Axis x, Axis y)
    {
        foreach (var tick in y.Ticks(5))
        {
            yield return Svg.Line(Left, y.At(tick), Width - Right, y.At(tick), "grid");
            yield return Svg.Text(Left - 6, y.At(tick) + 4, Units.Text(tick, "0.0##"), "end");
        }
        foreach (var tick in x.Ticks(4))
        {
            yield return Svg.Line(x.At(tick), Above, x.At(tick), Height - Below, "grid");
            yield return Svg.Text(x.At(tick), Height - Below + 16, Units.Flops(Math.Pow(10, tick)), "middle");
        }
        yield return Svg.Text(Left, Height - 6, desk.Say("training operations →, held-out bits per byte ↑",
            "학습 연산량 →, 남겨 둔 글의 바이트당 비트 ↑"), "start");
    }

    private IEnumerable<string> Legend(IEnumerable<int> shown)
    {
        var at = Above + 8.0;
        foreach (var arm in shown)
        {
            yield return Svg.Curve([(Width - Right + 10, at), (Width - Right + 34, at)], arm);
            yield return Svg.Text(Width - Right + 40, at + 4, arms[arm], "start", "name");
            at += 18;
        }
    }

    private int Arm(string name) => arms.Index().First(arm => arm.Item == name).Index;
}
