// Test T4, AWM: channels of two models are brought together by their embeddings, signs included, whatever was done to
// their order; then queries and keys of each layer are compared by what they have in common whatever turned them, those
// of latents as what brings the stream down and up again at once. The alignment looks for likeness, so the score has no
// exact null: models known to be strangers give it one.
// Source: Zeng et al., arXiv:2510.06738 (AWM); unbiased CKA: Song et al., JMLR 13 (2012) 1393, via
// Kornblith et al., arXiv:1905.00414.

using System.Collections.Immutable;
using Jaram.Assay.Provenance.Products;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>Compares attention after alignment.</summary>
/// <param name="channels">Channels that are aligned.</param>
/// <param name="tokens">Tokens that they are aligned by.</param>
/// <param name="fewest">Fewer shared tokens are not enough.</param>
internal sealed class AlignedAttention(int channels, int tokens, int fewest)
{
    private const int MostRows = 512;

    /// <summary>The score, about 0 for strangers, 1 at most; no number where roles or tokens are missing.</summary>
    public double Score(Anatomy one, Anatomy other)
    {
        var shared = SharedTokens.Of(one, other, tokens);
        List<LayerHeads> mine = [.. LayerHeads.Of(one)], theirs = [.. LayerHeads.Of(other)];
        if (shared.Count < fewest || mine.Count == 0 || theirs.Count == 0 || one.Width > other.Width) return double.NaN;
        var here = Sampling.Some(one.Width, channels);
        var (there, signs) = Align(one, other, shared, here);
        double[] layers = [.. Pairs(mine, theirs).Select(pair =>
            pair.Mine.Matrices.Zip(pair.Theirs.Matrices, (a, b) => Likeness(
                Kernel(one, (pair.Mine.Layer, a), here, []),
                Kernel(other, (pair.Theirs.Layer, b), [.. there], signs), here.Length)).Average())];
        return layers.Average();
    }

    /// <summary>For each channel that is looked at: the other model's channel, and whether its sign is the
    /// same.</summary>
    internal static (int[] There, float[] Signs) Align(
        Anatomy one, Anatomy other, SharedTokens shared, ImmutableArray<int> here)
    {
        var a = Columns(one, shared.Here, here);
        var b = Columns(other, shared.There, Sampling.All(other.Width));
        var cosines = new float[here.Length * other.Width];
        RowProducts.Add(a, b, shared.Count, cosines);
        var there = Assignment.Of([.. cosines.Select(Math.Abs)], other.Width);
        return (there, [.. there.Select((to, at) => cosines[at * other.Width + to] < 0 ? -1f : 1f)]);
    }

    /// <summary>(channels, tokens), each channel of length 1.</summary>
    private static float[] Columns(Anatomy of, ImmutableArray<int> tokens, ImmutableArray<int> channels)
    {
        var turned = Rows.Turn(of.Tokens[0].Read(of.Subject.Tensors, tokens, channels), channels.Length);
        Rows.Normalise(turned, tokens.Length);
        return turned;
    }

    /// <summary>Layer by layer; where depths differ, at the same share of the depth.</summary>
    private static IEnumerable<(LayerHeads Mine, LayerHeads Theirs)> Pairs(
        List<LayerHeads> mine, List<LayerHeads> theirs) =>
        mine.Select((layer, at) => (layer, theirs[at * theirs.Count / mine.Count]));

    /// <summary>WᵀW over channels, gains folded in, the diagonal left out.</summary>
    private static double[] Kernel(Anatomy of, (int Layer, HeadMatrix Matrix) heads, ImmutableArray<int> channels,
        float[] signs)
    {
        var (count, gains) = (channels.Length, of.Gains(heads.Layer, TensorRole.AttentionNorm));
        var weights = Rows.Turn(heads.Matrix.Read(of.Subject.Tensors, MostRows, channels), count);
        var rows = weights.Length / count;
        for (var at = 0; at < count; at++)
        {
            var scale = (signs.Length > 0 ? signs[at] : 1) * (gains.Length == of.Width ? gains[channels[at]] : 1);
            foreach (ref var w in weights.AsSpan(at * rows, rows)) w *= scale;
        }
        var product = new float[count * count];
        RowProducts.Add(weights, weights, rows, product);
        for (var at = 0; at < count; at++) product[at * count + at] = 0;
        return Centred(product, count);
    }

    /// <summary>The centring that takes no bias in: sums over n − 2, the diagonal left out.</summary>
    private static double[] Centred(float[] kernel, int n)
    {
        var (rows, all) = (new double[n], 0.0);
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++) rows[i] += kernel[i * n + j];
        foreach (var row in rows) all += row;
        var centred = new double[n * n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j < n; j++)
                if (i != j) centred[i * n + j] = kernel[i * n + j] - (rows[i] + rows[j]) / (n - 2)
                    + all / ((n - 1.0) * (n - 2));
        return centred;
    }

    private static double Likeness(double[] k, double[] l, int n)
    {
        if (n < 4) return 0;
        var (kl, kk, ll) = (0.0, 0.0, 0.0);
        for (var at = 0; at < k.Length; at++)
            (kl, kk, ll) = (kl + k[at] * l[at], kk + k[at] * k[at], ll + l[at] * l[at]);
        return kk > 0 && ll > 0 ? kl / Math.Sqrt(kk * ll) : 0;
    }
}
