// DeepSeek's last step. Here signs are punctuation and symbols only; what is none of letter, mark, sign and white space
// (controls, formats, numbers) may lead a word, and otherwise stays in the gaps, which are pieces too.
// Source: tokenizer.json of DeepSeek-V3; the expression stands in PieceRule.

namespace Jaram.Tokenizers;

/// <summary>Finds pieces by DeepSeek's rule.</summary>
internal static class SignScanner
{
    /// <summary>Where the piece that starts here ends.</summary>
    public static int End(ReadOnlySpan<char> text, int start)
    {
        if (char.IsAscii(text[start]) && CodePoints.IsSymbol(text[start]) && start + 1 < text.Length
            && char.IsAsciiLetter(text[start + 1])) return AsciiWord(text, start + 1);

        var next = start;
        var first = CodePoints.Next(text, ref next);
        if (IsWord(first)) return Words(text, next);
        var second = next < text.Length ? PeekAt(text, next) : '\n';
        if (Leads(first) && IsWord(second)) return Words(text, next);
        if (CodePoints.IsSymbol(first) || first == ' ' && CodePoints.IsSymbol(second)) return Signs(text, next);
        return IsSpace(first) ? PieceScanner.SpacesEnd(text, start, breaksEndRuns: true) : Gap(text, next);
    }

    private static int AsciiWord(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiLetter(text[at])) at++;
        return at;
    }

    private static int Words(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length)
        {
            var next = at;
            if (!IsWord(CodePoints.Next(text, ref next))) break;
            at = next;
        }
        return at;
    }

    private static int Signs(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length)
        {
            var next = at;
            if (!CodePoints.IsSymbol(CodePoints.Next(text, ref next))) break;
            at = next;
        }
        while (at < text.Length && text[at] is '\r' or '\n') at++;
        return at;
    }

    /// <summary>A gap ends where any other piece could begin.</summary>
    private static int Gap(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length)
        {
            var next = at;
            var code = CodePoints.Next(text, ref next);
            if (IsWord(code) || CodePoints.IsSymbol(code) || IsSpace(code)) break;
            if (next < text.Length && IsWord(PeekAt(text, next))) break;
            at = next;
        }
        return at;
    }

    private static bool Leads(int code) => code is not ('\r' or '\n') && !CodePoints.IsSymbol(code);

    private static bool IsWord(int code) => CodePoints.Class(code) is CharacterClass.Letter or CharacterClass.Mark;

    private static bool IsSpace(int code) => CodePoints.Class(code) is CharacterClass.Space or CharacterClass.Newline;

    private static int PeekAt(ReadOnlySpan<char> text, int at) => CodePoints.Next(text, ref at);
}
