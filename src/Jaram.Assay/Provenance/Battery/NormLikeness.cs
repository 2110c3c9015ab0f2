// Gains of norms, shown and never judged: all of them near 1, those of strangers have cosines of .99. What their shape
// tells beyond that is one permutation of the stream's channels for all norms together: one score.
// Source: ours; the trap is that of sionic-ai/solar-vs-glm, taken back in January 2026: E cos of positive gains is
// 1/√((1 + CV1²)(1 + CV2²)).

using Jaram.Assay.Provenance.Products;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>How alike the gains of two models are.</summary>
/// <param name="Norms">Norms over the stream that both have.</param>
/// <param name="Cosine">Mean cosine of gains of the same norm.</param>
/// <param name="Pearson">Mean correlation of them.</param>
/// <param name="Order">The one score of all of them together.</param>
public sealed record NormLikeness(int Norms, double Cosine, double Pearson, OrderStatistic Order)
{
    /// <summary>Compares norms over the stream.</summary>
    internal static NormLikeness Of(Anatomy one, Anatomy other, int shuffles)
    {
        var (mine, its) = (new List<float[]>(), new List<float[]>());
        foreach (var (tensor, place) in one.Tensors)
        {
            if (place.Component != Component.Norms || tensor.Shape.Length != 1 || tensor.Count != one.Width
                || !other.TryFindTwin(tensor, place, out var twin)) continue;
            mine.Add(Gains(one, tensor));
            its.Add(Gains(other, twin));
        }
        if (mine.Count == 0 || one.Width < 2) return new(0, 0, 0, new(0, [], 0));
        return new(mine.Count, mine.Zip(its, Cosines).Average(), mine.Zip(its, Correlations).Average(),
            Score(mine, its, shuffles));
    }

    private static float[] Gains(Anatomy of, Jaram.Exchange.Tensors.SourceTensor tensor) =>
        UnitView.Rows(tensor).Read(of.Subject.Tensors, [0], Sampling.All((int)tensor.Count));

    private static double Cosines(float[] x, float[] y)
    {
        var norms = Math.Sqrt((double)RowProducts.Dot(x, x) * RowProducts.Dot(y, y));
        return norms > 0 ? RowProducts.Dot(x, y) / norms : 0;
    }

    private static double Correlations(float[] x, float[] y) =>
        Ranks.Pearson([.. x.Select(value => (double)value)], [.. y.Select(value => (double)value)]);

    /// <summary>Channels by norms, each norm standardised: Σ over norms of x yᵀ.</summary>
    private static OrderStatistic Score(List<float[]> mine, List<float[]> its, int shuffles)
    {
        using var cross = new CrossMatrix(mine[0].Length, "norms");
        var (a, b) = (Standardised(mine), Standardised(its));
        foreach (var part in new[] { a, b }) Rows.Centre(part, cross.Blocks, mine.Count);
        cross.AddPrepared(a, b, mine.Count);
        return cross.ScoreOnce(shuffles);
    }

    /// <summary>(channels, norms)</summary>
    private static float[] Standardised(List<float[]> gains)
    {
        var all = new float[gains[0].Length * gains.Count];
        foreach (var (norm, values) in gains.Index())
        {
            var mean = values.Average();
            var deviation = Math.Sqrt(values.Sum(value => (value - mean) * (double)(value - mean)) / values.Length);
            if (deviation == 0) continue;
            for (var channel = 0; channel < values.Length; channel++)
                all[channel * gains.Count + norm] = (float)((values[channel] - mean) / deviation);
        }
        return all;
    }
}
