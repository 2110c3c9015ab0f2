// What rows are multiplied by before they are compared: signs drawn once for all models, which shorten a row and keep
// products; or a model's own inputs, made of its own embedding and gains, which undo whatever was done to its stream.
// Source: Achlioptas, J. Comput. Syst. Sci. 66 (2003) 671 (signs); token probes after alejandro-rojas-24/scout,
// plans/phase-4/plan.md, section 3.8.

using Jaram.Assay.Provenance.Products;
using Jaram.Assay.Provenance.Reading;
using Jaram.Ledger.Growth;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>Makes inputs for rows.</summary>
internal static class Projection
{
    private const double Epsilon = 1e-6;

    /// <summary>Signs, the same for all models of a width.</summary>
    /// <param name="width">d</param>
    /// <param name="count">k</param>
    /// <returns>(k, d)</returns>
    public static float[] Signs(int width, int count)
    {
        var random = new CounterRandom([], FormattableString.Invariant($"signs of width {width}"));
        var signs = new float[count * width];
        for (var at = 0; at < signs.Length; at++)
            signs[at] = (random.Bits((ulong)at >> 6) >> (at & 63) & 1) == 0 ? 1 : -1;
        return signs;
    }

    /// <summary>Cards of what networks make of signs, as they are; signs are drawn once a width.</summary>
    /// <param name="of">Whose networks.</param>
    /// <param name="groups">Which.</param>
    /// <param name="count">k</param>
    /// <param name="most">Units at most.</param>
    /// <returns>For each network (units, k) of each part that reads.</returns>
    public static IEnumerable<(UnitGroup Group, IReadOnlyList<float[]> Parts)> OfSigns(
        Anatomy of, IEnumerable<UnitGroup> groups, int count, int most)
    {
        var signs = new Dictionary<int, float[]>();
        foreach (var group in groups)
        {
            if (!signs.TryGetValue(group.Width, out var inputs))
                signs.Add(group.Width, inputs = Signs(group.Width, count));
            yield return (group, UnitCard.Responses(of, group, inputs, most));
        }
    }

    /// <summary>Rows of tokens as a layer's network would read them, were nothing before it.</summary>
    /// <param name="of">Whose tokens.</param>
    /// <param name="tokens">Which; of any order.</param>
    /// <returns>(tokens, d): of root mean square 1, before gains.</returns>
    public static float[] Probes(Anatomy of, IReadOnlyList<int> tokens)
    {
        var width = of.Width;
        var probes = of.Tokens[0].Read(of.Subject.Tensors, [.. tokens], Sampling.All(width));
        for (var at = 0; at < probes.Length; at += width)
        {
            var row = probes.AsSpan(at, width);
            var scale = (float)(1 / Math.Sqrt(RowProducts.Dot(row, row) / width + Epsilon));
            foreach (ref var x in row) x *= scale;
        }
        return probes;
    }
}
