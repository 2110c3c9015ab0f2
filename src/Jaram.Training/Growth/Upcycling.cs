// Upcycling: a dense network becomes many experts. In G pieces it is cut along its hidden channels; E / G copies of it
// give E experts, expert c·G + j piece j of copy c. Router rows of one copy are the same (a virtual group), so a
// token's k best experts are whole copies; their weights sum to 1 after the choice, not before it, and times G each
// piece counts once: the same sum as before. Copies part as soon as the router has chosen among them.
// Source: arXiv:2212.05055 (sparse upcycling); arXiv:2410.07524 (virtual groups, fine-grained experts,
// scaling of weights where top-k comes after softmax).
//
//   E experts · k of them active · G pieces · F hidden channels

using System.Collections.Immutable;
using System.Globalization;
using Jaram.Architecture.Atlas;
using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Ledger.Growth;

namespace Jaram.Training.Growth;

/// <summary>upcycle:E,k,G</summary>
/// <param name="Experts">Experts E.</param>
/// <param name="Active">Experts k that a token passes.</param>
/// <param name="Pieces">Pieces G that the network is cut into.</param>
public sealed record Upcycling(int Experts, int Active, int Pieces) : GrowthOperator
{
    /// <summary>As DeepSeek-V3 has it, in size (arXiv:2412.19437).</summary>
    private const double BalanceRate = 0.001;

    /// <inheritdoc/>
    public override MakingOperation Making => MakingOperation.Upcycling;

    /// <inheritdoc/>
    public override string Word => Pieces == 1
        ? FormattableString.Invariant($"upcycle:{Experts},{Active}")
        : FormattableString.Invariant($"upcycle:{Experts},{Active},{Pieces}");

    internal override Design Grow(Design parent)
    {
        if (Experts < 2 || Active < 1 || Active > Experts)
            throw Refusal($"a token cannot pass {Active} of {Experts} experts; use 2 experts or more, fewer active");
        if (Pieces < 1 || Experts % Pieces != 0 || Active % Pieces != 0)
            throw Refusal($"{Experts} experts, {Active} active, are no whole copies of {Pieces} pieces; use multiples");
        if (parent.Stack.Count(layer => layer.Channel is MixtureDesign) is > 0 and var mixtures)
            throw Refusal($"{mixtures} of {parent.Stack.Length} layers have experts already; use a parent without");
        return parent with
        {
            Layers = parent.Layers.ToImmutableSortedDictionary(layer => layer.Key,
                layer => layer.Value with { Channel = Mixture(layer.Key, layer.Value) }),
        };
    }

    internal override Func<FirstTensor, Heir> Heirs(ParentModel parent, Design child) => tensor =>
        LayerPart.Find(tensor.Name) is { } part && part.Of(child).Channel is MixtureDesign
            && part.Own.StartsWith("channel.inner.", StringComparison.Ordinal)
            ? Part(parent, part, tensor)
            : ParentModel.Same(tensor);

    private MixtureDesign Mixture(string name, LayerDesign layer)
    {
        var dense = (MlpDesign)layer.Channel;
        if (dense.Hidden % Pieces != 0)
            throw Refusal($"layer {name} has {dense.Hidden} hidden channels, no multiple of {Pieces}; use a divisor");
        if (layer.Canon?.At.HasFlag(CanonPoints.D) == true)
            throw Refusal($"layer {name} has a Canon convolution on hidden channels, which experts have none of");
        return new()
        {
            Experts = Experts, Active = Active, Expert = dense with { Hidden = dense.Hidden / Pieces },
            Routing = Routing.Softmax, NormalizeWeights = true, Scale = Pieces, BalanceRate = BalanceRate,
        };
    }

    private Heir Part(ParentModel parent, LayerPart part, FirstTensor tensor) => part.Own.Split('.') switch
    {
        [_, _, "bias" or "load"] => new Heir.Set(0),
        [_, _, "router", ..] => Pieces == 1 ? new Heir.Drawn() : new Heir.Computed([], seed => Grouped(tensor, seed)),
        [_, _, "experts", _, var matrix, _] when Pieces == 1 =>
            new Heir.Copied(part.Beside($"channel.inner.{matrix}.weight"), MemoryOf.Nothing),
        [_, _, "experts", var expert, var matrix, _] => Cut(parent, part.Beside($"channel.inner.{matrix}.weight"),
            int.Parse(expert, CultureInfo.InvariantCulture) % Pieces, isDown: matrix == "down"),
        _ => throw new System.Diagnostics.UnreachableException(tensor.Name),
    };

    /// <summary>A row for each copy, as often as it has pieces.</summary>
    private float[] Grouped(FirstTensor router, byte[] seed)
    {
        var (width, rows) = ((int)router.Shape[1], new float[router.Count]);
        router.Fill(seed, 0, rows);
        for (var expert = 0; expert < Experts; expert++)
            rows.AsSpan(expert / Pieces * Pieces * width, width).CopyTo(rows.AsSpan(expert * width, width));
        return rows;
    }

    private Heir.Computed Cut(ParentModel parent, string name, int piece, bool isDown) => new([name], _ =>
    {
        var numbers = parent.Numbers(name);
        var (rows, columns) = ((int)parent.Shape(name)[0], (int)parent.Shape(name)[1]);
        if (!isDown) return numbers.Slice(piece * (rows / Pieces) * columns, rows / Pieces * columns).ToArray();
        var (wide, part) = (columns / Pieces, new float[rows * (columns / Pieces)]);
        for (var row = 0; row < rows; row++)
            numbers.Slice(row * columns + piece * wide, wide).CopyTo(part.AsSpan(row * wide, wide));
        return part;
    });
}
