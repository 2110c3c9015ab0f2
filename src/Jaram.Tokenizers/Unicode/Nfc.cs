// Normalisation form C: one spelling for texts that are canonically the same.
// Source: Unicode Standard Annex #15. Text is cut where no character can touch its left neighbour; almost every
// such segment is one character and is copied, the others are taken apart, ordered and composed again.

using System.Runtime.InteropServices;
using System.Text;

namespace Jaram.Tokenizers;

/// <summary>Composes text to NFC by pinned tables. Lone surrogates become U+FFFD. Safe for many threads.</summary>
internal static class Nfc
{
    private static readonly Dictionary<int, (int First, int Second)> _parts = Parts();
    private static readonly Dictionary<(int First, int Second), int> _wholes = Wholes();

    /// <summary>The text in NFC; the same span if it is in NFC already.</summary>
    public static ReadOnlySpan<char> Normalize(ReadOnlySpan<char> text)
    {
        var sound = SoundPrefix(text);
        return sound == text.Length ? text : Mend(text, sound);
    }

    /// <summary>How much of the text is surely in NFC, cut at a boundary.</summary>
    private static int SoundPrefix(ReadOnlySpan<char> text)
    {
        // Below U+0300 every character is stable and combines with nothing on its left.
        var at = text.IndexOfAnyExceptInRange('\0', '\u02FF');
        if (at < 0) return text.Length;

        int boundary = at == 0 ? 0 : at - 1, lastOrder = 0;
        while (at < text.Length)
        {
            var start = at;
            var code = CodePoints.Next(text, ref at);
            if (CodePoints.IsBoundary(code))
            {
                if (code == Rune.ReplacementChar.Value && text[start] != Rune.ReplacementChar.Value) return start;
                (boundary, lastOrder) = (start, 0);
                continue;
            }
            var order = CodePoints.Order(code);
            if (CodePoints.IsUnstable(code) || lastOrder > order) return boundary;
            lastOrder = order;
        }
        return text.Length;
    }

    private static ReadOnlySpan<char> Mend(ReadOnlySpan<char> text, int from)
    {
        var mended = new StringBuilder(text.Length + 16).Append(text[..from]);
        var segment = new List<long>();
        for (var at = from; at < text.Length;)
        {
            var code = CodePoints.Next(text, ref at);
            if (CodePoints.IsBoundary(code) && EndsSegment(text, at))
            {
                Append(mended, code);
                continue;
            }
            segment.Clear();
            Decompose(code, segment);
            while (!EndsSegment(text, at)) Decompose(CodePoints.Next(text, ref at), segment);
            Compose(Ordered(segment), mended);
        }
        return mended.ToString();
    }

    private static bool EndsSegment(ReadOnlySpan<char> text, int at) =>
        at == text.Length || CodePoints.IsBoundary(CodePoints.Next(text, ref at));

    /// <summary>Adds the canonical parts of a character as numbers that sort canonically:
    /// combining class, place, code point.</summary>
    private static void Decompose(int code, List<long> into)
    {
        if (Hangul.IsSyllable(code))
        {
            var (initial, vowel, final) = Hangul.Parts(code);
            Decompose(initial, into);
            Decompose(vowel, into);
            if (final != 0) Decompose(final, into);
        }
        else if (CodePoints.Decomposes(code))
        {
            var (first, second) = _parts[code];
            Decompose(first, into);
            if (second != 0) Decompose(second, into);
        }
        else
        {
            into.Add((long)CodePoints.Order(code) << 53 | (long)into.Count << 21 | (uint)code);
        }
    }

    private static int OrderOf(long part) => (int)(part >> 53);

    private static int CodeOf(long part) => (int)part & 0x1FFFFF;

    /// <summary>Sorts every run of marks; a character of class 0 stays where it is.</summary>
    private static Span<long> Ordered(List<long> segment)
    {
        var parts = CollectionsMarshal.AsSpan(segment);
        for (var start = 0; start < parts.Length; start++)
        {
            var end = start;
            while (end < parts.Length && OrderOf(parts[end]) > 0) end++;
            if (end - start > 1) parts[start..end].Sort();
            start = end;
        }
        return parts;
    }

    /// <summary>Joins marks to the last character that stands by itself, unless a mark of the same or a higher class
    /// is left between them.</summary>
    private static void Compose(Span<long> parts, StringBuilder into)
    {
        int starter = -1, kept = 0, lastOrder = -1;
        foreach (var part in parts)
        {
            var order = OrderOf(part);
            var free = starter >= 0 && lastOrder < order;
            if (free && Composed(CodeOf(parts[starter]), CodeOf(part)) is > 0 and var whole)
            {
                parts[starter] = whole;
                continue;
            }
            (starter, lastOrder) = order == 0 ? (kept, -1) : (starter, order);
            parts[kept++] = part;
        }
        foreach (var part in parts[..kept]) Append(into, CodeOf(part));
    }

    private static void Append(StringBuilder into, int code)
    {
        if (code < 0x10000) into.Append((char)code);
        else into.Append(char.ConvertFromUtf32(code));
    }

    private static int Composed(int first, int second) =>
        Hangul.Compose(first, second) is > 0 and var syllable ? syllable : _wholes.GetValueOrDefault((first, second));

    private static Dictionary<int, (int First, int Second)> Parts()
    {
        var parts = new Dictionary<int, (int, int)>();
        for (var pairs = CanonicalPairs.Composing; pairs.Length > 0; pairs = pairs[3..])
            parts.Add(pairs[0], (pairs[1], pairs[2]));
        for (var pairs = CanonicalPairs.OneWay; pairs.Length > 0; pairs = pairs[3..])
            parts.Add(pairs[0], (pairs[1], pairs[2]));
        for (var singles = CanonicalSingles.Mappings; singles.Length > 0; singles = singles[2..])
            parts.Add(singles[0], (singles[1], 0));
        return parts;
    }

    private static Dictionary<(int First, int Second), int> Wholes()
    {
        var wholes = new Dictionary<(int, int), int>();
        for (var pairs = CanonicalPairs.Composing; pairs.Length > 0; pairs = pairs[3..])
            wholes.Add((pairs[1], pairs[2]), pairs[0]);
        return wholes;
    }
}
