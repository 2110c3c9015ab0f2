// A model remembers best what it read last, while the rate stays: then the gain of the final model over one that had
// not read in this order grows with the place in the order. Where the rate falls to nothing, it may learn ever less
// from what it reads last, and the gain falls with the rate instead. Both are an order; a text that was read in another
// one shows neither. Only a constant rate says which of the two it must be.
// Source: palimpsest test arXiv:2510.19796, section 3; Spearman's ρ with Student's t (n of 30 and more).

namespace Jaram.Ledger.Verifying;

/// <summary>The order of the last epoch against what the model remembers.</summary>
internal static class PalimpsestCheck
{
    private const int Least = 30;

    /// <summary>A t that chance gives once in five hundred, of either sign.</summary>
    private const double Significant = 3.1;

    /// <summary>Rates that differ by no more than this factor are one rate.</summary>
    private const double Steady = 2;

    /// <summary>Makes the check.</summary>
    public static void Make(Examination look)
    {
        if (look.Evidence.LastEpoch is not { } sample)
        {
            look.Skip(CheckKind.Palimpsest, "nobody gave losses of the last epoch's documents");
            return;
        }
        if (sample.Count < Least)
        {
            look.Skip(CheckKind.Palimpsest, $"{sample.Count} documents are too few, {Least} are needed");
            return;
        }
        var (rho, t) = Trend(sample);
        var numbers = Examination.Say($"{sample.Count} documents, rank correlation {rho:F3}, t {t:F1}");
        if (Math.Abs(t) < Significant)
        {
            look.Skip(CheckKind.Palimpsest, $"no clear memory of the order, {Significant} would be: {numbers}");
            return;
        }
        look.Make(CheckKind.Palimpsest, FlawKind.OrderUnread, () =>
        {
            var isSteady = sample.Max(d => d.Rate) <= Steady * sample.Min(d => d.Rate);
            if (t < 0 && isSteady)
                look.Object(FlawKind.OrderUnread, "last epoch",
                    $"the final model remembers {sample.Count} documents better the earlier they are said to have "
                    + $"been read, at a steady rate: rank correlation {rho:F3}, t {t:F1}: they were read in another "
                    + $"order; ask its makers");
            return numbers;
        });
    }

    /// <summary>Spearman's ρ between place and gain, and Student's t of it.</summary>
    private static (double Rho, double T) Trend(IReadOnlyList<Remembered> sample)
    {
        var rho = Spearman([.. sample.Select(d => (double)d.Place)], [.. sample.Select(d => d.Reference - d.Final)]);
        return (rho, rho * Math.Sqrt((sample.Count - 2) / Math.Max(1e-12, 1 - rho * rho)));
    }

    /// <summary>Correlation of ranks; equal values share the mean of their ranks.</summary>
    internal static double Spearman(double[] x, double[] y)
    {
        var (a, b) = (Ranks(x), Ranks(y));
        var (meanA, meanB) = (a.Average(), b.Average());
        var (product, squareA, squareB) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            product += (a[i] - meanA) * (b[i] - meanB);
            squareA += (a[i] - meanA) * (a[i] - meanA);
            squareB += (b[i] - meanB) * (b[i] - meanB);
        }
        return squareA > 0 && squareB > 0 ? product / Math.Sqrt(squareA * squareB) : 0;
    }

    private static double[] Ranks(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(i => values[i])];
        var ranks = new double[values.Length];
        for (var i = 0; i < order.Length;)
        {
            var end = i;
            while (end + 1 < order.Length && values[order[end + 1]] == values[order[i]]) end++;
            for (var j = i; j <= end; j++) ranks[order[j]] = (i + end) / 2.0;
            i = end + 1;
        }
        return ranks;
    }
}
