// What makes a larger or another model of a raised one. An operator says what the child's design is and where each of
// its tensors comes from; it makes nothing itself, so that the ledger can record the plan before anything is done.
// Source: ours; each operator names its own.

using System.Globalization;
using Jaram.Architecture;
using Jaram.Architecture.Atlas;
using Jaram.Ledger.Growth;
using Jaram.Training.Raising;

namespace Jaram.Training.Growth;

/// <summary>A way to grow a child from a parent.</summary>
public abstract record GrowthOperator
{
    /// <summary>What a user can write, each with an example.</summary>
    public static IReadOnlyList<string> Words { get; } =
        ["dus:8", "stack:2", "interleave", "interleave:2", "lesa:2", "upcycle:8,2", "width:2", "mla:64,16"];

    /// <summary>The operator with its arguments, as it is written.</summary>
    public abstract string Word { get; }

    /// <summary>What that is in the atlas's words.</summary>
    public abstract MakingOperation Making { get; }

    /// <summary>The child's design; name, purpose and source are still the parent's.</summary>
    /// <exception cref="RaisingException">The parent is none for this operator.</exception>
    internal abstract Design Grow(Design parent);

    /// <summary>Tells of each of the child's tensors where it comes from.</summary>
    /// <param name="parent">The parent's design and weights.</param>
    /// <param name="child">What <see cref="Grow"/> gave.</param>
    internal abstract Func<FirstTensor, Heir> Heirs(ParentModel parent, Design child);

    /// <summary>Reads an operator, as in <c>dus:8</c>.</summary>
    /// <exception cref="RaisingException">There is none of that name, or its arguments are not as they must be.
    /// </exception>
    public static GrowthOperator Parse(string word)
    {
        if (Passthrough.Find(word) is { } slices) return slices;
        if (Continuation.Find(word) is { } onward) return onward;
        var (name, given) = word.Split(':', 2) is [var before, var after] ? (before, after.Split(',')) : (word, []);
        return (name, Numbers(word, given)) switch
        {
            ("dus", [var dropped]) => new DepthUpScaling(dropped),
            ("stack", [var times]) => new Stacking(times),
            ("interleave", []) => new Interleaving(1),
            ("interleave", [var every]) => new Interleaving(every),
            ("lesa", [var added]) => new Interpolation(added),
            ("upcycle", [var experts]) => new Upcycling(experts, Math.Min(2, experts), 1),
            ("upcycle", [var experts, var active]) => new Upcycling(experts, active, 1),
            ("upcycle", [var experts, var active, var pieces]) => new Upcycling(experts, active, pieces),
            ("width", [var times]) => new Widening(times),
            ("mla", [var rank]) => new LatentConversion(rank, null),
            ("mla", [var rank, var rotary]) => new LatentConversion(rank, rotary),
            _ => throw new RaisingException($"'{word}' is no way to grow: write one of these, with numbers of your "
                + $"own: {string.Join("  ", Words)}"),
        };
    }

    /// <summary>A refusal, in one line.</summary>
    private protected RaisingException Refusal(string why) => new($"{Word}: {why}");

    private static int[] Numbers(string word, string[] given) => [.. given.Select(number =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new RaisingException($"'{word}': '{number}' is no whole number; write one, as in dus:8"))];
}
