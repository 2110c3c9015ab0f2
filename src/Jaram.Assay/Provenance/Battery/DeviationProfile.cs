// Test T6, a screen: how the deviation of attention's matrices goes up and down with depth. Strangers reach .9 by it,
// so it never carries more than a suspicion, and only beyond all controls.
// Source: HonestyAGI, arXiv:2507.03014 (the profile), as doubted there by its reviewers; ranks among controls: ours.

using Jaram.Assay.Provenance.Products;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>Profiles of queries, keys, what else reads, and outputs over depth.</summary>
internal static class DeviationProfile
{
    private const int MostRows = 64, Fewest = 4;

    /// <summary>Mean correlation of the profiles; no number with fewer than four layers.</summary>
    public static double Likeness(Anatomy one, Anatomy other)
    {
        var (mine, theirs) = (Of(one), Of(other));
        var correlations = mine.Where(profile => theirs.ContainsKey(profile.Key)
                && profile.Value.Length >= Fewest && theirs[profile.Key].Length >= Fewest)
            .Select(profile => Ranks.Pearson(profile.Value, Stretched(theirs[profile.Key], profile.Value.Length)));
        return correlations.DefaultIfEmpty(double.NaN).Average();
    }

    private static Dictionary<TensorRole, double[]> Of(Anatomy of) => of.OnStream(Component.Attention)
        .GroupBy(part => part.Place.Role).ToDictionary(role => role.Key, role => role
            .GroupBy(part => part.Place.Layer).OrderBy(layer => layer.Key)
            .Select(layer => layer.Average(part => Deviation(of, part.View))).ToArray());

    private static double Deviation(Anatomy of, UnitView view)
    {
        var rows = view.UnitStride == 1 ? view.Turned : view;           // whole rows of the file
        var some = Sampling.Some(rows.Units, MostRows);
        using var numbers = new Pooled<float>(some.Length * rows.Features);
        rows.Read(of.Subject.Tensors, some, Sampling.All(rows.Features), numbers.Memory);
        var (sum, square, count) = (0.0, 0.0, numbers.Span.Length);
        foreach (double w in numbers.Span) (sum, square) = (sum + w, square + w * w);
        var mean = sum / count;
        return Math.Sqrt(Math.Max(0, square / count - mean * mean));
    }

    /// <summary>The same curve over another number of layers.</summary>
    private static double[] Stretched(double[] curve, int count) => [.. Enumerable.Range(0, count).Select(at =>
    {
        var place = count == 1 ? 0 : at * (curve.Length - 1.0) / (count - 1);
        var below = Math.Min((int)place, curve.Length - 2);
        return double.Lerp(curve[below], curve[below + 1], place - below);
    })];
}
