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
        Set(Start, '"', '"', Content);
        Set(Content, 0x20, 0x7F, Content);
        Set(Content, '"', '"', End);
        Set(Content, '\\', '\\', Escape);
        foreach (var letter in "\"\\/bfnrt") Set(Escape, letter, letter, Content);
        Escapes();
        Utf8();

        var labels = new int[States];
        Array.Fill(labels, -1);
        labels[End] = 0;
        byte[] classes = [.. Enumerable.Range(0, 256).Select(b => (byte)b)];
        return new(classes, 256, next, labels);

        void Set(int from, int first, int last, int to) => next.AsSpan(from * 256 + first, last - first + 1).Fill(to);

        void Hex(int from, int to)
        {
            Set(from, '0', '9', to);
            Set(from, 'A', 'F', to);
            Set(from, 'a', 'f', to);
        }

        void Escapes()
        {
            Set(Escape, 'u', 'u', Hex4);
            Hex(Hex4, Hex3);
            Hex(Hex3, Hex2);
            Hex(Hex2, Hex1);
            Hex(Hex1, Content);
            Set(LowEscape, '\\', '\\', LowU);
            Set(LowU, 'u', 'u', LowD);
            Set(AfterD, '0', '7', Hex2);
            Set(AfterD, '8', '9', High2);
            Hex(High2, High1);
            Hex(High1, LowEscape);
            foreach (var shift in (int[])[0, 32])
            {
                Set(Hex4, 'D' + shift, 'D' + shift, AfterD);
                Set(AfterD, 'A' + shift, 'B' + shift, High2);
                Set(LowD, 'D' + shift, 'D' + shift, LowHex3);
                Set(LowHex3, 'C' + shift, 'F' + shift, Hex2);
            }
        }

        void Utf8()
        {
            Set(Content, 0xC2, 0xDF, Tail1);
            Set(Content, 0xE0, 0xE0, AfterE0);
            Set(Content, 0xE1, 0xEF, Tail2);
            Set(Content, 0xED, 0xED, AfterEd);
            Set(Content, 0xF0, 0xF0, AfterF0);
            Set(Content, 0xF1, 0xF3, Tail3);
            Set(Content, 0xF4, 0xF4, AfterF4);
            Set(Tail1, 0x80, 0xBF, Content);
            Set(Tail2, 0x80, 0xBF, Tail1);
            Set(Tail3, 0x80, 0xBF, Tail2);
            Set(AfterE0, 0xA0, 0xBF, Tail1);
            Set(AfterEd, 0x80, 0x9F, Tail1);
            Set(AfterF0, 0x90, 0xBF, Tail2);
            Set(AfterF4, 0x80, 0x8F, Tail2);
        }
    }
}
