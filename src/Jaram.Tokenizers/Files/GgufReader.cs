// A tokenizer from the metadata of a GGUF file. "gpt2" has merges and the name of a pre-tokenizer; "llama" has scores:
// of all neighbours that are a token together, those with the highest score are joined, the leftmost of equals.
// Source: llama.cpp, src/llama-vocab.cpp, for what the keys mean and what their absence does.

using System.Security.Cryptography;
using System.Text;
using static Jaram.Tokenizers.GgufTokenizer;
using static Jaram.Tokenizers.JsonPlace;

namespace Jaram.Tokenizers;

/// <summary>Reads GGUF metadata.</summary>
internal static class GgufReader
{
    private const string Key = "tokenizer.ggml.";

    /// <summary>Longest token with a score in characters: it is tried at every place.</summary>
    private const int LongestScored = 256;

    /// <summary>Reads the metadata.</summary>
    /// <exception cref="TokenizerException">It is damaged, or not a tokenizer that Jaram can stand for.</exception>
    public static TokenizerParts Read(GgufTokenizer file)
    {
        Check(file);
        if (IsOwn(file)) return TokenizerParts.Of(Own(file));
        var isScored = file.Model == "llama";
        var rule = isScored ? PieceRule.Whole : Rule(file.Pre);
        var added = file.Tokens.Index().Where(token => Type(file, token.Index) is Control or UserDefined)
            .Select(token => new AddedToken(token.Index, token.Item, Type(file, token.Index) == Control)).ToList();
        var prefixes = file.AddsSpace ?? true;
        return new Companions { Template = file.Template, EndIds = file.Ends }.Complete(new TokenizerParts
        {
            Table = isScored ? Scored(file, added) : Merged(file, added, rule.IsWholeFirst), Rule = rule,
            Form = isScored
                ? new(IsNfc: false, prefixes ? SpaceMarks.Before : SpaceMarks.Inside, StripsSpace: prefixes)
                : new(rule.IsNfc, SpaceMarks.None, StripsSpace: false),
            Added = added, Begin = file.Begin, IsBegun = file.AddsBegin ?? (isScored || rule.IsBegun),
            Ends = [], Pad = file.Pad, Layout = ChatLayout.None, Gguf = file,
            Write = () => throw new TokenizerException(
                "This tokenizer is another maker's, from a GGUF file: Jaram does not write it as tokenizer.json."),
            Digest = () => Digest(file),
        });
    }

    /// <summary>Whether the file names our special tokens and no other, and our way to cut text.</summary>
    private static bool IsOwn(GgufTokenizer file) => file is { Model: "gpt2", Pre: PieceRule.OwnGgufName }
        && Enumerable.Range(0, file.Tokens.Count).Where(id => Type(file, id) == Control).Select(id => file.Tokens[id])
            .SequenceEqual(SpecialTokens.Names);

    private static Vocabulary Own(GgufTokenizer file)
    {
        var ids = Ids(file);
        var pairs = new List<(int, int)>(file.Merges.Count);
        foreach (var (rank, merge) in file.Merges.Index())
        {
            var (left, right) = Halves(merge, rank);
            pairs.Add((Part(left, rank), Part(right, rank)));
        }
        return TokenizerJsonReader.Made(pairs, ids, $"{Key}tokens");

        int Part(string name, int rank) => ids.TryGetValue(name, out var id) ? id : throw new TokenizerException(
            $"{Key}merges[{rank}] needs the token \"{Short(name)}\", which {Key}tokens does not have.");
    }

    private static (string Left, string Right) Halves(string merge, int rank) =>
        ForeignReader.Halves(merge) ?? throw new TokenizerException(
            $"{Key}merges[{rank}] is \"{Short(merge)}\", expected two tokens and a space.");

    private static PieceRule Rule(string name)
    {
        var rules = PieceRule.Known.Append(PieceRule.SingleDigits);
        return rules.FirstOrDefault(known => known.GgufNames.Contains(name)) ?? throw new TokenizerException(
            $"{Key}pre is \"{Short(name)}\", which Jaram does not know; it knows "
            + $"{string.Join(", ", rules.SelectMany(known => known.GgufNames))}.");
    }

    private static void Check(GgufTokenizer file)
    {
        var count = file.Tokens.Count;
        if (file.Model is not ("gpt2" or "llama"))
            throw new TokenizerException($"{Key}model is \"{Short(file.Model)}\"; Jaram reads gpt2 and llama.");
        if (count is 0 or > TokenTable.MostTokens)
            throw new TokenizerException($"{Key}tokens has {count} tokens, 1 to {TokenTable.MostTokens} are read.");
        if (file.Types.Count != count && (file.Types.Count > 0 || file.Model == "llama"))
            throw new TokenizerException($"{Key}token_type has {file.Types.Count} entries, {Key}tokens {count}.");
        if (file.Model == "llama" && file.Scores.Count != count)
            throw new TokenizerException($"{Key}scores has {file.Scores.Count} entries, {Key}tokens {count}.");
        foreach (var id in (IEnumerable<int>)[.. file.Ends, file.Begin ?? 0, file.Pad ?? 0])
            if ((uint)id >= (uint)count)
                throw new TokenizerException($"{Key}*_token_id names id {id}, ids run from 0 to {count - 1}.");
    }

    private static int Type(GgufTokenizer file, int id) => file.Types.Count == 0 ? Normal : file.Types[id];

    private static Dictionary<string, int> Ids(GgufTokenizer file)
    {
        var ids = new Dictionary<string, int>(file.Tokens.Count);
        foreach (var (id, name) in file.Tokens.Index())
            if (!ids.TryAdd(name, id))
                throw new TokenizerException($"{Key}tokens has \"{Short(name)}\" as {ids[name]} and as {id}.");
        return ids;
    }

    private static TokenTable Merged(GgufTokenizer file, List<AddedToken> added, bool wholes)
    {
        var builder = new TableBuilder($"{Key}tokens", Ids(file), added, Spelling.ByteLetters, file.Merges.Count);
        foreach (var (rank, merge) in file.Merges.Index())
        {
            var (left, right) = Halves(merge, rank);
            builder.Merge(left, right, rank, $"{Key}merges[{rank}]");
        }
        return builder.Build(wholes);
    }

    /// <summary>Every way to cut a token into two others is a merge; its rank is that of the token's score.</summary>
    private static TokenTable Scored(GgufTokenizer file, List<AddedToken> added)
    {
        var ids = Ids(file);
        var ranks = file.Scores.Distinct().OrderDescending().Index()
            .ToDictionary(score => score.Item, score => score.Index);
        var merges = new List<(string Left, string Right, int Id)>();
        foreach (var (name, id) in ids)
        {
            if (Type(file, id) != Normal) continue;
            if (name.Length > LongestScored)
                throw new TokenizerException(
                    $"{Key}tokens[{id}] has {name.Length} characters, at most {LongestScored} are read in llama.");
            for (var at = 1; at < name.Length; at++)
                if (IsPart(name[..at]) && IsPart(name[at..])) merges.Add((name[..at], name[at..], id));
            if (merges.Count > TableBuilder.MostMerges)
                throw new TokenizerException(
                    $"{Key}tokens can be cut in two in more than {TableBuilder.MostMerges} ways, which are not read.");
        }
        var builder = new TableBuilder($"{Key}tokens", ids, added, Spelling.Marked, merges.Count);
        foreach (var (left, right, id) in merges)
            builder.Merge(left, right, ranks[file.Scores[id]], $"{Key}tokens[{id}]");
        return builder.Build(wholes: false);

        bool IsPart(string name) => ids.TryGetValue(name, out var id) && Type(file, id) == Normal;
    }

    private static string Digest(GgufTokenizer file)
    {
        using var all = new MemoryStream();
        using var writer = new BinaryWriter(all, Encoding.UTF8);
        writer.Write(file.Model);
        writer.Write(file.Pre);
        writer.Write(file.Tokens.Count);
        foreach (var text in file.Tokens.Concat(file.Merges)) writer.Write(text);
        foreach (var type in file.Types) writer.Write(type);
        foreach (var score in file.Scores) writer.Write(score);
        writer.Write(file.AddsSpace ?? true);
        writer.Flush();
        return Convert.ToHexStringLower(SHA256.HashData(all.GetBuffer().AsSpan(0, (int)all.Length)));
    }
}
