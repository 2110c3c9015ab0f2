// Where a model comes from that was not raised from first weights of its own: which version of which parent, by which
// operator, and what became of every tensor. The parent's listing of tensors comes along, so that whatever was copied
// is proved by digests alone; whatever was computed is proved by computing it again from the parent.
// Source: ours; docs/formats/ledger-growth.md.

using Jaram.Checkpoints;

namespace Jaram.Ledger.Growth;

/// <summary>A growth from a parent to this ledger's model, recorded before version 0.</summary>
public sealed record Descent
{
    /// <summary>The predicate's name in the log.</summary>
    public const string Kind = "grown";

    /// <summary>The operator with its arguments, as in <c>dus:8</c>.</summary>
    public required string By { get; init; }

    /// <summary>The name of the parent's ledger.</summary>
    public required string Origin { get; init; }

    /// <summary>The checkpoint of the parent's ledger at that time, kept as a blob.</summary>
    public required Digest Head { get; init; }

    /// <summary>The parent's version.</summary>
    public required Digest Parent { get; init; }

    /// <summary>Steps that the parent had made.</summary>
    public required long Step { get; init; }

    /// <summary>Batches that the parent had read or left out: this model reads on from there. 0 where it has another
    /// text.</summary>
    public required long Batches { get; init; }

    /// <summary>The parent's design.json, kept as a blob.</summary>
    public required Digest Design { get; init; }

    /// <summary>Digest of all the parent's weights.</summary>
    public required Digest Weights { get; init; }

    /// <summary>Digest of all that the parent's optimizer remembered.</summary>
    public required Digest Optimizer { get; init; }

    /// <summary>SHA-256 of the parent's trainer.json; with the two before it gives the parent's name.</summary>
    public required Digest State { get; init; }

    /// <summary>The listing of every parent tensor's digest, kept as a blob (<see cref="TensorListing"/>).</summary>
    public required Digest Tensors { get; init; }

    /// <summary>What became of every tensor, kept as a blob (<see cref="DescentMap"/>).</summary>
    public required Digest Map { get; init; }
}

/// <summary>How every tensor of version 0 came about.</summary>
/// <param name="Weights">By the child's names, in the model's own order.</param>
/// <param name="Optimizer">Likewise; what the optimizer remembers is either copied or set to 0.</param>
public sealed record DescentMap(IReadOnlyList<TensorDescent> Weights, IReadOnlyList<TensorDescent> Optimizer);

/// <summary>How one tensor came about.</summary>
/// <param name="Name">The child's name for it.</param>
/// <param name="How">By what means.</param>
/// <param name="From">The parent's tensors that it was made of; none if it was not made of any.</param>
public sealed record TensorDescent(string Name, TensorOrigin How, IReadOnlyList<string> From);

/// <summary>By what means a tensor of a child came about.</summary>
public enum TensorOrigin
{
    /// <summary>It is the parent's, bit for bit.</summary>
    Copied,

    /// <summary>It has values of its own, the same for every parent: zeros, ones.</summary>
    Set,

    /// <summary>It was drawn from this ledger's seed, as first weights are.</summary>
    Drawn,

    /// <summary>It was computed from the parent's by the operator.</summary>
    Computed,
}
