// The fonts that paper is set in. They came with the program, so a card comes out the same on a machine with no fonts.
// What neither of them has is set as its code point, as in [U+0627]: it must not vanish, and no box tells which it was.
// Source: ours; fonts/README.md.

using System.Globalization;
using System.Text;
using Jaram.Cli.History;

namespace Jaram.Cli.Printing.Paper;

/// <summary>A glyph of one of the fonts.</summary>
/// <param name="Font">Which font, by its place in <see cref="PaperFonts.All"/>.</param>
/// <param name="Glyph">Which glyph.</param>
/// <param name="Rune">What it stands for.</param>
internal readonly record struct Sign(int Font, ushort Glyph, Rune Rune);

/// <summary>Latin, Greek and Cyrillic from one font, Hangul and Kana from the other.</summary>
internal sealed class PaperFonts
{
    /// <summary>All, in the order in which they are asked for a character.</summary>
    public IReadOnlyList<TrueTypeFont> All { get; } = [new("OpenSans", Embedded("latin.ttf")),
        new("DroidSansFallback", Embedded("hangul.ttf"))];

    private readonly SortedDictionary<ushort, Rune>[] _used = [[], []];

    /// <summary>Whether some character was set as its code point.</summary>
    public bool HasStandIns { get; private set; }

    /// <summary>Text as glyphs, composed first: Hangul in single letters is syllables on paper.</summary>
    public IReadOnlyList<Sign> Signs(string text)
    {
        List<Sign> signs = [];
        var missing = new StringBuilder();
        foreach (var rune in Tame.Line(string.Concat(text.EnumerateRunes()).Normalize()).EnumerateRunes())
        {
            if (Find(rune) is { } sign)
            {
                StandIn(missing, signs);
                signs.Add(sign);
            }
            else missing.Append(CultureInfo.InvariantCulture, $"{(missing.Length == 0 ? "" : " ")}U+{rune.Value:X4}");
        }
        StandIn(missing, signs);
        return signs;
    }

    /// <summary>Glyphs of a font that text was made of so far, and what they stand for.</summary>
    public SortedDictionary<ushort, Rune> Used(int font) => _used[font];

    /// <summary>How far a glyph moves what follows, in parts of <see cref="TrueTypeFont.Em"/>.</summary>
    public int Width(Sign sign) => All[sign.Font].Width(sign.Glyph);

    private Sign? Find(Rune rune)
    {
        for (var font = 0; font < All.Count; font++)
            if (All[font].TryFind(rune, out var glyph))
            {
                _used[font].TryAdd(glyph, rune);
                return new(font, glyph, rune);
            }
        return null;
    }

    private void StandIn(StringBuilder missing, List<Sign> signs)
    {
        if (missing.Length == 0) return;
        HasStandIns = true;
        signs.AddRange($"[{missing}]".EnumerateRunes().Select(rune => Find(rune)!.Value));
        missing.Clear();
    }

    private static byte[] Embedded(string name)
    {
        using var stream = typeof(PaperFonts).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
