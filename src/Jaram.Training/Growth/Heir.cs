// Where one tensor of a child comes from.
// Source: ours.

namespace Jaram.Training.Growth;

/// <summary>How a child's tensor comes about.</summary>
internal abstract record Heir
{
    private Heir() { }

    /// <summary>The parent's tensor as it is.</summary>
    /// <param name="From">Its name there.</param>
    /// <param name="Memory">What becomes of the optimizer's memory of it.</param>
    public sealed record Copied(string From, MemoryOf Memory = MemoryOf.Parent) : Heir;

    /// <summary>Values of its own, over and over.</summary>
    public sealed record Set(params IReadOnlyList<float> Values) : Heir;

    /// <summary>Drawn from the child's seed, as its design's first weights are.</summary>
    public sealed record Drawn : Heir;

    /// <summary>Made of the parent's tensors; the optimizer remembers nothing of it.</summary>
    /// <param name="From">Which.</param>
    /// <param name="Make">Makes the numbers, row-major, by the child's seed.</param>
    public sealed record Computed(IReadOnlyList<string> From, Func<byte[], float[]> Make) : Heir;
}

/// <summary>What becomes of the optimizer's memory of a tensor.</summary>
internal enum MemoryOf
{
    /// <summary>The parent's goes on.</summary>
    Parent,

    /// <summary>It begins at 0: the tensor stands where its gradients will be others.</summary>
    Nothing,
}
