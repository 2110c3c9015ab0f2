// Source: ours.

namespace Jaram.Cli.Printing;

/// <summary>A picture before it is drawn.</summary>
/// <param name="Width">In its own units, which are about a pixel of a screen.</param>
/// <param name="Height">In the same.</param>
/// <param name="About">A sentence for those who do not see it.</param>
/// <param name="Marks">What is on it; later marks lie over earlier ones. y grows downwards.</param>
internal sealed record Picture(double Width, double Height, string About, IReadOnlyList<Mark> Marks);

/// <summary>Where words stand about their point.</summary>
internal enum Anchor
{
    /// <summary>They begin there.</summary>
    Start,

    /// <summary>They lie around it.</summary>
    Middle,

    /// <summary>They end there.</summary>
    End,
}

/// <summary>Something on a picture.</summary>
internal abstract record Mark
{
    private Mark()
    {
    }

    /// <summary>An area in the colour of a series, paler for what does not count.</summary>
    public sealed record Area(double X, double Y, double Width, double Height, int Series, bool IsPale) : Mark;

    /// <summary>A line: of the grid, or one that says something.</summary>
    public sealed record Line(double X1, double Y1, double X2, double Y2, bool IsGrid) : Mark;

    /// <summary>Words: of the scale, or a name.</summary>
    public sealed record Words(double X, double Y, string Text, Anchor Anchor, bool IsName) : Mark;
}

/// <summary>Colours of series that all eyes tell apart. Source: Okabe and Ito, Color Universal Design (2008).</summary>
internal static class SeriesColour
{
    private static readonly string[] _all = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00"];

    /// <summary>How much of the colour is left where it is pale.</summary>
    public const double Pale = 0.35;

    /// <summary>Their number; series beyond it begin again.</summary>
    public static int Count => _all.Length;

    /// <summary>The colour of a series, as #rrggbb.</summary>
    public static string Of(int series) => _all[series % _all.Length];
}
