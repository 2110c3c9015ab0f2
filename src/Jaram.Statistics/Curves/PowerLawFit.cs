// Curves for one or more ladders on the same text. They share the floor E, which the text has and not the model; each
// has its own A and α. A rung counts by the logarithm of its loss, and Huber's loss keeps one odd rung from ruling.
//
//   minimise  Σ Huber_δ( ln(E + exp(a − α·ln C)) − ln L ),   δ = 0.001
//
// For each E of a grid, a and α follow by weighted Gauss-Newton steps; the best E is then sought between neighbours.
// Over less than two decades of compute E is hardly told apart from α: Profile shows which E fit as well.
// Source: Hoffmann et al., arXiv:2203.15556, appendix D.2 (log-sum-exp form, δ); Huber, Ann. Math. Stat. 35 (1964) 73.

namespace Jaram.Statistics.Curves;

/// <summary>Curves that share a floor.</summary>
/// <param name="Curves">One a ladder, in order.</param>
/// <param name="Misfit">The sum that was minimised.</param>
public sealed record PowerLawFit(IReadOnlyList<PowerLaw> Curves, double Misfit)
{
    private const int Floors = 20, Narrowings = 12, Steps = 8;
    private const double Huber = 1e-3, HighestFloor = 0.95, LeastSlope = 0.01, Settled = 1e-9;
    private const double Golden = 0.6180339887498949;

    /// <summary>E, of all.</summary>
    public double Floor => Curves[0].Floor;

    /// <summary>The best fit.</summary>
    /// <param name="ladders">Each of two rungs or more; compute in any unit.</param>
    /// <param name="highest">E stays below 95 % of this: the least loss that any single run had.</param>
    /// <exception cref="StatisticsException">A ladder has fewer rungs, or a number is not positive.</exception>
    public static PowerLawFit Of(IReadOnlyList<IReadOnlyList<Rung>> ladders, double highest)
    {
        var profile = Profile(ladders, highest);
        var best = profile.Index().MinBy(fit => fit.Item.Misfit).Index;
        var low = profile[Math.Max(0, best - 1)].Floor;
        var high = profile[Math.Min(profile.Count - 1, best + 1)].Floor;
        var found = profile[best];
        var (a, b) = (At(ladders, high - Golden * (high - low)), At(ladders, low + Golden * (high - low)));
        for (var i = 0; i < Narrowings; i++)
        {
            if (a.Misfit <= b.Misfit) (high, b, a) = (b.Floor, a, At(ladders, b.Floor - Golden * (b.Floor - low)));
            else (low, a, b) = (a.Floor, b, At(ladders, a.Floor + Golden * (high - a.Floor)));
            var better = a.Misfit <= b.Misfit ? a : b;
            if (better.Misfit < found.Misfit) found = better;
        }
        return found;
    }

    /// <summary>The best fit for each of a row of floors, from 0 up.</summary>
    /// <param name="ladders">As for <see cref="Of"/>.</param>
    /// <param name="highest">As for <see cref="Of"/>.</param>
    public static IReadOnlyList<PowerLawFit> Profile(IReadOnlyList<IReadOnlyList<Rung>> ladders, double highest)
    {
        foreach (var ladder in ladders)
        {
            if (ladder.Count < 2)
                throw new StatisticsException($"a curve needs 2 rungs or more, got {ladder.Count}: add rungs");
            foreach (var rung in ladder)
                if (!(rung.Compute > 0 && rung.Loss > 0 && double.IsFinite(rung.Loss)))
                    throw new StatisticsException(FormattableString.Invariant(
                        $"a rung has compute {rung.Compute} and loss {rung.Loss}, both must be positive: look at it"));
        }
        return [.. Enumerable.Range(0, Floors).Select(i => At(ladders, HighestFloor * highest * i / (Floors - 1)))];
    }

    private static PowerLawFit At(IReadOnlyList<IReadOnlyList<Rung>> ladders, double floor)
    {
        var (curves, misfit) = (new List<PowerLaw>(), 0.0);
        foreach (var ladder in ladders)
        {
            var curve = Curve(ladder, floor);
            curves.Add(curve);
            misfit += ladder.Sum(rung => Loss(Math.Log(curve.At(rung.Compute) / rung.Loss)));
        }
        return new(curves, misfit);
    }

    /// <summary>The line through ln(L − E) to begin with, then steps that reweigh each rung by its residual.</summary>
    private static PowerLaw Curve(IReadOnlyList<Rung> ladder, double floor)
    {
        var centre = ladder.Average(rung => Math.Log(rung.Compute));
        var (a, slope) = (0.0, 0.0);
        for (var step = 0; step <= Steps; step++)
        {
            double ww = 0, wx = 0, xx = 0, wr = 0, xr = 0;
            foreach (var rung in ladder)
            {
                var x = Math.Log(rung.Compute) - centre;
                var above = Math.Exp(a - slope * x);
                var residual = step == 0 ? -Math.Log(Math.Max(rung.Loss - floor, 1e-12))
                    : Math.Log((floor + above) / rung.Loss);
                var pull = step == 0 ? 1 : above / (floor + above);     // how far a moves ln(E + …)
                var weight = step == 0 || Math.Abs(residual) <= Huber ? 1 : Huber / Math.Abs(residual);
                var (da, ds) = (pull, -pull * x);
                (ww, wx, xx) = (ww + weight * da * da, wx + weight * da * ds, xx + weight * ds * ds);
                (wr, xr) = (wr + weight * da * residual, xr + weight * ds * residual);
            }
            var determinant = ww * xx - wx * wx;
            if (!(determinant > 1e-12 * ww * xx)) break;
            var (byA, bySlope) = ((xx * wr - wx * xr) / determinant, (ww * xr - wx * wr) / determinant);
            (a, slope) = (a - byA, slope - bySlope);
            if (step > 0 && Math.Abs(byA) + Math.Abs(bySlope) < Settled) break;
        }
        slope = Math.Max(slope, LeastSlope);                            // a loss that rises tells nothing of compute
        return new(floor, a + slope * centre, slope);
    }

    private static double Loss(double residual) => Math.Abs(residual) <= Huber
        ? residual * residual / 2
        : Huber * (Math.Abs(residual) - Huber / 2);
}
