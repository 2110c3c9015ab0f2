// Cuts text into the pieces inside which tokens are made, by hand and over code points. PieceRule names the families
// and their regular expressions; the tests hold each to its expression.

namespace Jaram.Tokenizers;

/// <summary>Finds the pieces of a text. Half of a surrogate pair counts as U+FFFD. Safe for many threads.</summary>
internal sealed class PieceScanner(PieceRule rule)
{
    private readonly PieceShape _shape = rule.Shape;
    private readonly Contractions _contractions = rule.Contractions;
    private readonly WordShape _word = rule.Word;
    private readonly bool _isSpaceLed = rule.IsSpaceLed;
    private readonly bool _cutsContractions = rule.Contractions is not (Contractions.None or Contractions.AfterWord);
    private readonly int _digitsApart = rule.DigitsApart;

    /// <summary>Classes that a word begins with and those that signs are made of, a bit each.</summary>
    private readonly int _words = rule.Word is WordShape.Marked or WordShape.Cased ? Letter | Mark : Letter,
        _signs = rule.IsMarkless ? Other : Other | Mark;

    private const int Other = 1 << (int)CharacterClass.Other, Letter = 1 << (int)CharacterClass.Letter,
        Mark = 1 << (int)CharacterClass.Mark;

    /// <summary>Where the segment that starts here ends: pieces are sought within it as if it were all the text.
    /// </summary>
    public int SegmentEnd(ReadOnlySpan<char> text, int start) =>
        _digitsApart == 0 ? text.Length : PartEnd(text, start);

    private int PartEnd(ReadOnlySpan<char> text, int start)
    {
        var at = start;
        if (TakeNumber(text, ref at))
        {
            for (var count = 1; count < _digitsApart && TakeNumber(text, ref at);) count++;
            return at;
        }
        var isKana = rule.IsKanaApart && IsKana(text[start]);
        for (at = start; at < text.Length;)
        {
            var next = at;
            if (TakeNumber(text, ref next) || isKana != (rule.IsKanaApart && IsKana(text[at]))) break;
            Step(text, ref at);
        }
        return at;
    }

    /// <summary>Where the piece that starts here ends. Every piece has at least one character.</summary>
    public int End(ReadOnlySpan<char> text, int start) =>
        _shape == PieceShape.Words ? WordsEnd(text, start) : OtherEnd(text, start);

    private int OtherEnd(ReadOnlySpan<char> text, int start) => _shape switch
    {
        PieceShape.Signs => SignScanner.End(text, start),
        PieceShape.Spaces => text[(start + 1)..].IndexOf(TextForm.Space) is >= 0 and var at
            ? start + 1 + at
            : text.Length,
        _ => text.Length,
    };

    private int WordsEnd(ReadOnlySpan<char> text, int start)
    {
        if (text[start] == '\'' && _cutsContractions && Contraction(text[(start + 1)..]) is > 0 and var letters)
            return start + 1 + letters;

        var next = start;
        var first = Step(text, ref next);
        if (IsWord(first)) return Word(text, start, next);
        if (first == CharacterClass.Number) return Numbers(text, next);

        var second = next < text.Length ? Peek(text, next) : CharacterClass.Newline;
        var leads = _isSpaceLed ? text[start] == ' ' : first != CharacterClass.Newline;
        if (leads && IsWord(second)) return Word(text, next, next);
        if (leads && _isSpaceLed && second == CharacterClass.Number) return Numbers(text, next);
        if (IsSign(first) || text[start] == ' ' && IsSign(second)) return SignsEnd(text, next);
        return SpacesEnd(text, start, breaksEndRuns: !_isSpaceLed);
    }

    /// <summary>How many letters of 's 't 'm 'd 're 've 'll stand here; 0 for none.</summary>
    private int Contraction(ReadOnlySpan<char> text)
    {
        if (text.Length == 0) return 0;
        if (_contractions == Contractions.Lower && !char.IsAsciiLetterLower(text[0])) return 0;
        if (_contractions is Contractions.Folded or Contractions.AfterWord && text[0] == '\u017F') return 1;
        var second = text.Length == 1 ? 0 : _contractions == Contractions.Lower ? text[1] : text[1] | 0x20;
        return (text[0] | 0x20) switch
        {
            's' or 't' or 'm' or 'd' => 1,
            'r' or 'v' when second == 'e' => 2,
            'l' when second == 'l' => 2,
            _ => 0,
        };
    }

    /// <summary>Where a word ends of which the part before <paramref name="at"/> is known.</summary>
    private int Word(ReadOnlySpan<char> text, int start, int at)
    {
        if (_word != WordShape.Cased)
        {
            while (at < text.Length)
            {
                var next = at;
                if (!IsWord(Step(text, ref next)) && !Joins(text, at, next)) break;
                at = next;
            }
            return at;
        }
        at = CasedWord(text, start);
        return _contractions == Contractions.AfterWord && at < text.Length && text[at] == '\''
            && Contraction(text[(at + 1)..]) is > 0 and var letters ? at + 1 + letters : at;
    }

    /// <summary>Capitals, then small letters, caseless ones in either. Capitals that no small letter follows give way
    /// to the last caseless one among them; without such they are a word of their own.</summary>
    private static int CasedWord(ReadOnlySpan<char> text, int start)
    {
        int at = start, afterCaseless = start, next;
        for (var isSmall = false; ; at = next)
        {
            next = at;
            var code = at < text.Length ? CodePoints.Next(text, ref next) : '\n';
            var (isUpper, isLetter) = (CodePoints.IsUpper(code),
                CodePoints.Class(code) is CharacterClass.Letter or CharacterClass.Mark);
            if (!isLetter || isUpper && isSmall) return isSmall || afterCaseless == start ? at : afterCaseless;
            isSmall |= CodePoints.IsLower(code);
            if (!isUpper) afterCaseless = next;
        }
    }

    /// <summary>Where numerals end of which the first is known.</summary>
    private int Numbers(ReadOnlySpan<char> text, int at)
    {
        for (var count = 1; count < rule.Digits && TakeNumber(text, ref at);) count++;
        return at;
    }

    private int SignsEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length)
        {
            var next = at;
            if (!IsSign(Step(text, ref next))) break;
            at = next;
        }
        if (_isSpaceLed) return at;
        for (var most = rule.MostAfterSigns; most > 0 && at < text.Length; most--, at++)
            if (text[at] is not ('\r' or '\n') && !(rule.TakesSlashes && text[at] == '/')) break;
        return at;
    }

    private bool IsWord(CharacterClass kind) => (_words >> (int)kind & 1) != 0;

    private bool IsSign(CharacterClass kind) => (_signs >> (int)kind & 1) != 0;

    /// <summary>Whether the character from <paramref name="at"/> to <paramref name="next"/> goes on with a phrase: a
    /// mark, or a space before another letter.</summary>
    private bool Joins(ReadOnlySpan<char> text, int at, int next) => _word == WordShape.Phrases
        && (Peek(text, at) == CharacterClass.Mark
            || text[at] == ' ' && next < text.Length && Peek(text, next) == CharacterClass.Letter);

    /// <summary>A run of white space ends after its last line break, where these count; else it leaves its last
    /// character to what follows.</summary>
    internal static int SpacesEnd(ReadOnlySpan<char> text, int start, bool breaksEndRuns)
    {
        int at = start, afterBreak = start;
        for (; at < text.Length; at++)
        {
            // All white space lies below U+10000: a unit is a character.
            var kind = char.IsSurrogate(text[at]) ? CharacterClass.Other : CodePoints.Class(text[at]);
            if (kind == CharacterClass.Newline && breaksEndRuns) afterBreak = at + 1;
            else if (kind is not (CharacterClass.Space or CharacterClass.Newline)) break;
        }
        if (afterBreak > start) return afterBreak;
        return at == text.Length || at == start + 1 ? at : at - 1;
    }

    /// <summary>Han characters and kana, as DeepSeek counts them.</summary>
    private static bool IsKana(char unit) => unit is >= '\u4E00' and <= '\u9FA5' or >= '\u3040' and <= '\u30FF';

    private static bool TakeNumber(ReadOnlySpan<char> text, ref int at)
    {
        if (at == text.Length) return false;
        var next = at;
        if (Step(text, ref next) != CharacterClass.Number) return false;
        at = next;
        return true;
    }

    private static CharacterClass Peek(ReadOnlySpan<char> text, int at) => Step(text, ref at);

    private static CharacterClass Step(ReadOnlySpan<char> text, ref int at) =>
        CodePoints.Class(CodePoints.Next(text, ref at));
}
