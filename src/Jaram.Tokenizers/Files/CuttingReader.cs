// What a tokenizer.json does to text before the vocabulary sees it, and to tokens after: normalizer, pre-tokenizer and
// decoder. Steps are recognised by their types in order, expressions by their exact text.

namespace Jaram.Tokenizers;

/// <summary>Reads how text is formed, cut and put together again.</summary>
internal static class CuttingReader
{
    private const string SpaceMark = "\u2581";

    /// <summary>Reads the parts of a file.</summary>
    /// <exception cref="TokenizerException">They are none that Jaram knows.</exception>
    public static (TextForm Form, PieceRule Rule) Read(JsonPlace root)
    {
        var (isNfc, marks) = Normalizer(root["normalizer"]);
        var steps = Steps(root["pre_tokenizer"], "pretokenizers").ToList();
        if (steps is [var only] && only["type"].Text() == "Metaspace" && marks == SpaceMarks.None)
        {
            marks = Metaspace(only);
            return (new(isNfc, marks, Strips(root["decoder"])),
                only["split"].FlagOr(true) ? PieceRule.Spaces : PieceRule.Whole);
        }
        if (marks != SpaceMarks.None)
            return steps.Count == 0
                ? (new(isNfc, marks, Strips(root["decoder"])), PieceRule.Whole)
                : throw root["pre_tokenizer"].Wrong("where U+2581 stands for a space, Jaram reads null only");
        root["decoder"]["type"].Is("ByteLevel");
        return (new(isNfc, marks, StripsSpace: false), Rule(root["pre_tokenizer"], steps));
    }

    /// <summary>The steps of a part: those of a Sequence, itself, or none.</summary>
    public static IEnumerable<JsonPlace> Steps(JsonPlace part, string key) =>
        part.IsNothing ? [] : part["type"].Text() == "Sequence" ? part.Only("type", key)[key].Items() : [part];

    private static (bool IsNfc, SpaceMarks Marks) Normalizer(JsonPlace part)
    {
        var steps = Steps(part, "normalizers").ToList();
        var isNfc = steps is [var first, ..] && first["type"].Text() == "NFC";
        if (isNfc) steps.RemoveAt(0);
        if (steps.Count == 0) return (isNfc, SpaceMarks.None);
        var types = string.Join(' ', steps.Select(step => step["type"].Text()));
        if (types is not ("Replace" or "Prepend Replace"))
            throw part.Wrong("Jaram reads NFC, and Prepend and Replace of U+2581");
        CheckReplace(steps[^1], " ", SpaceMark);
        if (steps.Count == 2) steps[0].Only("type", "prepend")["prepend"].Is(SpaceMark);
        return (isNfc, steps.Count == 2 ? SpaceMarks.Before : SpaceMarks.Inside);
    }

    private static SpaceMarks Metaspace(JsonPlace step)
    {
        step.Only("type", "replacement", "add_prefix_space", "prepend_scheme", "split", "str_rep");
        step["replacement"].Is(SpaceMark);
        var prefixes = step["add_prefix_space"].FlagOr(true);
        return step["prepend_scheme"].TextOrNone() switch
        {
            "" => prefixes ? SpaceMarks.BeforeWords : SpaceMarks.Inside,
            "always" when prefixes => SpaceMarks.BeforeWords,
            "first" when prefixes => SpaceMarks.AtStart,
            "never" => SpaceMarks.Inside,
            _ => throw step["prepend_scheme"].Wrong("Jaram reads always, first and never, and add_prefix_space alike"),
        };
    }

    private static PieceRule Rule(JsonPlace part, List<JsonPlace> steps)
    {
        var types = string.Join(' ', steps.Select(step => step["type"].Text()));
        if (steps.Count == 0 || steps[^1]["type"].Text() != "ByteLevel")
            throw part.Wrong("Jaram reads Split, Digits and ByteLevel, or Metaspace");
        var bytes = steps[^1].Only("type", "add_prefix_space", "trim_offsets", "use_regex");
        bytes["add_prefix_space"].Is(false);
        if (types is "ByteLevel" or "Digits ByteLevel")
        {
            if (!bytes["use_regex"].FlagOr(true)) throw bytes["use_regex"].Wrong("Jaram reads true without a Split");
            if (steps.Count == 1) return PieceRule.Gpt2;
            steps[0].Only("type", "individual_digits")["individual_digits"].Is(true);
            return PieceRule.SingleDigits;
        }
        bytes["use_regex"].Is(false);
        if (bytes["use_regex"].IsNothing) throw bytes["use_regex"].Wrong("false is not what its absence means");
        var patterns = steps.SkipLast(1).Select(Pattern).ToList();
        return PieceRule.Known.FirstOrDefault(rule => patterns.SequenceEqual([.. rule.Before, rule.Pattern]))
            ?? throw part.Wrong("its expressions are none that Jaram knows (GPT-2, Llama 3, Qwen 2 to 3.5, GPT-4o, "
                + "Mistral NeMo, DeepSeek-V3, K-EXAONE)");
    }

    /// <summary>The expression of a Split. Isolated keeps what lies between the matches; Removed with invert does not,
    /// which comes to the same where everything matches.</summary>
    private static string Pattern(JsonPlace step)
    {
        step["type"].Is("Split");
        step.Only("type", "pattern", "behavior", "invert");
        var pattern = step["pattern"].Only("Regex")["Regex"].Text();
        var isInverted = step["invert"].FlagOr(false);
        if (!isInverted) step["behavior"].Is("Isolated");
        else step["behavior"].Is("Removed");
        return isInverted && PieceRule.Known.Any(rule => rule.Shape == PieceShape.Signs && rule.Pattern == pattern)
            ? throw step["invert"].Wrong("this expression leaves gaps, which must be kept")
            : pattern;
    }

    /// <summary>Whether decoding drops the space before the text.</summary>
    private static bool Strips(JsonPlace decoder)
    {
        var steps = Steps(decoder, "decoders").ToList();
        var types = string.Join(' ', steps.Select(step => step["type"].Text()));
        if (types is not ("Replace ByteFallback Fuse" or "Replace ByteFallback Fuse Strip"))
            throw decoder.Wrong("Jaram reads Replace, ByteFallback and Fuse, and Strip after them");
        CheckReplace(steps[0], SpaceMark, " ");
        if (steps.Count == 3) return false;
        var strip = steps[3].Only("type", "content", "start", "stop");
        strip["content"].Is(" ");
        return (strip["start"].Number(1), strip["stop"].Number(0)) is (1, _);
    }

    private static void CheckReplace(JsonPlace step, string from, string to)
    {
        step.Only("type", "pattern", "content")["content"].Is(to);
        step["pattern"].Only("String")["String"].Is(from);
    }
}
