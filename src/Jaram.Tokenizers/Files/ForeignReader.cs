// tokenizer.json of another maker. Each key is either read or refused by its name; only what cannot change a token (how
// offsets are reported, how two texts are joined) is passed over.
// Source: format version "1.0" of the tokenizers library.

using System.Text.Json;

namespace Jaram.Tokenizers;

/// <summary>Reads another maker's tokenizer.</summary>
internal static class ForeignReader
{
    /// <summary>Largest number of added tokens: their names are sought in texts.</summary>
    private const int MostAdded = 1 << 16;

    /// <summary>Reads the parsed file.</summary>
    /// <param name="root">The whole file.</param>
    /// <param name="companions">What stands beside it.</param>
    /// <param name="digest">SHA-256 of the file.</param>
    /// <exception cref="TokenizerException">It is not a tokenizer that Jaram can stand for.</exception>
    public static TokenizerParts Read(JsonPlace root, Companions companions, string digest)
    {
        root.Only("version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer", "post_processor",
            "decoder", "model")["version"].Is("1.0");
        root["truncation"].IsAbsent();
        root["padding"].IsAbsent();
        var (form, rule) = CuttingReader.Read(root);
        var late = new HashSet<int>();
        var added = Added(root["added_tokens"], form, late);
        var table = Table(root["model"], added, form.Marks == SpaceMarks.None ? Spelling.ByteLetters : Spelling.Marked);
        var begin = Begin(root["post_processor"], table.Count);
        return companions.Complete(new TokenizerParts
        {
            Table = table, Rule = rule, Form = form, Added = added, Late = late,
            Begin = begin, IsBegun = begin is not null, Ends = [], Pad = null, Layout = ChatLayout.None,
            Write = () => throw new TokenizerException(
                "This tokenizer is another maker's: copy its own tokenizer.json, Jaram does not write it anew."),
            Digest = () => digest,
        });
    }

    /// <summary>The added tokens by id. The file's ids stand, even where the library in Rust gives others to tokens
    /// that the vocabulary has no room for.</summary>
    private static List<AddedToken> Added(JsonPlace list, TextForm form, HashSet<int> late)
    {
        var added = new List<AddedToken>();
        var (ids, names) = (new HashSet<int>(), new HashSet<string>());
        foreach (var place in list.IsNothing ? [] : list.Items())
        {
            if (added.Count == MostAdded) throw place.Wrong($"at most {MostAdded} tokens may be added");
            var token = Token(place, form, late);
            if (!ids.Add(token.Id) || !names.Add(token.Text))
                throw place.Wrong("its id or its content was there already");
            added.Add(token);
        }
        added.Sort((a, b) => a.Id.CompareTo(b.Id));
        return added;
    }

    private static AddedToken Token(JsonPlace place, TextForm form, HashSet<int> late)
    {
        place.Only("id", "content", "single_word", "lstrip", "rstrip", "normalized", "special");
        place["single_word"].Is(false);
        place["lstrip"].Is(false);
        place["rstrip"].Is(false);
        var token = new AddedToken(place["id"].Number(TokenTable.MostTokens - 1), place["content"].Text(),
            place["special"].FlagOr(false));
        if (token.Text.Length == 0) throw place["content"].Wrong("a token has at least one character");
        if (!place["normalized"].FlagOr(!token.IsSpecial)) return token;
        if (form.Marks != SpaceMarks.None)
            throw place["normalized"].Wrong("where U+2581 stands for a space, Jaram reads false only");
        late.Add(token.Id);
        return token;
    }

    private static TokenTable Table(JsonPlace model, IReadOnlyList<AddedToken> added, Spelling spelling)
    {
        model.Only("type", "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix", "fuse_unk",
            "byte_fallback", "ignore_merges", "vocab", "merges")["type"].Is("BPE");
        model["dropout"].IsAbsent();
        model["continuing_subword_prefix"].IsAbsent();
        model["end_of_word_suffix"].IsAbsent();
        if (spelling == Spelling.Marked) model["byte_fallback"].Is(true);

        // With a token for every byte no text is unknown, so unk_token and fuse_unk change nothing.
        _ = (model["unk_token"].TextOrNone(), model["fuse_unk"].FlagOr(false));

        var vocab = model["vocab"];
        if (vocab.Value.ValueKind != JsonValueKind.Object) throw vocab.Wrong("expected an object");
        var ids = new Dictionary<string, int>(vocab.Value.GetPropertyCount());
        foreach (var token in vocab.Value.EnumerateObject())
            ids.Add(token.Name, new JsonPlace(token.Value, $"{vocab.Path}.{JsonPlace.Short(token.Name)}")
                .Number(TokenTable.MostTokens - 1));
        var merges = model["merges"];
        if (merges.Value.ValueKind != JsonValueKind.Array) throw merges.Wrong("expected a list");
        var builder = new TableBuilder(vocab.Path, ids, added, spelling, merges.Value.GetArrayLength());
        foreach (var (rank, merge) in merges.Items().Index())
        {
            var (left, right) = Pair(merge);
            builder.Merge(left, right, rank, merge.Path);
        }
        return builder.Build(model["ignore_merges"].FlagOr(false));
    }

    /// <summary>A merge is two tokens in brackets, or one text with a space between them.</summary>
    private static (string Left, string Right) Pair(JsonPlace merge)
    {
        if (merge.Value.ValueKind == JsonValueKind.Array && merge.Value.GetArrayLength() == 2)
            return (new JsonPlace(merge.Value[0], $"{merge.Path}[0]").Text(),
                new JsonPlace(merge.Value[1], $"{merge.Path}[1]").Text());
        return merge.Value.ValueKind == JsonValueKind.String && Halves(merge.Text()) is { } halves
            ? halves
            : throw merge.Wrong("expected two tokens in brackets, or in one text with a space between them");
    }

    /// <summary>The two tokens of a merge that is one text; nothing when it is not two.</summary>
    internal static (string Left, string Right)? Halves(string merge) =>
        merge.IndexOf(' ') is > 0 and var space && space + 1 < merge.Length && merge.IndexOf(' ', space + 1) < 0
            ? (merge[..space], merge[(space + 1)..])
            : null;

    /// <summary>The token that is put before a text, if one is.</summary>
    private static int? Begin(JsonPlace processor, int count)
    {
        int? begin = null;
        foreach (var step in CuttingReader.Steps(processor, "processors"))
        {
            if (step["type"].Text() == "ByteLevel") continue;           // it moves offsets only
            step["type"].Is("TemplateProcessing");
            var single = step.Only("type", "single", "pair", "special_tokens")["single"].Items().ToList();
            if (single.Count is 0 or > 2 || single[^1]["Sequence"]["id"].Text() != "A")
                throw step["single"].Wrong("Jaram reads one token before the text, or none");
            if (single.Count == 1) continue;
            var name = single[0]["SpecialToken"]["id"].Text();
            var ids = step["special_tokens"][name]["ids"].Items().ToList();
            begin = ids.Count == 1 ? ids[0].Number(count - 1) : throw step["special_tokens"].Wrong("expected one id");
        }
        return begin;
    }
}
