// Test T1: do units of two models go together in the order in which they stand? Under independence any order of one
// model's units was as likely, so the score has mean 0 and variance 1 exactly, whatever the weights are:
//
//   z = Σ tr C / √(Σ ‖C‖_F² / (m − 1)),   C the cross matrix of centred rows of a block of m units, Σ over blocks
//
// The normal tail is a limit, so the share of shuffled scores that reach it stands beside it.
// Source: ours; variance after Hoeffding, Ann. Math. Statist. 22 (1951) 558; independence and exchangeable units after
// Zhu et al., arXiv:2502.12292.

using Jaram.Assay.Provenance.Products;
using Jaram.Ledger.Growth;
using Jaram.Statistics.Distributions;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>A score and what shuffles of the same numbers gave.</summary>
/// <param name="Z">Standard deviations from independence.</param>
/// <param name="Shuffled">The same of shuffled units; none where no shuffle was made.</param>
/// <param name="Numbers">Σ n·d: what the score's power rests on.</param>
public sealed record OrderStatistic(double Z, IReadOnlyList<double> Shuffled, long Numbers)
{
    /// <summary>With fewer blocks there are too few ways to turn them.</summary>
    private const int FewBlocks = 4;

    /// <summary>The normal tail beyond <see cref="Z"/>; an extrapolation from five deviations on.</summary>
    public double Chance => NormalTail.Above(Z);

    /// <summary>The share of shuffles that score as much, the score itself among them: exact.</summary>
    public double ShuffledChance => (1.0 + Shuffled.Count(z => z >= Z)) / (Shuffled.Count + 1);

    /// <summary>Whether no shuffle scores as much.</summary>
    public bool IsAtFloor => Shuffled.Count > 0 && Shuffled.Max() < Z;

    /// <summary>The correlation of weights that gives a score of so many deviations.</summary>
    public double Sensitivity(double critical) => critical / Math.Sqrt(Numbers);

    /// <summary>Scores cross matrices whose rows and columns sum to 0.</summary>
    /// <param name="matrix">C of every block, (n, longest block).</param>
    /// <param name="blocks">How the n units are divided.</param>
    /// <param name="shuffles">How many shuffles to make.</param>
    /// <param name="name">Decides the shuffles.</param>
    /// <param name="numbers">Numbers of a model that C was made of.</param>
    internal static OrderStatistic Of(
        ReadOnlyMemory<float> matrix, UnitBlocks blocks, int shuffles, string name, long numbers)
    {
        var (trace, variance, width) = (0.0, 0.0, blocks.Longest);
        var cross = matrix.Span;
        for (var block = 0; block < blocks.Count; block++)
        {
            var ((from, count), square) = (blocks[block], 0.0);
            for (var i = 0; i < count; i++)
            {
                trace += cross[(from + i) * width + i];
                foreach (double c in cross.Slice((from + i) * width, count)) square += c * c;
            }
            if (count > 1) variance += square / (count - 1);
        }
        if (variance == 0) return new(0, new double[shuffles], numbers);
        var (scale, shuffled) = (1 / Math.Sqrt(variance), new double[shuffles]);
        var turns = blocks.Count < FewBlocks || shuffles == 0 ? [] : Turns(cross, blocks);
        Parallel.For(0, shuffles, draw => shuffled[draw] = scale
            * (turns.Length > 0 ? Turned(turns, blocks, name, draw) : Shuffle(matrix.Span, blocks, name, draw)));
        return new(trace * scale, shuffled, numbers);
    }

    /// <summary>Σ C_i,i+s of every block and turn s: of many blocks it is enough to turn each by some number of places,
    /// for turns are a group too, and an order by turns as likely as any.</summary>
    private static double[] Turns(ReadOnlySpan<float> cross, UnitBlocks blocks)
    {
        var turns = new double[blocks.Units];
        for (var block = 0; block < blocks.Count; block++)
        {
            var (from, count) = blocks[block];
            for (var i = 0; i < count; i++)
                for (var j = 0; j < count; j++)
                    turns[from + (j < i ? j - i + count : j - i)] += cross[(from + i) * blocks.Longest + j];
        }
        return turns;
    }

    private static double Turned(double[] turns, UnitBlocks blocks, string name, int draw)
    {
        var (random, sum) = (new CounterRandom(CounterRandom.Seed((ulong)draw), name), 0.0);
        for (var block = 0; block < blocks.Count; block++)
        {
            var (from, count) = blocks[block];
            sum += turns[from + (int)(random.Unit((ulong)block) * count)];
        }
        return sum;
    }

    /// <summary>Σ C_i,π(i) of one shuffle within each block.</summary>
    private static double Shuffle(ReadOnlySpan<float> cross, UnitBlocks blocks, string name, int draw)
    {
        var random = new CounterRandom(CounterRandom.Seed((ulong)draw), name);
        Span<int> order = stackalloc int[UnitBlocks.Most];
        var (sum, width, step) = (0.0, blocks.Longest, 0UL);
        for (var block = 0; block < blocks.Count; block++)
        {
            var (from, count) = blocks[block];
            for (var i = 0; i < count; i++) order[i] = i;
            for (var last = count - 1; last > 0; last--)
            {
                var other = (int)(random.Unit(step++) * (last + 1));
                (order[last], order[other]) = (order[other], order[last]);
            }
            for (var i = 0; i < count; i++) sum += cross[(from + i) * width + order[i]];
        }
        return sum;
    }

    /// <summary>Scores the squares of a cross matrix: a unit whose signs were turned still goes with its
    /// twin.</summary>
    /// <param name="matrix">C of every block; squared and centred in place.</param>
    /// <param name="blocks">How units are divided.</param>
    /// <param name="shuffles">How many shuffles to make.</param>
    /// <param name="name">Decides the shuffles.</param>
    /// <param name="numbers">Numbers of a model that C was made of.</param>
    internal static OrderStatistic OfSquares(
        Memory<float> matrix, UnitBlocks blocks, int shuffles, string name, long numbers)
    {
        var cross = matrix.Span;
        for (var at = 0; at < cross.Length; at++) cross[at] *= cross[at];
        for (var block = 0; block < blocks.Count; block++)
        {
            var (from, count) = blocks[block];
            Centre(cross.Slice(from * blocks.Longest, count * blocks.Longest), count, blocks.Longest);
        }
        return Of(matrix, blocks, shuffles, name, numbers);
    }

    /// <summary>Takes the means of rows and columns out.</summary>
    private static void Centre(Span<float> cross, int units, int width)
    {
        var (rows, columns, all) = (new double[units], new double[units], 0.0);
        for (var i = 0; i < units; i++)
            for (var j = 0; j < units; j++)
            {
                double c = cross[i * width + j];
                (rows[i], columns[j], all) = (rows[i] + c / units, columns[j] + c / units, all + c);
            }
        all /= (double)units * units;
        for (var i = 0; i < units; i++)
            for (var j = 0; j < units; j++) cross[i * width + j] -= (float)(rows[i] + columns[j] - all);
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
