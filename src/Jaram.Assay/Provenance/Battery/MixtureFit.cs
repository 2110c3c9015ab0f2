// Test T3: weights as a weighted sum of others, tensor by tensor: a = G⁻¹c with G_jk = ⟨W_j, W_k⟩, c_k = ⟨W, W_k⟩. The
// same shares everywhere are a linear merge; shares that move with depth are another one; it explains what the order
// test has proved, and proves nothing by itself.
// Source: ours; least squares. Merges: arXiv:2203.05482 (linear), arXiv:2212.04089 (task arithmetic).

using System.Diagnostics;
using Jaram.Assay.Provenance.Products;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>Shares of other models in one.</summary>
/// <param name="Shares">Mean share of each, in their order.</param>
/// <param name="Spreads">Standard deviation of each share over tensors.</param>
/// <param name="Explained">Mean R².</param>
/// <param name="Shuffled">Mean R² after one model's rows were shuffled.</param>
/// <param name="ByLayer">Mean shares of each layer, where there are layers.</param>
/// <param name="Tensors">How many tensors were fitted.</param>
public sealed record MixtureFit(IReadOnlyList<double> Shares, IReadOnlyList<double> Spreads, double Explained,
    double Shuffled, IReadOnlyList<(int Layer, IReadOnlyList<double> Shares)> ByLayer, int Tensors)
{
    private const int MostRows = 64;

    /// <summary>Whether all tensors have the same shares.</summary>
    public bool IsConstant(double spread) => Tensors > 1 && Spreads.All(one => one <= spread);

    /// <summary>Fits every matrix that all models have in one shape.</summary>
    internal static MixtureFit Of(Anatomy candidate, IReadOnlyList<Anatomy> references)
    {
        var fits = new List<(int Layer, double[] Shares, double Explained, double Shuffled)>();
        foreach (var (tensor, place) in candidate.Tensors)
        {
            if (references.Count == 0 || tensor.Shape.Length < 2 || place.Component == Component.Norms
                || references.Any(other => !other.TryFindTwin(tensor, place, out _))) continue;
            var (view, rows) = (UnitView.Rows(tensor), Sampling.Some(UnitView.Rows(tensor).Units, MostRows));
            var all = Sampling.All(view.Features);
            var sources = references.Select(other => other.TryFindTwin(tensor, place, out var twin)
                ? UnitView.Rows(twin).Read(other.Subject.Tensors, rows, all)
                : throw new UnreachableException()).ToList();
            var target = view.Read(candidate.Subject.Tensors, rows, all);
            if (Solve(target, sources) is not { } shares) continue;
            var moved = Moved(target, all.Length);
            fits.Add((place.Layer, shares, Fitted(target, sources, shares),
                Fitted(moved, sources, Solve(moved, sources)!)));
        }
        return Summary(fits, references.Count);
    }

    /// <summary>Least squares; null where the others do not differ.</summary>
    internal static double[]? Solve(float[] target, IReadOnlyList<float[]> sources)
    {
        var n = sources.Count;
        var rows = new double[n][];
        for (var j = 0; j < n; j++)
            rows[j] = [.. Enumerable.Range(0, n).Select(k => RowProducts.LongDot(sources[j], sources[k])),
                RowProducts.LongDot(target, sources[j])];
        for (var pivot = 0; pivot < n; pivot++)
        {
            var best = Enumerable.Range(pivot, n - pivot).MaxBy(j => Math.Abs(rows[j][pivot]));
            (rows[pivot], rows[best]) = (rows[best], rows[pivot]);
            var size = RowProducts.LongDot(sources[pivot], sources[pivot]);
            if (Math.Abs(rows[pivot][pivot]) <= 1e-12 * size) return null;
            for (var j = 0; j < n; j++)
            {
                if (j == pivot) continue;
                var factor = rows[j][pivot] / rows[pivot][pivot];
                for (var k = pivot; k <= n; k++) rows[j][k] -= factor * rows[pivot][k];
            }
        }
        return [.. Enumerable.Range(0, n).Select(j => rows[j][n] / rows[j][j])];
    }

    private static double Fitted(float[] target, List<float[]> sources, double[] shares)
    {
        var (rest, all) = (0.0, 0.0);
        for (var at = 0; at < target.Length; at++)
        {
            double left = target[at];
            for (var k = 0; k < shares.Length; k++) left -= shares[k] * sources[k][at];
            (rest, all) = (rest + left * left, all + (double)target[at] * target[at]);
        }
        return all > 0 ? 1 - rest / all : 0;
    }

    private static float[] Moved(float[] rows, int d)
    {
        var moved = new float[rows.Length];
        var order = Sampling.Order(rows.Length / d, "mixture", 0);
        for (var i = 0; i < order.Length; i++) rows.AsSpan(order[i] * d, d).CopyTo(moved.AsSpan(i * d));
        return moved;
    }

    private static MixtureFit Summary(
        List<(int Layer, double[] Shares, double Explained, double Shuffled)> fits, int references)
    {
        if (fits.Count == 0) return new([], [], 0, 0, [], 0);
        double[] shares = [.. Enumerable.Range(0, references).Select(k => fits.Average(fit => fit.Shares[k]))];
        return new(shares,
            [.. shares.Select((mean, k) => Math.Sqrt(fits.Average(fit => Math.Pow(fit.Shares[k] - mean, 2))))],
            fits.Average(fit => fit.Explained), fits.Average(fit => fit.Shuffled),
            [.. fits.Where(fit => fit.Layer >= 0).GroupBy(fit => fit.Layer).OrderBy(layer => layer.Key).Select(layer =>
                (layer.Key, (IReadOnlyList<double>)[.. shares.Select((_, k) => layer.Average(fit => fit.Shares[k]))]))],
            fits.Count);
    }
}
