// Which rows are looked at: the same ones in both models, chosen without looking.
// Source: ours; that a sample fixed beforehand keeps a permutation test exact follows from exchangeability.

using System.Collections.Immutable;
using System.Text;
using Jaram.Checkpoints;
using Jaram.Ledger.Growth;

namespace Jaram.Assay.Provenance.Reading;

/// <summary>Chooses indices by counting, not by chance: the same numbers give the same choice.</summary>
public static class Sampling
{
    private const int Places = 32;

    /// <summary>All indices.</summary>
    public static ImmutableArray<int> All(int count) => [.. Enumerable.Range(0, count)];

    /// <summary>Some of so many, ascending; all if they are no more. Many are chosen in runs, for files are read by
    /// pages.</summary>
    /// <param name="count">How many there are.</param>
    /// <param name="most">How many are wanted; of runs that do not come out even a few less.</param>
    public static ImmutableArray<int> Some(int count, int most)
    {
        if (count <= most) return All(count);
        var run = Math.Max(1, most / Places);
        var order = Order(count / run, FormattableString.Invariant($"sample of {count}"), 0);
        return [.. order.Take((most + run - 1) / run).Order()
            .SelectMany(at => Enumerable.Range(at * run, run)).Take(most)];
    }

    /// <summary>Things in an order that nobody chose: by the digests of their texts.</summary>
    /// <param name="things">Some.</param>
    /// <param name="text">A thing's text; no two alike.</param>
    public static IEnumerable<T> ByDigest<T>(IEnumerable<T> things, Func<T, string> text) => things.OrderBy(
        thing => Digest.Of(Encoding.UTF8.GetBytes(text(thing))).ToString(), StringComparer.Ordinal);

    /// <summary>A permutation.</summary>
    /// <param name="count">Of how many.</param>
    /// <param name="name">What it is for.</param>
    /// <param name="draw">Which of that name, from 0.</param>
    public static int[] Order(int count, string name, int draw)
    {
        var random = new CounterRandom(CounterRandom.Seed((ulong)draw), name);
        int[] order = [.. Enumerable.Range(0, count)];
        for (var last = count - 1; last > 0; last--)
        {
            var other = (int)(random.Unit((ulong)last) * (last + 1));
            (order[last], order[other]) = (order[other], order[last]);
        }
        return order;
    }
}
