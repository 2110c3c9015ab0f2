// Controls that every report carries: the candidate's own units against themselves in another order, where nothing may
// be found, and against themselves under so much noise that little more than the stated sensitivity is left, where the
// test must find it.
// Source: ours.

using Jaram.Assay.Provenance.Reading;
using Jaram.Ledger.Growth;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>What the order test says of known truths.</summary>
/// <param name="Correlation">ρ that was planted.</param>
/// <param name="Expected">z that it should give, ρ·√(Σ n·d).</param>
/// <param name="Planted">z that it gave.</param>
/// <param name="Stranger">z of the same units out of order.</param>
public sealed record PlantedTruth(double Correlation, double Expected, double Planted, double Stranger)
{
    /// <summary>No network to plant anything in.</summary>
    public static PlantedTruth None { get; } = new(0, 0, 0, 0);

    /// <summary>Whether nothing was found where nothing is, and the planted truth was; or nothing could be planted.
    /// </summary>
    /// <param name="critical">The score that counts.</param>
    public bool Holds(double critical) => Expected == 0 || Planted >= critical && Math.Abs(Stranger) < critical;

    /// <summary>Plants and looks.</summary>
    /// <param name="of">The candidate.</param>
    /// <param name="group">One of its networks.</param>
    /// <param name="units">Units that are looked at.</param>
    /// <param name="aim">z that the planted correlation should give.</param>
    internal static PlantedTruth Of(Anatomy of, UnitGroup group, int units, double aim)
    {
        var (rows, all) = (Sampling.Some(group.Units, units), Sampling.All(group.Width));
        var rho = Math.Min(1, aim / Math.Sqrt((double)rows.Length * all.Length * group.Reads.Count));
        var order = Sampling.Order(rows.Length, "stranger", 0);
        using var planted = new CrossMatrix(rows.Length, "planted");
        using var stranger = new CrossMatrix(rows.Length, "stranger");
        foreach (var (part, view) in group.Reads.Index())
        {
            var weights = view.Read(of.Subject.Tensors, rows, all);
            planted.Add(weights, Noisy(weights, all.Length, rho, part), all.Length);
            var moved = new float[weights.Length];
            for (var i = 0; i < rows.Length; i++)
                weights.AsSpan(order[i] * all.Length, all.Length).CopyTo(moved.AsSpan(i * all.Length));
            stranger.Add(weights, moved, all.Length);
        }
        return new(rho, rho * Math.Sqrt((double)rows.Length * all.Length * group.Reads.Count),
            planted.ScoreOnce(0).Z, stranger.ScoreOnce(0).Z);
    }

    /// <summary>ρ of the weights' own length, and the rest noise.</summary>
    private static float[] Noisy(float[] weights, int d, double rho, int part)
    {
        var noise = new float[weights.Length];
        new CounterRandom([], FormattableString.Invariant($"planted {part}")).Fill(noise, 0, Math.Sqrt(3));
        for (var at = 0; at < weights.Length; at += d)
        {
            ReadOnlySpan<float> row = weights.AsSpan(at, d);
            var size = Math.Sqrt(Products.RowProducts.Dot(row, row) / d);
            for (var k = 0; k < d; k++)
                noise[at + k] = (float)(rho * row[k] + Math.Sqrt(1 - rho * rho) * size * noise[at + k]);
        }
        return noise;
    }
}
