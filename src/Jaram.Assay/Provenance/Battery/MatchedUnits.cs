// Test T5: units of two models are matched twice, once by their gates and once by their ups, as both answer to the same
// tokens, each model with its own embedding; where there is no gate, by what they read and by what they write. If the
// two matchings agree, the units are the same ones, whatever was done to their order, their scale and their stream.
// Matching finds likeness among strangers too, as language is one: a model known to be a stranger, the control, says
// how much. Without one nobody is found guilty, but who shows no likeness at all is cleared.
// Source: φ_MATCH of Zhu et al., arXiv:2502.12292, from weights alone; the rule with controls after
// alejandro-rojas-24/scout, plans/phase-4/plan.md, section 3.8.

using System.Collections.Immutable;
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
        var (here, there) = (Projection.Probes(one, shared.Here), Projection.Probes(other, shared.There));
        foreach (var network in pairs.Index().Where(pair => Fits((one, pair.Item.Mine), (other, pair.Item.Theirs)))
            .GroupBy(pair => pair.Item.Theirs))
        {
            var mine = network.Select(pair => Sides(pair.Item.Mine).Select(side => Responses(one, side,
                Sampling.Some(pair.Item.Mine.Units, units), here)).ToList()).ToList();
            var partners = Sides(network.Key).Select((side, at) =>
                Match([.. mine.Select(sides => sides[at])], (other, side), there)).ToList();
            foreach (var ((at, _), gates, ups) in network.Zip(partners[0], partners[1]))
            {
                var most = Math.Sqrt(gates.Length - 1.0);
                matches[at] = new(Ranks.Spearman(gates, ups) * most,
                    gates.Zip(ups).Count(pair => pair.First == pair.Second) / (double)gates.Length, most);
            }
        }
        return matches;
    }

    private bool Fits((Anatomy Of, UnitGroup Group) one, (Anatomy Of, UnitGroup Group) other) =>
        HasTwoSides(one.Group) && one.Group.Reads.Count == other.Group.Reads.Count
        && one.Group.Width == one.Of.Width && other.Group.Width == other.Of.Width
        && Math.Min(units, one.Group.Units) <= other.Group.Units;

    private static bool HasTwoSides(UnitGroup group) => group.Reads.Count > 1 || group.Writes.Count > 0;

    /// <summary>What units are matched by, twice: what reads, and where only one does, what is written.</summary>
    private static (UnitView View, int GainsOf)[] Sides(UnitGroup group) => group.Reads.Count > 1
        ? [(group.Reads[0], group.Layer), (group.Reads[1], group.Layer)]
        : [(group.Reads[0], group.Layer), (group.Writes[0], -1)];

    /// <summary>Responses of units over the probes, centred and of length 1.</summary>
    /// <returns>(units, probes)</returns>
    private static float[] Responses(
        Anatomy of, (UnitView View, int GainsOf) side, ImmutableArray<int> some, float[] probes)
    {
        var part = new float[some.Length * (probes.Length / of.Width)];
        Respond(of, side, some, probes, part);
        return part;
    }

    /// <summary>The same into zeros.</summary>
    private static void Respond(Anatomy of, (UnitView View, int GainsOf) side, ImmutableArray<int> some,
        float[] probes, Memory<float> into)
    {
        var (gains, count) = (side.GainsOf < 0 ? [] : of.Gains(side.GainsOf, TensorRole.ChannelNorm),
            probes.Length / of.Width);
        UnitCard.AddResponses(of, side.View, some, gains, (probes, into));
        for (var at = 0; at < into.Length; at += count)
        {
            var row = into.Span.Slice(at, count);
            var sum = 0.0;
            foreach (var x in row) sum += x;
            var mean = (float)(sum / count);
            foreach (ref var x in row) x -= mean;
        }
        Rows.Normalise(into.Span, count);
    }

    /// <summary>The partner of every unit of several networks; the other network passes some units at a time.</summary>
    private static List<int[]> Match(
        List<float[]> mine, (Anatomy Of, (UnitView View, int GainsOf) Side) other, float[] probes)
    {
        var (count, columns) = (probes.Length / other.Of.Width, other.Side.View.Units);
        var likeness = mine.Select(part => new float[part.Length / count * columns]).ToList();      // (theirs, mine)
        for (var from = 0; from < columns; from += UnitCard.AtOnce)
        {
            ImmutableArray<int> some = [.. Enumerable.Range(from, Math.Min(UnitCard.AtOnce, columns - from))];
            using var theirs = Pooled<float>.Zeros(some.Length * count);
            Respond(other.Of, other.Side, some, probes, theirs.Memory);
            foreach (var (part, all) in mine.Zip(likeness))
                RowProducts.Add(theirs.Memory, part, count, all.AsMemory(from * (part.Length / count)));
        }
        return [.. mine.Zip(likeness, (part, all) => Partners(all, part.Length / count))];
    }

    /// <summary>Who goes with whom, whatever the signs, which can be turned.</summary>
    private static int[] Partners(float[] likeness, int units)
    {
        foreach (ref var cosine in likeness.AsSpan()) cosine = Math.Abs(cosine);
        using var turned = new Pooled<float>(likeness.Length);
        var columns = likeness.Length / units;
        Rows.Turn(likeness, (columns, units, units), turned.Span, columns);
        return Assignment.Of(turned.Span, columns);
    }
}

/// <summary>How two matchings of the same units agree.</summary>
/// <param name="Z">Spearman's ρ·√(m − 1).</param>
/// <param name="Agreement">Share of units that both matchings give the same partner.</param>
/// <param name="Most">z of two matchings that agree in all units.</param>
public readonly record struct UnitMatch(double Z, double Agreement, double Most);

/// <summary>What matched units say, held against controls.</summary>
/// <param name="Said">The answer.</param>
/// <param name="Depths">The candidate's layers and how they match.</param>
/// <param name="Controls">z of the controls, at these layers and at shifted ones: strangers are strangers everywhere.
/// </param>
/// <param name="Shifted">z of the candidate against layers that it cannot come from.</param>
/// <param name="Adjusted">The best z, less what controls and shifted layers reach, in their deviations.</param>
/// <param name="Critical">What that must be.</param>
public sealed record MatchAnswer(MatchSays Said, IReadOnlyList<(int Layer, UnitMatch Match)> Depths,
    IReadOnlyList<double> Controls, IReadOnlyList<double> Shifted, double Adjusted, double Critical)
{
    /// <summary>Of fewer scores no deviation is known.</summary>
    private const int Fewest = 3;

    /// <summary>No answer.</summary>
    public static MatchAnswer Untested { get; } = new(MatchSays.CannotTell, [], [], [], 0, 0);

    /// <summary>Judges.</summary>
    /// <param name="depths">The candidate's layers and how they match the reference's.</param>
    /// <param name="shifted">z against shifted layers.</param>
    /// <param name="controls">The same of each control.</param>
    /// <param name="level">The chance of a false answer, as in 0.01.</param>
    /// <param name="floor">The least agreement that counts.</param>
    internal static MatchAnswer Of(IReadOnlyList<(int Layer, UnitMatch Match)> depths, IReadOnlyList<double> shifted,
        IReadOnlyList<(IReadOnlyList<double> Depths, IReadOnlyList<double> Shifted)> controls, double level,
        double floor)
    {
        double[] strangers = [.. controls.SelectMany(one => one.Depths.Concat(one.Shifted))];
        var isControlled = strangers.Length >= Fewest;
        IReadOnlyList<double> all = isControlled ? strangers : shifted;
        if (depths.Count == 0 || all.Count < Fewest)
            return Untested with { Depths = depths, Controls = strangers, Shifted = shifted };
        var (mean, deviation) = Moments(all);
        var (center, spread) = (Math.Max(0, Math.Max(mean, shifted.DefaultIfEmpty(0).Average())),
            Math.Max(1, Math.Max(deviation, shifted.Count > 1 ? Moments(shifted).Deviation : 0)));
        var widening = Math.Sqrt(1 + 1.0 / all.Count);
        var critical = StudentT.Quantile(1 - level / depths.Count, all.Count - 1);
        double Adjusted(double z, int at) => Math.Min((z - center) / (spread * widening), isControlled
            ? (z - controls.Max(one => one.Depths[at])) / (spread * Math.Sqrt(2))
            : double.PositiveInfinity);
        var best = depths.Select((depth, at) => (Adjusted: Adjusted(depth.Match.Z, at), depth.Match.Agreement))
            .MaxBy(each => each.Adjusted);
        var most = depths.Select((depth, at) => Adjusted(depth.Match.Most, at)).Max();
        var guard = (shifted.DefaultIfEmpty(0).Max() - Math.Max(0, mean)) / (Math.Max(1, deviation) * widening);
        var isBroken = isControlled && (guard >= critical || AControlFires(strangers, level)) || most < critical;
        var said = isBroken ? MatchSays.CannotTell
            : isControlled && best.Adjusted >= critical && best.Agreement >= floor ? MatchSays.SameUnits
            : best.Adjusted >= NormalTail.Beyond(level / depths.Count) ? MatchSays.CannotTell
            : MatchSays.NotFound;
        return new(said, depths, strangers, shifted, best.Adjusted, critical);
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
    /// <summary>Too few shared tokens, controls that themselves stand out, so few units that even the same ones would
    /// not, or more likeness than chance gives and less than proves, or no control to prove it by.</summary>
    CannotTell,

    /// <summary>No more than controls reach; without controls, than layers that it cannot come from.</summary>
    NotFound,

    /// <summary>The same units, in whatever order.</summary>
    SameUnits,
}
