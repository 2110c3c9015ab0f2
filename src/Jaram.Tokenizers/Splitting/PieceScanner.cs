// Cuts text into the pieces inside which tokens are made, by hand and over code points.
// Source: the pre-tokenizer that llama.cpp names "qwen35"; unlike GPT-2's it keeps marks (\p{M}) with their letters,
// so Thai, Devanagari and vocalised Arabic words stay whole.

namespace Jaram.Tokenizers;

/// <summary>Finds the pieces of a text. Text is in NFC and has no lone surrogates.</summary>
internal static class PieceScanner
{
    /// <summary>The same rule as a regular expression. Contractions are spelled out for ASCII only: with (?i:...)
    /// some engines also take U+017F for an s.</summary>
    public const string Pattern =
        @"'(?:[sStTmMdD]|[rR][eE]|[vV][eE]|[lL][lL])" +
        @"|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+" +
        @"|\p{N}" +
        @"| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*" +
        @"|\s*[\r\n]+" +
        @"|\s+(?!\S)" +
        @"|\s+";

    /// <summary>Where the piece that starts here ends. Every piece has at least one character.</summary>
    public static int End(ReadOnlySpan<char> text, int start)
    {
        if (text[start] == '\'' && Contraction(text[(start + 1)..]) is > 0 and var letters) return start + 1 + letters;

        var next = start;
        var first = Step(text, ref next);
        if (IsWord(first)) return Word(text, next);
        if (first == CharacterClass.Number) return next;

        var second = next < text.Length ? Peek(text, next) : CharacterClass.Newline;
        if (IsWord(second) && first != CharacterClass.Newline) return Word(text, next);
        if (first == CharacterClass.Other || text[start] == ' ' && second == CharacterClass.Other)
            return Newlines(text, Others(text, next));
        return Spaces(text, start);
    }

    /// <summary>How many letters of 's 't 'm 'd 're 've 'll stand here; 0 for none.</summary>
    private static int Contraction(ReadOnlySpan<char> text)
    {
        if (text.Length == 0) return 0;
        var second = text.Length > 1 ? text[1] | 0x20 : 0;
        return (text[0] | 0x20) switch
        {
            's' or 't' or 'm' or 'd' => 1,
            'r' or 'v' when second == 'e' => 2,
            'l' when second == 'l' => 2,
            _ => 0,
        };
    }

    private static int Word(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length)
        {
            var next = at;
            if (!IsWord(Step(text, ref next))) break;
            at = next;
        }
        return at;
    }

    private static int Others(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length)
        {
            var next = at;
            if (Step(text, ref next) != CharacterClass.Other) break;
            at = next;
        }
        return at;
    }

    private static int Newlines(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && text[at] is '\r' or '\n') at++;
        return at;
    }

    /// <summary>A run of white space ends after its last line break; without one it leaves its last character to the
    /// word that follows.</summary>
    private static int Spaces(ReadOnlySpan<char> text, int start)
    {
        int at = start, afterBreak = start;
        for (; at < text.Length; at++)
        {
            // All white space lies below U+10000: a unit is a character.
            var kind = char.IsSurrogate(text[at]) ? CharacterClass.Other : CodePoints.Class(text[at]);
            if (kind == CharacterClass.Newline) afterBreak = at + 1;
            else if (kind != CharacterClass.Space) break;
        }
        if (afterBreak > start) return afterBreak;
        return at == text.Length || at == start + 1 ? at : at - 1;
    }

    private static bool IsWord(CharacterClass kind) => kind is CharacterClass.Letter or CharacterClass.Mark;

    private static CharacterClass Peek(ReadOnlySpan<char> text, int at) => Step(text, ref at);

    private static CharacterClass Step(ReadOnlySpan<char> text, ref int at) =>
        CodePoints.Class(CodePoints.Next(text, ref at));
}
