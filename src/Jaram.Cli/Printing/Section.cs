// Source: ours.

namespace Jaram.Cli.Printing;

/// <summary>A part of a page under a heading.</summary>
/// <param name="Heading">Its heading.</param>
/// <param name="About">A line about it; "" for none.</param>
/// <param name="Blocks">What stands in it, from top to bottom.</param>
internal sealed record Section(string Heading, string About, IReadOnlyList<Block> Blocks);

/// <summary>What a section is made of.</summary>
internal abstract record Block
{
    private Block()
    {
    }

    /// <summary>A paragraph.</summary>
    public sealed record Text(string Says) : Block;

    /// <summary>A heading below the section's.</summary>
    public sealed record Subheading(string Says) : Block;

    /// <summary>Lines with bullets.</summary>
    public sealed record Bullets(IReadOnlyList<string> Lines) : Block;

    /// <summary>A picture.</summary>
    public sealed record Drawing(Picture Picture) : Block;

    /// <summary>A table.</summary>
    /// <param name="Kind">Its class on a screen.</param>
    /// <param name="Shares">Of the paper's width, one a column; they need not add up to 1.</param>
    /// <param name="Head">Stands at the top, and on paper at the top of every page.</param>
    /// <param name="Rows">From top to bottom.</param>
    /// <param name="Foot">Stands at the end; no cells for none.</param>
    public sealed record Table(
        string Kind, IReadOnlyList<double> Shares, Row Head, IReadOnlyList<Row> Rows, Row Foot) : Block;
}
