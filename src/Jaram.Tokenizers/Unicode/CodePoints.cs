// All that the tokenizer asks of a code point, in sixteen bits: one load answers.
// Pinned tables, neither ICU nor the runtime's: a token must not change when a machine is updated.
//
//   bits 0-7 canonical combining class · 8-10 CharacterClass · 11 not surely as it stands in NFC · 12 decomposes
//   13 upper case · 14 lower case · 15 punctuation or symbol

using System.Buffers;
using System.Text;

namespace Jaram.Tokenizers;

/// <summary>What the pre-tokenizer tells apart.</summary>
internal enum CharacterClass { Other, Letter, Mark, Number, Space, Newline }

/// <summary>Properties of all code points, in the Unicode version of the tables beside this file.</summary>
internal static class CodePoints
{
    private const ushort UnstableBit = 1 << 11, DecomposesBit = 1 << 12;
    private const ushort UpperBit = 1 << 13, LowerBit = 1 << 14, SymbolBit = 1 << 15;
    private static readonly ushort[] _facts = Gather();

    /// <summary>The class of a code point.</summary>
    public static CharacterClass Class(int code) => (CharacterClass)((_facts[code] >> 8) & 7);

    /// <summary>The canonical combining class: 0 for a character that stands by itself.</summary>
    public static int Order(int code) => _facts[code] & 0xFF;

    /// <summary>True unless the code point stays as it is in NFC whatever stands before it (NFC_Quick_Check=Yes).
    /// </summary>
    public static bool IsUnstable(int code) => (_facts[code] & UnstableBit) != 0;

    /// <summary>True when the tables give canonical parts; Hangul syllables are reckoned, not tabled.</summary>
    public static bool Decomposes(int code) => (_facts[code] & DecomposesBit) != 0;

    /// <summary>True when nothing before the code point can change it, nor it what is before.</summary>
    public static bool IsBoundary(int code) => (_facts[code] & (UnstableBit | 0xFF)) == 0;

    /// <summary>True for letters of upper and title case (Lu, Lt).</summary>
    public static bool IsUpper(int code) => (_facts[code] & UpperBit) != 0;

    /// <summary>True for letters of lower case (Ll).</summary>
    public static bool IsLower(int code) => (_facts[code] & LowerBit) != 0;

    /// <summary>True for punctuation and symbols (P, S).</summary>
    public static bool IsSymbol(int code) => (_facts[code] & SymbolBit) != 0;

    /// <summary>Reads one code point and steps over it; a surrogate without its other half reads as U+FFFD.</summary>
    public static int Next(ReadOnlySpan<char> text, ref int at)
    {
        var unit = text[at];
        if (!char.IsSurrogate(unit))
        {
            at++;
            return unit;
        }
        var whole = Rune.DecodeFromUtf16(text[at..], out var rune, out var units) == OperationStatus.Done;
        at += units;
        return whole ? rune.Value : Rune.ReplacementChar.Value;
    }

    private static ushort[] Gather()
    {
        var facts = new ushort[0x110000];
        Classify(facts, CategoryRanges.Letters, CharacterClass.Letter);
        Classify(facts, CategoryRanges.Marks, CharacterClass.Mark);
        Classify(facts, CategoryRanges.Numbers, CharacterClass.Number);
        Classify(facts, CategoryRanges.Spaces, CharacterClass.Space);
        Classify(facts, ['\n', '\n', '\r', '\r'], CharacterClass.Newline);

        AddStepped(facts, CaseRanges.Upper, UpperBit);
        AddStepped(facts, CaseRanges.Lower, LowerBit);
        for (var ranges = SymbolRanges.Symbols; ranges.Length > 0; ranges = ranges[2..])
            Add(facts, ranges[0], ranges[1], SymbolBit);

        for (var ranges = CombiningOrders.Ranges; ranges.Length > 0; ranges = ranges[3..])
            Add(facts, ranges[0], ranges[1], (ushort)ranges[2]);

        for (var pairs = CanonicalPairs.Composing; pairs.Length > 0; pairs = pairs[3..])
        {
            Add(facts, pairs[0], pairs[0], DecomposesBit);
            Add(facts, pairs[2], pairs[2], UnstableBit);
        }
        // A character whose first part can join what is before can do so itself. Parts are smaller: one pass does.
        for (var pairs = CanonicalPairs.Composing; pairs.Length > 0; pairs = pairs[3..])
            if ((facts[pairs[1]] & UnstableBit) != 0) Add(facts, pairs[0], pairs[0], UnstableBit);
        for (var pairs = CanonicalPairs.OneWay; pairs.Length > 0; pairs = pairs[3..])
            Add(facts, pairs[0], pairs[0], UnstableBit | DecomposesBit);
        for (var singles = CanonicalSingles.Mappings; singles.Length > 0; singles = singles[2..])
            Add(facts, singles[0], singles[0], UnstableBit | DecomposesBit);
        Add(facts, Hangul.FirstVowel, Hangul.LastVowel, UnstableBit);
        Add(facts, Hangul.FirstFinal, Hangul.LastFinal, UnstableBit);
        return facts;
    }

    private static void Classify(ushort[] facts, ReadOnlySpan<int> ranges, CharacterClass kind)
    {
        for (; ranges.Length > 0; ranges = ranges[2..])
            facts.AsSpan(ranges[0], ranges[1] - ranges[0] + 1).Fill((ushort)((int)kind << 8));
    }

    private static void AddStepped(ushort[] facts, ReadOnlySpan<int> ranges, ushort bits)
    {
        for (; ranges.Length > 0; ranges = ranges[3..])
            for (var code = ranges[0]; code <= ranges[1]; code += ranges[2]) facts[code] |= bits;
    }

    private static void Add(ushort[] facts, int first, int last, ushort bits)
    {
        foreach (ref var fact in facts.AsSpan(first, last - first + 1)) fact |= bits;
    }
}
