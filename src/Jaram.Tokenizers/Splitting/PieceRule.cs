// The pre-tokenizers of the known families. All cut text by one regular expression of the same make, so a family is
// data: where its parts differ. A file is recognised by the exact text of its expression.
// Source: the tokenizer.json files of GPT-2, Llama 3, Qwen 2.5 and 3, gpt-oss, Mistral NeMo and DeepSeek-V3; llama.cpp,
// src/llama-vocab.cpp, for Qwen 3.5, EXAONE and K-EXAONE and for the names in GGUF files.

namespace Jaram.Tokenizers;

/// <summary>Where English contractions ('s 't 're 've 'm 'll 'd) are cut.</summary>
internal enum Contractions
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>Before all else, in lower case.</summary>
    Lower,

    /// <summary>Before all else, in any case of ASCII.</summary>
    Ascii,

    /// <summary>Before all else, in any case, U+017F (long s) too.</summary>
    Folded,

    /// <summary>As the end of the word before, in any case, U+017F too.</summary>
    AfterWord,
}

/// <summary>What a word is made of.</summary>
internal enum WordShape
{
    /// <summary>Letters; a mark ends the word.</summary>
    Letters,

    /// <summary>Letters and marks.</summary>
    Marked,

    /// <summary>Letters and marks; lower case does not go before upper case.</summary>
    Cased,

    /// <summary>Letters and marks after them; a single space between two words joins them.</summary>
    Phrases,
}

/// <summary>What is cut at all.</summary>
internal enum PieceShape
{
    /// <summary>Words, numbers, signs and white space, as in GPT-2.</summary>
    Words,

    /// <summary>The same by DeepSeek's order: signs are punctuation and symbols, all else may lead a word.</summary>
    Signs,

    /// <summary>The text is one piece.</summary>
    Whole,

    /// <summary>A piece begins at each U+2581, which stands for a space.</summary>
    Spaces,
}

/// <summary>How text is cut into pieces.</summary>
internal sealed record PieceRule
{
    private const string AnyCase = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private const string Signs = @"| ?[^\s\p{L}\p{N}]+[\r\n]*";
    private const string SpaceRuns = @"|\s*[\r\n]+|\s+(?!\S)|\s+";
    private const string Uppers = @"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]", Lowers = @"[\p{Ll}\p{Lm}\p{Lo}\p{M}]";
    private const string Lead = @"[^\r\n\p{L}\p{N}]?";

    /// <summary>What <see cref="Own"/> is written as.</summary>
    public const string OwnGgufName = "qwen35";

    /// <summary>Our own, llama.cpp's "qwen35" with contractions spelled out for ASCII only: with (?i:...) some engines
    /// also take U+017F for an s. Unlike GPT-2's it keeps marks with their letters, so Thai, Devanagari and vocalised
    /// Arabic words stay whole.</summary>
    public static PieceRule Own { get; } = new()
    {
        Pattern = @"'(?:[sStTmMdD]|[rR][eE]|[vV][eE]|[lL][lL])|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}" +
            @"| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*" + SpaceRuns,
        Contractions = Contractions.Ascii, Word = WordShape.Marked, Digits = 1, IsMarkless = true, IsNfc = true,
    };

    /// <summary>The families that files are recognised by.</summary>
    public static IReadOnlyList<PieceRule> Known { get; } =
    [
        Own,
        Own with
        {
            Pattern = AnyCase + @"|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*" + SpaceRuns,
            Contractions = Contractions.Folded, GgufNames = [OwnGgufName],
        },
        new()
        {
            Pattern = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+",
            Contractions = Contractions.Lower, Digits = int.MaxValue, IsSpaceLed = true,
            GgufNames = ["gpt-2", "exaone4", "olmo", "trillion"],
        },
        new()
        {
            Pattern = AnyCase + "|" + Lead + @"\p{L}+|\p{N}{1,3}" + Signs + SpaceRuns,
            Contractions = Contractions.Folded, Digits = 3, GgufNames = ["llama-bpe", "llama3", "llama-v3"],
            IsWholeFirst = true, IsBegun = true,
        },
        new()
        {
            Pattern = AnyCase + "|" + Lead + @"\p{L}+|\p{N}" + Signs + SpaceRuns,
            Contractions = Contractions.Folded, Digits = 1, IsNfc = true,
            GgufNames = ["qwen2", "deepseek-r1-qwen", "solar-open", "megrez"],
        },
        new()
        {
            Pattern = Lead + Uppers + "*" + Lowers + "+" + AnyCase + "?|" + Lead + Uppers + "+" + Lowers + "*" +
                AnyCase + @"?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*" + SpaceRuns,
            Contractions = Contractions.AfterWord, Word = WordShape.Cased, Digits = 3, TakesSlashes = true,
            GgufNames = ["gpt-4o", "llama4", "kanana2"],
        },
        new()
        {
            Pattern = Lead + Uppers + "*" + Lowers + "+|" + Lead + Uppers + "+" + Lowers +
                @"*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*" + SpaceRuns,
            Word = WordShape.Cased, Digits = 1, TakesSlashes = true, IsWholeFirst = true, IsBegun = true,
            GgufNames = ["tekken"],
        },
        new()
        {
            Pattern = @"[!""#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+" +
                "|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+",
            Before = [@"\p{N}{1,3}", "[一-龥\u3040-ゟ゠-ヿ]+"],
            Shape = PieceShape.Signs, DigitsApart = 3, IsKanaApart = true, GgufNames = ["deepseek-v3"],
        },
        new()
        {
            Pattern = AnyCase + @"|[^\r\n\p{L}\p{N}]?(?:\p{L}\p{M}*(?: \p{L}\p{M}*)*)+|\p{N}" +
                @"| ?[^\s\p{L}\p{N}]+[\r\n/]?|\s*[\r\n]|\s+(?!\S)|\s+",
            Contractions = Contractions.Folded, Word = WordShape.Phrases, TakesSlashes = true, MostAfterSigns = 1,
            GgufNames = ["exaone-moe"],
        },
    ];

    /// <summary>GPT-2's rule.</summary>
    public static PieceRule Gpt2 => Known[2];

    /// <summary>GPT-2's rule after every digit was cut out.</summary>
    public static PieceRule SingleDigits { get; } =
        Gpt2 with { DigitsApart = 1, GgufNames = ["exaone", "smollm", "starcoder", "command-r"] };

    /// <summary>The text is one piece.</summary>
    public static PieceRule Whole { get; } = new() { Shape = PieceShape.Whole };

    /// <summary>A piece begins at each U+2581.</summary>
    public static PieceRule Spaces { get; } = new() { Shape = PieceShape.Spaces };

    /// <summary>The regular expression that this rule is.</summary>
    public string Pattern { get; init; } = "";

    /// <summary>The expressions of the steps before it.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>What GGUF files call it, the usual name first. Ours is written as the one that it differs from in
    /// U+017F only.</summary>
    public IReadOnlyList<string> GgufNames { get; init; } = [];

    /// <summary>The name under which it is written; null when there is none.</summary>
    public string? GgufName => this == Own ? OwnGgufName : GgufNames is [var usual, ..] ? usual : null;

    /// <summary>What is cut at all.</summary>
    public PieceShape Shape { get; init; }

    /// <summary>Where contractions are cut.</summary>
    public Contractions Contractions { get; init; }

    /// <summary>What a word is made of.</summary>
    public WordShape Word { get; init; }

    /// <summary>Most numerals of a piece, 1 up.</summary>
    public int Digits { get; init; } = 1;

    /// <summary>Most numerals of a segment that is cut out before all else; 0 when they are not.</summary>
    public int DigitsApart { get; init; }

    /// <summary>Runs of Han characters and kana are cut out before all else.</summary>
    public bool IsKanaApart { get; init; }

    /// <summary>Only a space leads a word, it leads numbers too, and line breaks are white space like any other.
    /// </summary>
    public bool IsSpaceLed { get; init; }

    /// <summary>Signs do not take marks with them.</summary>
    public bool IsMarkless { get; init; }

    /// <summary>Slashes after signs belong to them as line breaks do.</summary>
    public bool TakesSlashes { get; init; }

    /// <summary>Most line breaks and slashes after signs.</summary>
    public int MostAfterSigns { get; init; } = int.MaxValue;

    /// <summary>Models of this family were raised on NFC: for GGUF files, which do not say.</summary>
    public bool IsNfc { get; init; }

    /// <summary>A piece that is a token needs no merges: for GGUF files, which do not say.</summary>
    public bool IsWholeFirst { get; init; }

    /// <summary>Texts begin with the begin token: for GGUF files that do not say.</summary>
    public bool IsBegun { get; init; }
}
