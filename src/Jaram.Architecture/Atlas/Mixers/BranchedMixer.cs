// Several mixers read the same input and their outputs are added, as attention and Mamba-2 are in Falcon H1.
// Source: Falcon-H1, arXiv:2507.22448, section 2.

using System.Collections.Immutable;
using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Atlas.Mixers;

/// <summary>Mixers side by side.</summary>
public sealed record BranchedMixer : Mixer
{
    /// <summary>The mixers, two or more.</summary>
    public required ImmutableArray<Mixer> Branches
    {
        get;
        init => field = value.Length >= 2 && !value.Contains(null!)
            ? value
            : throw Must.Refusal(nameof(Branches), $"{value.Length} with {value.Count(b => b is null)} null",
                "must hold two mixers or more and no null", "write them out");
    }

    /// <inheritdoc/>
    public override long Parameters(int width, NormBlueprint norm) =>
        Branches.Sum(branch => branch.Parameters(width, norm));

    /// <inheritdoc/>
    public override double Flops(int width, Work work) => Branches.Sum(branch => branch.Flops(width, work));

    /// <inheritdoc/>
    public override Kept Keeps(int width) =>
        Branches.Aggregate(default(Kept), (sum, branch) => sum + branch.Keeps(width));

    /// <summary>Whether both hold equal mixers in equal order.</summary>
    public bool Equals(BranchedMixer? other) => other is not null && Branches.SequenceEqual(other.Branches);

    /// <inheritdoc/>
    public override int GetHashCode() => Branches.Aggregate(0, (sum, branch) => HashCode.Combine(sum, branch));

    internal override void Check()
    {
        foreach (var branch in Branches) branch.Check();
    }
}
