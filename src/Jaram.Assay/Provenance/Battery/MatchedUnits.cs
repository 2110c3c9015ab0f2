// Test T5: units of two models are matched twice, once by their gates and once by their ups, as both answer to the same
// tokens, each model with its own embedding; where there is no gate, by what they read and by what they write. If the
// two matchings agree, the units are the same ones, whatever was done to their order, their scale and their stream.
// Matching finds likeness among strangers too, as language is one: a model known to be a stranger, the control, says
// how much.
// Source: φ_MATCH of Zhu et al., arXiv:2502.12292, from weights alone; the rule with controls after
// alejandro-rojas-24/scout, plans/phase-4/plan.md, section 3.8.

using Jaram.Assay.Provenance.Products;
using Jaram.Assay.Provenance.Reading;
using Jaram.Statistics.Distributions;

namespace Jaram.Assay.Provenance.Battery;

/// <summary>Matches hidden units.</summary>
/// <param name="units">Units of the candidate that are matched.</param>
/// <param name="probes">Tokens that they answer to.</param>
/// <param name="fewest">Fewer shared tokens are not enough.</param>
internal sealed class MatchedUnits(int units, int probes, int fewest)
{
    /// <summary>Matches networks of two models, pair by pair; those of the other model answer once.</summary>
    /// <returns>In the order of the pairs; nothing where tokens or parts are missing.</returns>
    public IReadOnlyList<UnitMatch?> Score(
        Anatomy one, Anatomy other, IReadOnlyList<(UnitGroup Mine, UnitGroup Theirs)> pairs)
    {
        var (shared, matches) = (SharedTokens.Of(one, other, probes), new UnitMatch?[pairs.Count]);
        if (shared.Count < fewest) return matches;
        foreach (var network in pairs.Index().Where(pair => Fits((one, pair.Item.Mine), (other, pair.Item.Theirs)))
            .GroupBy(pair => pair.Item.Theirs))
        {
            var theirs = Responses((other, network.Key), shared.There, int.MaxValue);
            foreach (var (at, (mine, _)) in network)
                matches[at] = Match(Responses((one, mine), shared.Here, units), theirs, shared.Count);
        }
        return matches;
    }

    private bool Fits((Anatomy Of, UnitGroup Group) one, (Anatomy Of, UnitGroup Group) other) =>
        HasTwoSides(one.Group) && one.Group.Reads.Count == other.Group.Reads.Count
        && one.Group.Width == one.Of.Width && other.Group.Width == other.Of.Width
        && Math.Min(units, one.Group.Units) <= other.Group.Units;

    private static UnitMatch Match(IReadOnlyList<float[]> mine, IReadOnlyList<float[]> theirs, int probes)
    {
        var (gates, ups) = (Match(mine[0], theirs[0], probes), Match(mine[1], theirs[1], probes));
        return new(Ranks.Spearman(gates, ups) * Math.Sqrt(gates.Length - 1.0),
            gates.Zip(ups).Count(pair => pair.First == pair.Second) / (double)gates.Length);
    }

    private static bool HasTwoSides(UnitGroup group) => group.Reads.Count > 1 || group.Writes.Count > 0;

    /// <summary>Responses of each unit over the probes, centred and of length 1.</summary>
    private static IReadOnlyList<float[]> Responses(
        (Anatomy Of, UnitGroup Group) one, IReadOnlyList<int> tokens, int most)
    {
        var probes = Projection.Probes(one.Of, tokens);
        var parts = UnitCard.Responses(one.Of, one.Group, probes, most);
        if (parts.Count == 1) parts = [parts[0], UnitCard.Written(one.Of, one.Group, probes, most)];
        foreach (var part in parts)
        {
            for (var at = 0; at < part.Length; at += tokens.Count)
            {
                var row = part.AsSpan(at, tokens.Count);
                var mean = 0.0;
                foreach (var x in row) mean += x / (double)row.Length;
                foreach (ref var x in row) x -= (float)mean;
            }
            Rows.Normalise(part, tokens.Count);
        }
        return parts;
    }

    private static int[] Match(float[] mine, float[] theirs, int probes)
    {
        var (rows, columns) = (mine.Length / probes, theirs.Length / probes);
        var likeness = new float[(long)rows * columns];
        RowProducts.Add(mine, theirs, probes, likeness);
        foreach (ref var cosine in likeness.AsSpan()) cosine = Math.Abs(cosine);        // signs can be turned
        return Assignment.Of(likeness, columns);
    }
}

/// <summary>How two matchings of the same units agree.</summary>
/// <param name="Z">Spearman's ρ·√(m − 1).</param>
/// <param name="Agreement">Share of units that both matchings give the same partner.</param>
public readonly record struct UnitMatch(double Z, double Agreement);

/// <summary>What matched units say, held against controls.</summary>
/// <param name="Said">The answer.</param>
/// <param name="Depths">The candidate's layers and how they match.</param>
/// <param name="Controls">z of the controls at these layers.</param>
/// <param name="Shifted">z of the candidate against layers that it cannot come from.</param>
/// <param name="Adjusted">The best z, less what controls and shifted layers reach, in their deviations.</param>
/// <param name="Critical">What that must be.</param>
public sealed record MatchAnswer(MatchSays Said, IReadOnlyList<(int Layer, UnitMatch Match)> Depths,
    IReadOnlyList<double> Controls, IReadOnlyList<double> Shifted, double Adjusted, double Critical)
{
    /// <summary>No answer.</summary>
    public static MatchAnswer Untested { get; } = new(MatchSays.CannotTell, [], [], [], 0, 0);

    /// <summary>Judges.</summary>
    /// <param name="depths">The candidate's layers and how they match the reference's.</param>
    /// <param name="controls">For each control, z at the same layers.</param>
    /// <param name="shifted">z against shifted layers.</param>
    /// <param name="level">The chance of a false answer, as in 0.01.</param>
    /// <param name="floor">The least agreement that counts.</param>
    internal static MatchAnswer Of(IReadOnlyList<(int Layer, UnitMatch Match)> depths,
        IReadOnlyList<IReadOnlyList<double>> controls, IReadOnlyList<double> shifted, double level, double floor)
    {
        double[] all = [.. controls.SelectMany(one => one)];
        if (depths.Count == 0 || all.Length < 3)
            return Untested with { Depths = depths, Controls = all, Shifted = shifted };
        var (mean, deviation) = Moments(all);
        var (center, spread) = (Math.Max(0, Math.Max(mean, shifted.DefaultIfEmpty(0).Average())),
            Math.Max(1, Math.Max(deviation, shifted.Count > 1 ? Moments(shifted).Deviation : 0)));
        var widening = Math.Sqrt(1 + 1.0 / all.Length);
        var critical = StudentT.Quantile(1 - level / depths.Count, all.Length - 1);
        var best = depths.Select((depth, at) => (
            Adjusted: (depth.Match.Z - center) / (spread * widening),
            Paired: (depth.Match.Z - controls.Max(one => one[at])) / (spread * Math.Sqrt(2)),
            depth.Match.Agreement)).MaxBy(each => Math.Min(each.Adjusted, each.Paired));
        var adjusted = Math.Min(best.Adjusted, best.Paired);
        var guard = (shifted.DefaultIfEmpty(0).Max() - Math.Max(0, mean)) / (Math.Max(1, deviation) * widening);
        var said = guard >= critical || AControlFires(all, level) ? MatchSays.CannotTell
            : adjusted >= critical && best.Agreement >= floor ? MatchSays.SameUnits : MatchSays.NotFound;
        return new(said, depths, all, shifted, adjusted, critical);
    }

    /// <summary>Whether one control stands out from the others, each held against the rest.</summary>
    private static bool AControlFires(double[] controls, double level)
    {
        for (var at = 0; at < controls.Length; at++)
        {
            double[] others = [.. controls.Where((_, other) => other != at)];
            var (mean, deviation) = Moments(others);
            var bar = StudentT.Quantile(1 - level / controls.Length, Math.Max(1, others.Length - 1));
            var scale = Math.Max(1, deviation) * Math.Sqrt(1 + 1.0 / others.Length);
            if ((controls[at] - Math.Max(0, mean)) / scale >= bar) return true;
        }
        return false;
    }

    private static (double Mean, double Deviation) Moments(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return (mean, Math.Sqrt(values.Sum(z => (z - mean) * (z - mean)) / Math.Max(1, values.Count - 1)));
    }
}

/// <summary>What matched units say.</summary>
public enum MatchSays
{
    /// <summary>No control, too few shared tokens, or the controls themselves stand out.</summary>
    CannotTell,

    /// <summary>No more than controls reach.</summary>
    NotFound,

    /// <summary>The same units, in whatever order.</summary>
    SameUnits,
}
