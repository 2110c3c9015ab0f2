// Test T6, a screen: singular values of matrices that stand in the same place. Turning the stream, another order of
// channels, units or heads, other signs and one factor for a whole matrix leave them as they are, so models are
// compared without bringing anything together: gains are folded in, spectra have sum 1, and hidden units are of length
// 1, as ups can be multiplied and downs divided unit by unit. Models of one recipe have spectra much alike, so it never
// carries more than a suspicion, and only beyond all controls. Matrices of more rows are looked at in part: a spectrum
// of other rows is another one, but a near one.
// Source: ours, after HonestyAGI, arXiv:2507.03014, which compares deviations, the spectra's sums of squares.

using Jaram.Assay.Provenance.Products;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>Spectra of a model, of some layers spread over its depth.</summary>
internal sealed class SingularValues
{
    /// <summary>Rows of a matrix that is looked at whole, and of one of more rows.</summary>
    private const int MostRows = 512, SomeRows = 256;

    private readonly Dictionary<Component, List<Dictionary<(TensorRole, int), double[]>>> _layers = [];

    /// <summary>Computes them.</summary>
    /// <param name="of">The model.</param>
    /// <param name="depths">Layers of each part at most.</param>
    public SingularValues(Anatomy of, int depths)
    {
        Add(Component.Attention, Attention(of));
        foreach (var part in of.Groups.Where(group => group.Component is Component.Mlp or Component.Experts)
            .GroupBy(group => group.Component))
            Add(part.Key, part.GroupBy(group => group.Layer).OrderBy(layer => layer.Key)
                .Select(layer => Network(of, layer.First())));

        void Add(Component component, IEnumerable<IEnumerable<Part>> layers)
        {
            var (all, spectra) = (layers.ToList(), new List<Dictionary<(TensorRole, int), double[]>>());
            for (var at = 0; at < Math.Min(depths, all.Count); at++)
                spectra.Add(all[at * all.Count / Math.Min(depths, all.Count)].GroupBy(part => part.Role)
                    .SelectMany(role => role.Index().Select(part => (Key: (role.Key, part.Index), part.Item)))
                    .ToDictionary(part => part.Key, part => Spectrum(of, part.Item)));
            if (spectra.Exists(layer => layer.Count > 0)) _layers.Add(component, spectra);
        }
    }

    /// <summary>What share of their spectra two models have in common, part by part, layers brought together in their
    /// order: 1 for a disguised copy, and for strangers of one recipe not much less.</summary>
    public IReadOnlyDictionary<Component, double> Likeness(SingularValues other)
    {
        var likeness = new Dictionary<Component, double>();
        foreach (var (component, mine) in _layers)
            if (other._layers.TryGetValue(component, out var theirs) && InOrder(mine, theirs) is var mean
                && double.IsFinite(mean)) likeness.Add(component, mean);
        return likeness;
    }

    /// <summary>The best mean over layers, each with one that does not lie below its predecessor's.</summary>
    private static double InOrder(List<Dictionary<(TensorRole, int), double[]>> mine,
        List<Dictionary<(TensorRole, int), double[]>> theirs)
    {
        var best = new double[theirs.Count];
        foreach (var layer in mine)
        {
            var most = double.NegativeInfinity;
            for (var at = 0; at < theirs.Count; at++)
            {
                most = Math.Max(most, best[at]);
                best[at] = most + Common(layer, theirs[at]);
            }
        }
        return best.Max() / mine.Count;
    }

    /// <summary>Mean over matrices of both; no number without any.</summary>
    private static double Common(Dictionary<(TensorRole, int), double[]> mine,
        Dictionary<(TensorRole, int), double[]> theirs) =>
        mine.Where(one => theirs.ContainsKey(one.Key)).Select(one => Common(one.Value, theirs[one.Key]))
            .DefaultIfEmpty(double.NaN).Average();

    /// <summary>What lies under both of two spectra of sum 1; of other lengths, as shares of the length.</summary>
    private static double Common(double[] mine, double[] theirs)
    {
        var (common, at, there, place, length) = (0.0, 0, 0, 0.0, (double)mine.Length * theirs.Length);
        while (at < mine.Length && there < theirs.Length)
        {
            var next = Math.Min((at + 1.0) * theirs.Length, (there + 1.0) * mine.Length);
            common += (next - place) / length * Math.Min(mine[at] * mine.Length, theirs[there] * theirs.Length);
            place = next;
            if (next >= (at + 1.0) * theirs.Length) at++;
            if (next >= (there + 1.0) * mine.Length) there++;
        }
        return common;
    }

    /// <summary>What reads the stream and writes to it; of latents, what they make of it.</summary>
    private static IEnumerable<IEnumerable<Part>> Attention(Anatomy of)
    {
        var latent = LayerHeads.Of(of).Where(heads => heads.Rotary is not null || heads.Key.Ups.Count > 0)
            .ToDictionary(heads => heads.Layer);
        return of.OnStream(Component.Attention).GroupBy(part => part.Place.Layer).OrderBy(layer => layer.Key)
            .Select(layer =>
            {
                var gains = of.Gains(layer.Key, TensorRole.AttentionNorm);
                return layer.Where(part => !IsDear(part.View)
                        && part.Place.Role is not (TensorRole.QueryDown or TensorRole.LatentDown))
                    .Select(part => new Part(part.Place.Role, HeadMatrix.Of(part.View),
                        part.Place.Role == TensorRole.Output ? [] : gains, IsOfUnits: false))
                    .Concat(latent.TryGetValue(layer.Key, out var heads)
                        ? heads.Matrices.Skip(heads.Query.Ups.Count > 0 ? 0 : 1)
                            .Select(made => new Part(TensorRole.LatentUp, made, gains, IsOfUnits: false))
                        : []);
            });
    }

    private static IEnumerable<Part> Network(Anatomy of, UnitGroup group)
    {
        var gains = of.Gains(group.Layer, TensorRole.ChannelNorm);
        return group.Reads.Index().Select(read => new Part(TensorRole.Gate + read.Index, HeadMatrix.Of(read.Item),
                gains, IsOfUnits: true))
            .Concat(group.Writes.Where(view => !IsDear(view))
                .Select(view => new Part(TensorRole.Down, HeadMatrix.Of(view), [], IsOfUnits: true)));
    }

    /// <summary>Units that are columns of the file: some of them would cost the reading of all.</summary>
    private static bool IsDear(UnitView view) => view.FeatureStride != 1 && view.Units > MostRows;

    private static double[] Spectrum(Anatomy of, Part part)
    {
        var width = part.Matrix.Down.Features;
        using var rows = part.Matrix.Read(of.Subject.Tensors, part.Matrix.Units <= MostRows ? MostRows : SomeRows,
            Sampling.All(width));
        if (part.Gains.Length == width) Rows.Scale(rows.Span, part.Gains);
        if (part.IsOfUnits) Rows.Normalise(rows.Span, width);
        var values = Products.Spectrum.Of(rows.Memory, width);
        var sum = values.Sum();
        return sum > 0 ? [.. values.Select(value => value / sum)] : values;
    }

    /// <param name="Role">What it does.</param>
    /// <param name="Matrix">Rows by channels.</param>
    /// <param name="Gains">Of the norm before it; none for 1.</param>
    /// <param name="IsOfUnits">Whether each row may have been multiplied by a number of its own.</param>
    private sealed record Part(TensorRole Role, HeadMatrix Matrix, float[] Gains, bool IsOfUnits);
}
