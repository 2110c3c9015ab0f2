// Test T1: do units of two models go together in the order in which they stand? Under independence any order of one
// model's units was as likely, so the score has mean 0 and variance 1 exactly, whatever the weights are:
//
//   z = √(n − 1) · tr C / ‖C‖_F,   C the cross matrix of centred rows
//
// The normal tail is a limit, so the share of shuffled scores that reach it stands beside it.
// Source: ours; variance after Hoeffding, Ann. Math. Statist. 22 (1951) 558; independence and exchangeable units after
// Zhu et al., arXiv:2502.12292.

using Jaram.Assay.Provenance.Reading;
using Jaram.Statistics.Distributions;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>A score and what shuffles of the same numbers gave.</summary>
/// <param name="Z">Standard deviations from independence.</param>
/// <param name="Shuffled">The same of shuffled units; none where no shuffle was made.</param>
/// <param name="Numbers">Σ n·d: what the score's power rests on.</param>
public sealed record OrderStatistic(double Z, IReadOnlyList<double> Shuffled, long Numbers)
{
    /// <summary>The normal tail beyond <see cref="Z"/>; an extrapolation from five deviations on.</summary>
    public double Chance => NormalTail.Above(Z);

    /// <summary>The share of shuffles that score as much, the score itself among them: exact.</summary>
    public double ShuffledChance => (1.0 + Shuffled.Count(z => z >= Z)) / (Shuffled.Count + 1);

    /// <summary>Whether no shuffle scores as much.</summary>
    public bool IsAtFloor => Shuffled.Count > 0 && Shuffled.Max() < Z;

    /// <summary>The correlation of weights that gives a score of so many deviations.</summary>
    public double Sensitivity(double critical) => critical / Math.Sqrt(Numbers);

    /// <summary>Scores a cross matrix whose rows and columns sum to 0.</summary>
    /// <param name="cross">C, (n, n).</param>
    /// <param name="units">n, 2 or more.</param>
    /// <param name="shuffles">How many shuffles to make.</param>
    /// <param name="name">Decides the shuffles.</param>
    /// <param name="numbers">Numbers of a model that C was made of.</param>
    public static OrderStatistic Of(float[] cross, int units, int shuffles, string name, long numbers)
    {
        var (trace, square) = (0.0, 0.0);
        for (var i = 0; i < units; i++) trace += cross[(long)i * units + i];
        foreach (double c in cross) square += c * c;
        if (square == 0) return new(0, new double[shuffles], numbers);
        var scale = Math.Sqrt((units - 1) / square);
        var shuffled = new double[shuffles];
        Parallel.For(0, shuffles, draw =>
        {
            var (order, sum) = (Sampling.Order(units, name, draw), 0.0);
            for (var i = 0; i < units; i++) sum += cross[(long)i * units + order[i]];
            shuffled[draw] = sum * scale;
        });
        return new(trace * scale, shuffled, numbers);
    }

    /// <summary>Scores the squares of a cross matrix: a unit whose signs were turned still goes with its
    /// twin.</summary>
    /// <param name="cross">C; squared and centred in place.</param>
    /// <param name="units">n</param>
    /// <param name="shuffles">How many shuffles to make.</param>
    /// <param name="name">Decides the shuffles.</param>
    /// <param name="numbers">Numbers of a model that C was made of.</param>
    public static OrderStatistic OfSquares(float[] cross, int units, int shuffles, string name, long numbers)
    {
        for (var at = 0; at < cross.Length; at++) cross[at] *= cross[at];
        Centre(cross, units);
        return Of(cross, units, shuffles, name, numbers);
    }

    /// <summary>Takes the means of rows and columns out.</summary>
    internal static void Centre(float[] cross, int units)
    {
        var (rows, columns, all) = (new double[units], new double[units], 0.0);
        for (var i = 0; i < units; i++)
            for (var j = 0; j < units; j++)
            {
                double c = cross[(long)i * units + j];
                (rows[i], columns[j], all) = (rows[i] + c / units, columns[j] + c / units, all + c);
            }
        all /= (double)units * units;
        for (var i = 0; i < units; i++)
            for (var j = 0; j < units; j++) cross[(long)i * units + j] -= (float)(rows[i] + columns[j] - all);
    }

    /// <summary>Scores over groups that are shuffled each for itself: layers, experts.</summary>
    public static OrderStatistic Combine(IReadOnlyList<OrderStatistic> groups)
    {
        if (groups.Count == 0) return new(0, [], 0);
        var scale = 1 / Math.Sqrt(groups.Count);
        var shuffled = new double[groups.Min(group => group.Shuffled.Count)];
        foreach (var group in groups)
            for (var draw = 0; draw < shuffled.Length; draw++) shuffled[draw] += group.Shuffled[draw] * scale;
        return new(groups.Sum(group => group.Z) * scale, shuffled, groups.Sum(group => group.Numbers));
    }
}
