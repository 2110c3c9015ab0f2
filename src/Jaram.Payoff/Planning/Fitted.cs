// Makes two designs equal in one respect by the width of their feed-forward networks alone: all that is new in a design
// stays as it is. Hidden channels of every layer are scaled by one factor, in steps of 8 where there are that many.
// Source: ours.

using System.Collections.Immutable;
using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Architecture.Counting;

namespace Jaram.Payoff.Planning;

/// <summary>Designs that match a parent.</summary>
public static class Fitted
{
    /// <summary>Bytes of a number where cost is counted: bfloat16.</summary>
    public const int BytesOfNumber = 2;

    /// <summary>No match is further off than this, or it is refused.</summary>
    private const double Tolerance = 0.05;

    private const int Step = 8, Halvings = 40;
    private const double Least = 1 / 64.0, Most = 64;

    /// <summary>The candidate that matches.</summary>
    /// <param name="candidate">As it is.</param>
    /// <param name="parent">What it is to equal.</param>
    /// <param name="matching">In what.</param>
    /// <exception cref="PayoffException">No width of its networks comes near.</exception>
    public static Design To(Design candidate, Design parent, Matching matching)
    {
        if (matching == Matching.TrainingFlops) return candidate;
        var (goal, from, to) = (Measure(parent, matching), Least, Most);
        for (var i = 0; i < Halvings; i++)
        {
            var middle = Math.Sqrt(from * to);
            if (Measure(Widened(candidate, middle), matching) < goal) from = middle;
            else to = middle;
        }
        var found = new[] { candidate, Widened(candidate, from), Widened(candidate, to) }
            .MinBy(design => Math.Abs(Measure(design, matching) / goal - 1))!;
        var off = Measure(found, matching) / goal - 1;
        return Math.Abs(off) <= Tolerance
            ? found
            : throw new PayoffException(FormattableString.Invariant(
                $"{candidate.Name}: no width of its networks brings it within {Tolerance:P0} of {parent.Name} ")
                + FormattableString.Invariant(
                    $"({matching}: {Measure(found, matching):N0} against {goal:N0}); leave that matching out"));
    }

    /// <summary>What is made equal, as a number: operations, parameters or bytes.</summary>
    /// <param name="design">A design.</param>
    /// <param name="matching">Which of its numbers.</param>
    public static double Measure(Design design, Matching matching)
    {
        var count = Count.Of(design);
        return matching switch
        {
            Matching.TrainingFlops => 3 * count.Flops(new Work.Prefill(design.Context)),
            Matching.Parameters => count.Parameters,
            _ => (double)BytesOfNumber * (count.ActiveParameters + count.Cache.PerToken * design.Context
                + count.Cache.Fixed),
        };
    }

    private static Design Widened(Design design, double factor) => design with
    {
        Layers = design.Layers.ToImmutableSortedDictionary(layer => layer.Key, layer => layer.Value with
        {
            Channel = layer.Value.Channel switch
            {
                MlpDesign mlp => Widened(mlp, factor),
                MixtureDesign mixture => mixture with { Expert = Widened(mixture.Expert, factor) },
                var other => throw new PayoffException($"{design.Name}: {other.GetType().Name} has no width to scale; "
                    + "compare it at equal training compute only"),
            },
        }),
    };

    private static MlpDesign Widened(MlpDesign mlp, double factor)
    {
        var hidden = Math.Max(1, mlp.Hidden * factor);
        var whole = hidden < Step ? Math.Round(hidden) : Math.Round(hidden / Step) * Step;
        return mlp with { Hidden = (int)Math.Max(1, whole) };
    }
}
