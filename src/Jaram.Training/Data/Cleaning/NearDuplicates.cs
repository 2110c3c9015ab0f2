// Finds an earlier text that is nearly the same without comparing all pairs: signatures are cut into bands, and only
// texts that agree in a whole band are compared.
//
// Source: P. Indyk and R. Motwani, "Approximate nearest neighbors", STOC 1998; banding as in J. Leskovec, A. Rajaraman,
// J. Ullman, "Mining of Massive Datasets", section 3.4.

using System.Runtime.InteropServices;

namespace Jaram.Training.Data;

/// <summary>The texts that were kept so far, about 1 KB each.</summary>
internal sealed class NearDuplicates
{
    // Forms filled in by thousands share bands without being alike. Looking at the newest only keeps them linear.
    private const int MaxCompared = 128;
    private const double MinRecall = 0.9;

    private static readonly int[] _bandRows = [16, 8, 4, 2];

    private readonly double _similarity;
    private readonly int _rows;                                    // numbers in a band
    private readonly List<(long Number, ushort[] Signature)> _texts = [];
    private readonly Dictionary<ulong, int> _newest = [];          // band -> the last text that has it
    private readonly List<int> _older = [];                        // text and band -> the text before it, or -1

    /// <param name="similarity">Texts at least so alike are duplicates, in (0, 1].</param>
    public NearDuplicates(double similarity)
    {
        _similarity = similarity;
        // The longest bands, so the fewest needless comparisons, that still find 9 of 10 pairs right at the limit.
        _rows = _bandRows.FirstOrDefault(rows => Found(similarity, rows) >= MinRecall, 1);
    }

    private int Bands => MinHash.Permutations / _rows;

    /// <summary>Judges a text and remembers it if nothing before is like it.</summary>
    /// <param name="number">Of its document.</param>
    /// <param name="text">Normalised.</param>
    public Decision Judge(long number, string text)
    {
        var signature = MinHash.Of(text);
        var bands = BandsOf(signature);
        var (best, likeness) = (-1, 0.0);
        foreach (var other in Candidates(bands))
        {
            var found = MinHash.Similarity(signature, _texts[other].Signature);
            if (found > likeness || (found == likeness && other < best)) (best, likeness) = (other, found);
        }
        if (likeness >= _similarity) return new Decision.NearDuplicate(_texts[best].Number, likeness);

        foreach (var band in bands)
        {
            ref var newest = ref CollectionsMarshal.GetValueRefOrAddDefault(_newest, band, out var known);
            _older.Add(known ? newest : -1);
            newest = _texts.Count;
        }
        _texts.Add((number, signature));
        return new Decision.Kept();
    }

    private HashSet<int> Candidates(ulong[] bands)
    {
        var candidates = new HashSet<int>();
        for (var b = 0; b < bands.Length; b++)
        {
            var other = _newest.TryGetValue(bands[b], out var newest) ? newest : -1;
            for (var compared = 0; other >= 0 && compared < MaxCompared; compared++, other = _older[other * Bands + b])
                candidates.Add(other);
        }
        return candidates;
    }

    private ulong[] BandsOf(ushort[] signature)
    {
        var bands = new ulong[Bands];
        for (var b = 0; b < bands.Length; b++)
        {
            bands[b] = (ulong)b;
            foreach (var value in signature.AsSpan(b * _rows, _rows))
                bands[b] = SplitMix.Mix(bands[b] * SplitMix.Golden + value);
        }
        return bands;
    }

    private static double Found(double similarity, int rows) =>
        1 - Math.Pow(1 - Math.Pow(similarity, rows), MinHash.Permutations / rows);
}
