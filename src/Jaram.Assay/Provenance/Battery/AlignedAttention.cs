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
            pair.Mine.Matrices.Zip(pair.Theirs.Matrices, (a, b) =>
            {
                using var k = Kernel.Of(one, (pair.Mine.Layer, a), here, []);
                using var l = Kernel.Of(other, (pair.Theirs.Layer, b), [.. there], signs);
                return k.Likeness(l);
            }).Average())];
        return layers.Average();
    }

    /// <summary>For each channel that is looked at: the other model's channel, and whether its sign is the
    /// same.</summary>
    internal static (int[] There, float[] Signs) Align(
        Anatomy one, Anatomy other, SharedTokens shared, ImmutableArray<int> here)
    {
        using var a = Columns(one, shared.Here, here);
        using var b = Columns(other, shared.There, Sampling.All(other.Width));
        using var cosines = Pooled<float>.Zeros(here.Length * other.Width);
        using var sizes = new Pooled<float>(cosines.Span.Length);
        RowProducts.Add(a.Memory, b.Memory, shared.Count, cosines.Memory);
        for (var at = 0; at < sizes.Span.Length; at++) sizes.Span[at] = Math.Abs(cosines.Span[at]);
        var there = Assignment.Of(sizes.Span, other.Width);
        var signs = new float[there.Length];
        for (var at = 0; at < signs.Length; at++)
            signs[at] = cosines.Span[at * other.Width + there[at]] < 0 ? -1 : 1;
        return (there, signs);
    }

    /// <summary>(channels, tokens), each channel of length 1.</summary>
    private static Pooled<float> Columns(Anatomy of, ImmutableArray<int> tokens, ImmutableArray<int> channels)
    {
        using var rows = new Pooled<float>(checked(tokens.Length * channels.Length));
        var turned = new Pooled<float>(rows.Span.Length);
        of.Tokens[0].Read(of.Subject.Tensors, tokens, channels, rows.Memory);
        Rows.Turn(rows.Span, (tokens.Length, channels.Length, channels.Length), turned.Span, tokens.Length);
        Rows.Normalise(turned.Span, tokens.Length);
        return turned;
    }

    /// <summary>Layer by layer; where depths differ, at the same share of the depth.</summary>
    private static IEnumerable<(LayerHeads Mine, LayerHeads Theirs)> Pairs(
        List<LayerHeads> mine, List<LayerHeads> theirs) =>
        mine.Select((layer, at) => (layer, theirs[at * theirs.Count / mine.Count]));

    /// <summary>WᵀW over channels, gains folded in, the diagonal left out; centred so that no bias is taken in: sums
    /// over n − 2.</summary>
    /// <param name="products">(n, n)</param>
    /// <param name="n">Channels.</param>
    private sealed class Kernel(Pooled<float> products, int n) : IDisposable
    {
        private readonly Pooled<float> _products = products;
        private readonly double[] _rows = new double[n];
        private double _all;

        /// <summary>Of one matrix.</summary>
        public static Kernel Of(Anatomy of, (int Layer, HeadMatrix Matrix) heads, ImmutableArray<int> channels,
            float[] signs)
        {
            var (count, gains) = (channels.Length, of.Gains(heads.Layer, TensorRole.AttentionNorm));
            using var read = heads.Matrix.Read(of.Subject.Tensors, MostRows, channels);
            using var weights = new Pooled<float>(read.Span.Length);
            var rows = read.Span.Length / count;
            Rows.Turn(read.Span, (rows, count, count), weights.Span, rows);
            for (var at = 0; at < count; at++)
            {
                var scale = (signs.Length > 0 ? signs[at] : 1) * (gains.Length == of.Width ? gains[channels[at]] : 1);
                foreach (ref var w in weights.Span.Slice(at * rows, rows)) w *= scale;
            }
            var kernel = new Kernel(Pooled<float>.Zeros(count * count), count);
            RowProducts.Add(weights.Memory, weights.Memory, rows, kernel._products.Memory);
            kernel.AddUp();
            return kernel;
        }

        /// <summary>The cosine of two.</summary>
        public double Likeness(Kernel other)
        {
            if (n < 4) return 0;
            var (kl, kk, ll) = (0.0, 0.0, 0.0);
            for (var i = 0; i < n; i++)
            {
                Span<float> mine = _products.Span.Slice(i * n, n), its = other._products.Span.Slice(i * n, n);
                for (var j = 0; j < n; j++)
                {
                    if (i == j) continue;
                    var (k, l) = (mine[j] - Bias(i, j), its[j] - other.Bias(i, j));
                    (kl, kk, ll) = (kl + k * l, kk + k * k, ll + l * l);
                }
            }
            return kk > 0 && ll > 0 ? kl / Math.Sqrt(kk * ll) : 0;
        }

        /// <summary>Gives the products back.</summary>
        public void Dispose() => _products.Dispose();

        private void AddUp()
        {
            var all = _products.Span;
            for (var i = 0; i < n; i++)
            {
                all[i * n + i] = 0;
                foreach (var product in all.Slice(i * n, n)) _rows[i] += product;
                _all += _rows[i];
            }
        }

        private double Bias(int i, int j) => (_rows[i] + _rows[j]) / (n - 2) - _all / ((n - 1.0) * (n - 2));
    }
}
