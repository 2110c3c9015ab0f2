// The automaton of any JSON string with its quotes: every escape, surrogates only in pairs, bytes only as UTF-8.
// Source: RFC 8259, section 7; RFC 3629, section 4; RFC 2781, section 2.1, for the pairs.

namespace Jaram.Inference.Constraints;

/// <summary>Any string.</summary>
internal static class TextAutomaton
{
    /// <summary>Between two characters. A character is counted when this state is left for it.</summary>
    public const int Content = 1;

    private const int Start = 0, End = 2, Escape = 3, Hex4 = 4, Hex3 = 5, Hex2 = 6, Hex1 = 7, AfterD = 8,
        High2 = 9, High1 = 10, LowEscape = 11, LowU = 12, LowD = 13, LowHex3 = 14, Tail1 = 15, Tail2 = 16, Tail3 = 17,
        AfterE0 = 18, AfterEd = 19, AfterF0 = 20, AfterF4 = 21, States = 22;

    /// <summary>Its table.</summary>
    public static Dfa Dfa { get; } = Make();

    private static Dfa Make()
    {
        var next = new int[States * 256];
        Array.Fill(next, -1);
        Set(next, Start, '"', '"', Content);
        Set(next, Content, 0x20, 0x7F, Content);
        Set(next, Content, '"', '"', End);
        Set(next, Content, '\\', '\\', Escape);
        foreach (var letter in "\"\\/bfnrt") Set(next, Escape, letter, letter, Content);
        AddEscapes(next);
        AddUtf8(next);
        var labels = new int[States];
        Array.Fill(labels, -1);
        labels[End] = 0;
        return new([.. Enumerable.Range(0, 256).Select(b => (byte)b)], 256, next, labels);
    }

    private static void AddEscapes(int[] next)
    {
        Set(next, Escape, 'u', 'u', Hex4);
        Hex(next, Hex4, Hex3);
        Hex(next, Hex3, Hex2);
        Hex(next, Hex2, Hex1);
        Hex(next, Hex1, Content);
        Set(next, LowEscape, '\\', '\\', LowU);
        Set(next, LowU, 'u', 'u', LowD);
        Set(next, AfterD, '0', '7', Hex2);
        Set(next, AfterD, '8', '9', High2);
        Hex(next, High2, High1);
        Hex(next, High1, LowEscape);
        foreach (var shift in (int[])[0, 32]) // upper and lower case
        {
            Set(next, Hex4, 'D' + shift, 'D' + shift, AfterD);
            Set(next, AfterD, 'A' + shift, 'B' + shift, High2);
            Set(next, LowD, 'D' + shift, 'D' + shift, LowHex3);
            Set(next, LowHex3, 'C' + shift, 'F' + shift, Hex2);
        }
    }

    private static void AddUtf8(int[] next)
    {
        Set(next, Content, 0xC2, 0xDF, Tail1);
        Set(next, Content, 0xE0, 0xE0, AfterE0);
        Set(next, Content, 0xE1, 0xEF, Tail2);
        Set(next, Content, 0xED, 0xED, AfterEd);
        Set(next, Content, 0xF0, 0xF0, AfterF0);
        Set(next, Content, 0xF1, 0xF3, Tail3);
        Set(next, Content, 0xF4, 0xF4, AfterF4);
        Set(next, Tail1, 0x80, 0xBF, Content);
        Set(next, Tail2, 0x80, 0xBF, Tail1);
        Set(next, Tail3, 0x80, 0xBF, Tail2);
        Set(next, AfterE0, 0xA0, 0xBF, Tail1);
        Set(next, AfterEd, 0x80, 0x9F, Tail1);
        Set(next, AfterF0, 0x90, 0xBF, Tail2);
        Set(next, AfterF4, 0x80, 0x8F, Tail2);
    }

    private static void Set(int[] next, int from, int first, int last, int to) =>
        next.AsSpan(from * 256 + first, last - first + 1).Fill(to);

    private static void Hex(int[] next, int from, int to)
    {
        Set(next, from, '0', '9', to);
        Set(next, from, 'A', 'F', to);
        Set(next, from, 'a', 'f', to);
    }
}
