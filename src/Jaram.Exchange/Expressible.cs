// Which other formats can hold a design, told before anything is raised. A field that a family has no room for is
// refused, never dropped: a file that loads and computes something else is worse than none.
// Source: ours.

using Jaram.Architecture;
using Jaram.Exchange.Families;

namespace Jaram.Exchange;

/// <summary>Asks every family whether it can hold a design.</summary>
public static class Expressible
{
    /// <summary>The families that can, the ones to prefer first.</summary>
    /// <param name="design">The design.</param>
    /// <param name="format">How it would be written.</param>
    /// <param name="ahead">What happens to modules that look further ahead.</param>
    public static IReadOnlyList<Family> In(Design design, Format format, AheadModules ahead) =>
        [.. Family.All.Where(family => family.Misfits(design, format, ahead).Count == 0)];

    /// <summary>The family that lacks least, and why it cannot: a line a reason; none if one can.</summary>
    /// <param name="design">The design.</param>
    /// <param name="format">How it would be written.</param>
    /// <param name="ahead">What happens to modules that look further ahead.</param>
    public static (Family Nearest, IReadOnlyList<string> Reasons) Nearest(
        Design design, Format format, AheadModules ahead) =>
        Family.All.Select(family => (family, family.Misfits(design, format, ahead))).MinBy(found => found.Item2.Count);

    /// <summary>Why no family can, in one line.</summary>
    /// <param name="design">The design.</param>
    /// <param name="format">How it would be written.</param>
    /// <param name="ahead">What happens to modules that look further ahead.</param>
    public static string Refusal(Design design, Format format, AheadModules ahead)
    {
        var (family, reasons) = Nearest(design, format, ahead);
        var name = format == Format.Gguf ? "GGUF" : "Hugging Face";
        return $"{design.Name}: no known family can hold this design as {name}; "
            + $"{family.Name} comes nearest, but {string.Join(". ", reasons)}";
    }
}
