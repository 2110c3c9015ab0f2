// The other way round than GgufReader: a tokenizer in the words of GGUF. Tokens are spelled from what they stand for,
// and merges stand in the order of their ranks.
// Source: llama.cpp, src/llama-vocab.cpp, for what the keys mean.

namespace Jaram.Tokenizers;

/// <summary>Describes a tokenizer over bytes.</summary>
internal static class GgufDescription
{
    /// <summary>What a GGUF file says of a tokenizer.</summary>
    /// <exception cref="TokenizerException">It has characters, or its rule has no name.</exception>
    public static GgufTokenizer Of(Tokenizer tokenizer, TokenizerParts parts)
    {
        if (parts.Table.HasCharacters)
            throw new TokenizerException("This tokenizer is SentencePiece's, with merges where GGUF wants scores: "
                + "export to hf.");
        var rule = parts.Rule.GgufName ?? throw new TokenizerException(
            $"This tokenizer cuts text by \"{JsonPlace.Short(parts.Rule.Pattern)}\", for which llama.cpp has no name: "
            + "export to hf.");
        if (parts.Table.HasWholes != parts.Rule.IsWholeFirst)
            throw new TokenizerException($"ignore_merges is {parts.Table.HasWholes}, llama.cpp's {rule} has "
                + $"{parts.Rule.IsWholeFirst}: export to hf.");
        var added = parts.Added.ToDictionary(token => token.Id);
        var names = Enumerable.Range(0, tokenizer.Count).Select(id => Name(parts.Table, id, added)).ToArray();
        return new()
        {
            Model = "gpt2", Pre = rule, Tokens = names,
            Types = [.. Enumerable.Range(0, names.Length).Select(id => Type(parts.Table, id, added))],
            Merges = [.. parts.Table.Pairs.All.OrderBy(pair => pair.Rank)
                .Select(pair => $"{names[pair.Left]} {names[pair.Right]}")],
            Begin = tokenizer.Begin, Ends = tokenizer.TurnEnd is { } end ? [end] : [], Pad = tokenizer.Padding,
            AddsBegin = parts.IsBegun, Template = parts.Template,
        };
    }

    private static string Name(TokenTable table, int id, Dictionary<int, AddedToken> added)
    {
        if (added.TryGetValue(id, out var token)) return token.Text;
        return table.Bytes(id).IsEmpty
            ? GgufTokenizer.UnusedName(id)
            : ByteAlphabet.Text(table.Bytes(id));
    }

    private static int Type(TokenTable table, int id, Dictionary<int, AddedToken> added)
    {
        if (added.TryGetValue(id, out var token))
            return token.IsSpecial ? GgufTokenizer.Control : GgufTokenizer.UserDefined;
        return table.Bytes(id).IsEmpty ? GgufTokenizer.Unused : GgufTokenizer.Normal;
    }
}
