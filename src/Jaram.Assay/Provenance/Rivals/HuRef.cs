// What others measure, to stand beside the battery on the same zoo. HuRef's invariants: products of a layer's matrices
// seen through the model's own embeddings, X Wq Wkᵀ Xᵀ, X Wv Wo Xᵀ and X W1 W2 Xᵀ, which no permutation and no rotation
// of the stream changes; two models are as alike as the cosine of these. A rotation of the stream together with gains
// that were folded away breaks all three.
// Source: Zeng et al., arXiv:2312.04828, section 4 (last two layers); grouped keys summed over their heads: ours.

using Jaram.Assay.Provenance.Battery;
using Jaram.Assay.Provenance.Products;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Provenance.Rivals;

/// <summary>Cosine of HuRef's invariants.</summary>
/// <param name="tokens">Shared tokens that the matrices are seen through.</param>
/// <param name="headWidth">Width of a head of queries: weights alone do not tell it.</param>
public sealed class HuRef(int tokens, int headWidth)
{
    private const int Layers = 2;

    /// <summary>The mean cosine, 1 for a model with itself; no number where a model lacks these matrices, as latent
    /// attention does.</summary>
    public double Likeness(Anatomy one, Anatomy other)
    {
        var shared = SharedTokens.Of(one, other, tokens);
        if (shared.Count == 0) return double.NaN;
        var (mine, theirs) = (Invariants(one, shared.Here), Invariants(other, shared.There));
        return mine.Count == 0 || mine.Count != theirs.Count ? double.NaN : mine.Zip(theirs, Cosine).Average();
    }

    /// <summary>Three matrices (tokens, tokens) of each of the last layers, two where there is no dense network.
    /// </summary>
    private List<float[]> Invariants(Anatomy of, IReadOnlyList<int> rows)
    {
        var inputs = of.Tokens[0].Read(of.Subject.Tensors, [.. rows], Sampling.All(of.Width));
        var attention = of.OnStream(Component.Attention).GroupBy(part => part.Place.Layer)
            .OrderBy(layer => layer.Key).TakeLast(Layers).ToList();
        List<float[]> invariants = [];
        foreach (var layer in attention)
        {
            var views = layer.GroupBy(part => part.Place.Role).ToDictionary(role => role.Key, role => role.ToList());
            if (!views.TryGetValue(TensorRole.Query, out var queries)
                || !views.TryGetValue(TensorRole.Key, out var keys)
                || !views.TryGetValue(TensorRole.Reader, out var values) || values.Count != 1
                || !views.TryGetValue(TensorRole.Output, out var outputs)) return [];
            var (q, k) = (queries[0].View, keys[0].View);
            invariants.Add(Product(Summed(Seen(of, q, inputs), q.Units, k.Units), Seen(of, k, inputs), k.Units));
            var (v, o) = (values[0].View, outputs[0].View);
            invariants.Add(Product(Seen(of, v, inputs), Summed(Seen(of, o, inputs), o.Units, v.Units), v.Units));
            if (of.Groups.FirstOrDefault(group => group.Layer == layer.Key && group.Component == Component.Mlp)
                is { Writes: [var down] } network)
                invariants.Add(Product(Seen(of, network.Reads[^1], inputs), Seen(of, down, inputs), network.Units));
        }
        return invariants;
    }

    /// <summary>(tokens, units): X Wᵀ.</summary>
    private static float[] Seen(Anatomy of, UnitView view, float[] inputs)
    {
        var weights = view.Read(of.Subject.Tensors, Sampling.All(view.Units), Sampling.All(view.Features));
        var seen = new float[(long)(inputs.Length / of.Width) * view.Units];
        RowProducts.Add(inputs, weights, of.Width, seen);
        return seen;
    }

    /// <summary>Heads that share a key are added up, so that the product with that key is the sum of theirs.</summary>
    /// <param name="many">(tokens, from)</param>
    /// <param name="from">Units of all heads.</param>
    /// <param name="to">Units of the shared ones; divides <paramref name="from"/>.</param>
    private float[] Summed(float[] many, int from, int to)
    {
        if (from == to) return many;
        var (count, together) = (many.Length / from, from / to);
        var few = new float[count * to];
        for (var token = 0; token < count; token++)
            for (var unit = 0; unit < from; unit++)
            {
                var (head, within) = (unit / headWidth, unit % headWidth);
                few[token * to + head / together * headWidth + within] += many[token * from + unit];
            }
        return few;
    }

    private static float[] Product(float[] a, float[] b, int d)
    {
        var product = new float[(long)(a.Length / d) * (b.Length / d)];
        RowProducts.Add(a, b, d, product);
        return product;
    }

    private static double Cosine(float[] x, float[] y)
    {
        var squares = RowProducts.LongDot(x, x) * RowProducts.LongDot(y, y);
        return squares > 0 ? RowProducts.LongDot(x, y) / Math.Sqrt(squares) : 0;
    }
}
