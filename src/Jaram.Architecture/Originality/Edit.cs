namespace Jaram.Architecture.Originality;

/// <summary>One step from a parent's graph to a child's.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Word">The operator that stands in the child then; of a removal, the one that went.</param>
/// <param name="Instead">The parent's operator that a replacement is for; empty otherwise.</param>
/// <param name="Slot">Where.</param>
/// <param name="Bits">What it takes to say so.</param>
/// <param name="Known">Architectures of the atlas that have the word in this place.</param>
internal sealed record Edit(EditKind Kind, string Word, string Instead, Slot Slot, double Bits, int Known)
{
    /// <summary>Whether fewer than one in ten known works have it in this place; what is taken out is not
    /// rare.</summary>
    /// <param name="works">How many works are known.</param>
    public bool IsRare(int works) => Kind != EditKind.Remove && Known * 10 < works;

    /// <summary>Whether another edit does the same in the same place.</summary>
    public bool IsLike(Edit other) =>
        (Kind, Word, Instead, Slot) == (other.Kind, other.Word, other.Instead, other.Slot);
}
