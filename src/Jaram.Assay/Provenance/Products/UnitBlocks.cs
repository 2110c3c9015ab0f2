// Units in blocks that are shuffled each for itself. Under independence every order of a model's units is as likely, so
// every order within blocks is too: the test stays exact. Its power stays as well, for what it adds up is the units'
// agreement with their own twins; and its cost grows with the units, not with their square. A block of m units loses
// one in m of its freedom to its mean, so blocks of 32 lose 1.6 % of a score; of thousands of units that is little.
// Source: ours; restricted permutations: Good, Permutation, Parametric and Bootstrap Tests of Hypotheses, 3rd ed.,
// section 4.

namespace Jaram.Assay.Provenance.Products;

/// <summary>Blocks of units that stand side by side, as equal as can be.</summary>
/// <param name="Units">How many units.</param>
internal readonly record struct UnitBlocks(int Units)
{
    /// <summary>Units of a block at most: more make the normal limit better, fewer the products cheaper.</summary>
    public const int Most = 128;

    /// <summary>The same of very many units, whose blocks are many in any case.</summary>
    private const int Small = 32, Many = 4096;

    /// <summary>Blocks.</summary>
    public int Count => Units < Many ? (Units + Most - 1) / Most : (Units + Small - 1) / Small;

    /// <summary>Units of the longest.</summary>
    public int Longest => Count == 0 ? 0 : (Units + Count - 1) / Count;

    /// <summary>Units of some blocks.</summary>
    public int Rows(Range blocks)
    {
        var (first, count) = blocks.GetOffsetAndLength(Count);
        return count == 0 ? 0 : this[first + count - 1].From + this[first + count - 1].Count - this[first].From;
    }

    /// <summary>A block's first unit and how many it has.</summary>
    public (int From, int Count) this[int block]
    {
        get
        {
            var from = (int)((long)block * Units / Count);
            return (from, (int)((block + 1L) * Units / Count) - from);
        }
    }
}
