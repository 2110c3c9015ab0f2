// Automata of JSON strings with their quotes, spelled in one way: a character stands for itself, and is escaped only
// if JSON demands it, by the short escape where there is one.
// Source: RFC 8259, section 7; UTF-8 byte ranges as in RFC 3629, section 4.

using System.Text;

namespace Jaram.Inference.Constraints;

/// <summary>Makes automata of strings.</summary>
internal static class StringAutomata
{
    /// <summary>Where UTF-8 gets a byte longer, and the longest code point of each length.</summary>
    private static readonly int[] _lengthEnds = [0x7F, 0x7FF, 0xFFFF, 0x10FFFF];

    /// <summary>Strings in which a pattern is found.</summary>
    public static Dfa OfPattern(Pattern pattern, Work work, string pointer)
    {
        var nfa = new Nfa(work, pointer);
        int start = nfa.Add(), inside = nfa.Add(), before = nfa.Add(), after = nfa.Add(), end = nfa.Add();
        nfa.Step(start, Nfa.Open, Nfa.Open, inside);
        nfa.Pass(inside, before);
        Characters(nfa, before, CodePoints.All, before);
        nfa.Pass(Build(nfa, pattern, before), after);
        Characters(nfa, after, CodePoints.All, after);
        nfa.Step(after, Nfa.Close, Nfa.Close, end);
        nfa.Labels[end] = 0;
        nfa.Absorbing = after;
        return Determinization.Of(nfa);
    }

    /// <summary>Strings of so many characters.</summary>
    public static Dfa OfLength(int least, int most, Work work, string pointer)
    {
        var any = new Pattern.Repeat(new Pattern.One(CodePoints.All), least, most);
        return OfPattern(new Pattern.Sequence([new Pattern.Begin(), any, new Pattern.End()]), work, pointer);
    }

    /// <summary>Any text of a list, each with its place in the list as its label.</summary>
    public static Dfa OfTexts(IReadOnlyList<byte[]> texts, Work work, string pointer)
    {
        var nfa = new Nfa(work, pointer);
        var start = nfa.Add();
        foreach (var (i, text) in texts.Index()) nfa.Labels.TryAdd(nfa.Read(start, text), i);
        return Determinization.Of(nfa);
    }

    /// <summary>How a text is spelled, with its quotes.</summary>
    public static byte[] Spell(string text)
    {
        var bytes = new List<byte> { (byte)'"' };
        foreach (var rune in text.EnumerateRunes())
        {
            if (Escape(rune.Value) is { } escape) bytes.AddRange(Encoding.ASCII.GetBytes(escape));
            else bytes.AddRange(Encoding.UTF8.GetBytes(rune.ToString()));
        }
        return [.. bytes, (byte)'"'];
    }

    private static string? Escape(int codePoint) => codePoint switch
    {
        '"' => "\\\"",
        '\\' => @"\\",
        '\b' => @"\b",
        '\t' => @"\t",
        '\n' => @"\n",
        '\f' => @"\f",
        '\r' => @"\r",
        < 0x20 => $@"\u{codePoint:x4}",
        _ => null,
    };

    private static int Build(Nfa nfa, Pattern pattern, int from)
    {
        switch (pattern)
        {
            case Pattern.One one:
                var to = nfa.Add();
                Characters(nfa, from, one.Of, to);
                return to;
            case Pattern.Begin or Pattern.End:
                var place = nfa.Add();
                nfa.Pass(from, place, pattern is Pattern.Begin ? Nfa.Passage.AfterOpen : Nfa.Passage.BeforeClose);
                return place;
            case Pattern.Sequence sequence:
                foreach (var part in sequence.Parts) from = Build(nfa, part, from);
                return from;
            case Pattern.Either either:
                var joined = nfa.Add();
                foreach (var part in either.Parts)
                {
                    var fork = nfa.Add();
                    nfa.Pass(from, fork);
                    nfa.Pass(Build(nfa, part, fork), joined);
                }
                return joined;
            default:
                return Repeated(nfa, (Pattern.Repeat)pattern, from);
        }
    }

    private static int Repeated(Nfa nfa, Pattern.Repeat repeat, int from)
    {
        for (var i = 0; i < repeat.Least; i++)
        {
            nfa.Work.Spend(1, nfa.Pointer);
            from = Build(nfa, repeat.Of, from);
        }
        var end = nfa.Add();
        nfa.Pass(from, end);
        if (repeat.Most == int.MaxValue)
        {
            var loop = nfa.Add();
            nfa.Pass(from, loop);
            nfa.Pass(Build(nfa, repeat.Of, loop), loop);
            nfa.Pass(loop, end);
            return end;
        }
        for (var i = repeat.Least; i < repeat.Most; i++)
        {
            nfa.Work.Spend(1, nfa.Pointer);
            from = Build(nfa, repeat.Of, from);
            nfa.Pass(from, end);
        }
        return end;
    }

    /// <summary>Reads one character of a set.</summary>
    private static void Characters(Nfa nfa, int from, CodePoints set, int to)
    {
        foreach (var (first, last) in set.Ranges)
        {
            for (var c = first; c <= Math.Min(last, '\\'); c++) One(nfa, from, c, to);
            if (last > '\\') Range(nfa, from, Math.Max(first, '\\' + 1), last, to);
        }
    }

    private static void One(Nfa nfa, int from, int codePoint, int to)
    {
        if (Escape(codePoint) is not { } escape)
        {
            nfa.Step(from, codePoint, codePoint, to);
            return;
        }
        var before = nfa.Read(from, Encoding.ASCII.GetBytes(escape[..^1]));
        nfa.Step(before, escape[^1], escape[^1], to);
    }

    /// <summary>Reads the UTF-8 of any code point of a range.</summary>
    private static void Range(Nfa nfa, int from, int first, int last, int to)
    {
        foreach (var end in _lengthEnds)
        {
            if (first > end) continue;
            var (low, high) = (Encode(first), Encode(Math.Min(last, end)));
            Bytes(nfa, from, low, high, to);
            if (last <= end) return;
            first = end + 1;
        }
    }

    private static byte[] Encode(int codePoint)
    {
        // not Rune: the ends of a range of lengths need not be characters
        return codePoint switch
        {
            <= 0x7F => [(byte)codePoint],
            <= 0x7FF => [(byte)(0xC0 | codePoint >> 6), Tail(codePoint)],
            <= 0xFFFF => [(byte)(0xE0 | codePoint >> 12), Tail(codePoint >> 6), Tail(codePoint)],
            _ => [(byte)(0xF0 | codePoint >> 18), Tail(codePoint >> 12), Tail(codePoint >> 6), Tail(codePoint)],
        };

        static byte Tail(int bits) => (byte)(0x80 | bits & 0x3F);
    }

    /// <summary>Reads any sequence between two of one length, in the order of bytes.</summary>
    private static void Bytes(Nfa nfa, int from, ReadOnlySpan<byte> low, ReadOnlySpan<byte> high, int to)
    {
        if (low.Length == 1)
        {
            nfa.Step(from, low[0], high[0], to);
            return;
        }
        if (low[0] == high[0])
        {
            Bytes(nfa, nfa.Read(from, low[..1]), low[1..], high[1..], to);
            return;
        }
        Span<byte> least = stackalloc byte[low.Length - 1], most = stackalloc byte[low.Length - 1];
        least.Fill(0x80);
        most.Fill(0xBF);
        int firstFull = low[0] + 1, lastFull = high[0] - 1;
        if (low[1..].SequenceEqual(least)) firstFull--;
        else Bytes(nfa, nfa.Read(from, low[..1]), low[1..], most, to);
        if (high[1..].SequenceEqual(most)) lastFull++;
        else Bytes(nfa, nfa.Read(from, high[..1]), least, high[1..], to);
        if (firstFull > lastFull) return;
        var next = nfa.Add();
        nfa.Step(from, firstFull, lastFull, next);
        Bytes(nfa, next, least, most, to);
    }
}
