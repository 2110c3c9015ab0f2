// What setting text needs of a font: which glyph a character has, and how wide it is.
// Source: OpenType 1.9, tables head, hhea, hmtx, maxp and cmap (subtable format 4). Only what the fonts in fonts/ have:
// they are made by eng/paper-fonts.py and are part of this program.

using System.Buffers.Binary;
using System.Text;

namespace Jaram.Cli.Printing.Paper;

/// <summary>A font.</summary>
internal sealed class TrueTypeFont
{
    /// <summary>Units that widths and heights are told in: parts of the font's size.</summary>
    public const int Em = 1000;

    private readonly byte[] _file;
    private readonly Dictionary<int, ushort> _glyphs = [];
    private readonly int _unitsPerEm, _metrics, _measured;

    /// <summary>Reads a font.</summary>
    /// <param name="name">Its name in a PDF: letters and digits.</param>
    /// <param name="file">The whole file.</param>
    public TrueTypeFont(string name, byte[] file)
    {
        (Name, _file) = (name, file);
        var (head, hhea) = (Table("head"), Table("hhea"));
        _unitsPerEm = Word(head + 18);
        Box = [.. Enumerable.Range(0, 4).Select(side => Scaled(Signed(head + 36 + 2 * side)))];
        (Ascent, Descent) = (Scaled(Signed(hhea + 4)), Scaled(Signed(hhea + 6)));
        (_metrics, _measured) = (Table("hmtx"), Word(hhea + 34));
        ReadGlyphs(Table("cmap"));
    }

    /// <summary>Its name in a PDF.</summary>
    public string Name { get; }

    /// <summary>The whole file.</summary>
    public ReadOnlySpan<byte> File => _file;

    /// <summary>Left, bottom, right and top of all glyphs together, in parts of <see cref="Em"/>.</summary>
    public IReadOnlyList<int> Box { get; }

    /// <summary>How far above its line it reaches, in parts of <see cref="Em"/>.</summary>
    public int Ascent { get; }

    /// <summary>How far below, in the same; negative.</summary>
    public int Descent { get; }

    /// <summary>The glyph of a character, if it has one.</summary>
    public bool TryFind(Rune rune, out ushort glyph) => _glyphs.TryGetValue(rune.Value, out glyph);

    /// <summary>How far a glyph moves what follows, in parts of <see cref="Em"/>.</summary>
    public int Width(ushort glyph) => Scaled(Word(_metrics + 4 * Math.Min(glyph, _measured - 1)));

    /// <summary>Runs of code points whose glyphs lie apart by one number, or stand in a list.</summary>
    private void ReadGlyphs(int cmap)
    {
        var at = Enumerable.Range(0, Word(cmap + 2)).Select(one => cmap + 4 + 8 * one)
            .Where(one => Word(one) == 3 && Word(one + 2) == 1)
            .Select(one => cmap + (int)BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(one + 4)))
            .First(one => Word(one) == 4);
        var length = Word(at + 6);                                          // twice the number of runs
        for (var run = 0; run < length; run += 2)
        {
            var (end, start) = (Word(at + 14 + run), Word(at + 16 + length + run));
            var delta = Word(at + 16 + 2 * length + run);
            var list = at + 16 + 3 * length + run;
            for (var code = start; code <= end && code < 0xFFFF; code++)
            {
                var glyph = Word(list) == 0 ? code : Word(list + Word(list) + 2 * (code - start));
                if (glyph != 0 && (ushort)(glyph + delta) is > 0 and var found) _glyphs[code] = found;
            }
        }
    }

    private int Table(string tag) => Enumerable.Range(0, Word(4)).Select(one => 12 + 16 * one)
        .Where(one => Encoding.ASCII.GetString(_file, one, 4) == tag)
        .Select(one => (int)BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(one + 8))).Single();

    private int Scaled(int units) => (int)Math.Round(units * (double)Em / _unitsPerEm, MidpointRounding.AwayFromZero);

    private ushort Word(int at) => BinaryPrimitives.ReadUInt16BigEndian(_file.AsSpan(at));

    private short Signed(int at) => BinaryPrimitives.ReadInt16BigEndian(_file.AsSpan(at));
}
