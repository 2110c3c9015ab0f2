// Slices of the parent's layers one after the other: what mergekit's passthrough merge makes of one model.
// Source: mergekit, docs/merge_methods.md, passthrough (its format; its code is not used).

using System.Collections.Immutable;
using System.Globalization;
using Jaram.Architecture.Atlas;

namespace Jaram.Training.Growth;

/// <summary>slices:from-to+from-to</summary>
/// <param name="Slices">Stretches of layers, the last of each not in it.</param>
public sealed record Passthrough(ImmutableArray<(int From, int To)> Slices) : Restacking
{
    private const string Name = "slices:";

    /// <inheritdoc/>
    public override MakingOperation Making => Slices.SelectMany(slice =>
        Enumerable.Range(slice.From, slice.To - slice.From)).CountBy(layer => layer).Any(layer => layer.Value > 1)
            ? MakingOperation.DepthUpScaling : MakingOperation.Pruning;

    /// <inheritdoc/>
    public override string Word => Name + string.Join('+', Slices.Select(slice =>
        FormattableString.Invariant($"{slice.From}-{slice.To}")));

    /// <inheritdoc/>
    public override IReadOnlyList<int> Order(int layers)
    {
        foreach (var (from, to) in Slices)
            if (from >= to || to > layers)
                throw Refusal($"a slice goes from layer {from} to {to}, the parent has {layers}; use 0 to {layers}");
        return [.. Slices.SelectMany(slice => Enumerable.Range(slice.From, slice.To - slice.From))];
    }

    /// <summary>The slices that give an order of layers.</summary>
    public static Passthrough Of(IReadOnlyList<int> order)
    {
        List<(int, int)> slices = [];
        for (var (from, to) = (0, 0); from < order.Count; from = to)
        {
            for (to = from + 1; to < order.Count && order[to] == order[to - 1] + 1;) to++;
            slices.Add((order[from], order[to - 1] + 1));
        }
        return new([.. slices]);
    }

    /// <summary>Reads an operator of slices; null for another one's word.</summary>
    internal static Passthrough? Find(string word)
    {
        if (!word.StartsWith(Name, StringComparison.Ordinal)) return null;
        return new([.. word[Name.Length..].Split('+').Select(slice => slice.Split('-') is [var from, var to]
            && Whole(from) is { } first && Whole(to) is { } end
            ? (first, end)
            : throw new Raising.RaisingException($"'{word}': '{slice}' is no slice; write some as in "
                + "slices:0-24+8-32"))]);
    }

    private static int? Whole(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
