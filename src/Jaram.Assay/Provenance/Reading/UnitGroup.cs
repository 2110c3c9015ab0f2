// Source: ours; that hidden units are exchangeable: Zhu et al., arXiv:2502.12292, section 2.

namespace Jaram.Assay.Provenance.Reading;

/// <summary>The hidden units of one network: each has what it reads and what it writes, and one permutation moves all
/// of that.</summary>
/// <param name="Component">The part of the model.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Expert">The expert; -1 for a network that every token passes.</param>
/// <param name="Reads">Gate and up, as many as there are: units by width.</param>
/// <param name="Writes">Down: units by width; empty where it is missing.</param>
public sealed record UnitGroup(
    Component Component, int Layer, int Expert, IReadOnlyList<UnitView> Reads, IReadOnlyList<UnitView> Writes)
{
    /// <summary>Hidden units.</summary>
    public int Units => Reads[0].Units;

    /// <summary>Width of the stream.</summary>
    public int Width => Reads[0].Features;

    /// <summary>Whether the same unit may mean the same thing in both: as many units of one width.</summary>
    public bool Fits(UnitGroup other) => Units == other.Units && Width == other.Width
        && Reads.Count == other.Reads.Count;
}
