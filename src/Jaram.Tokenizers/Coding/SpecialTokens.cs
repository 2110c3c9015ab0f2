namespace Jaram.Tokenizers;

/// <summary>The tokens of our own vocabulary that text never makes: they mark where a conversation and its turns begin
/// and end.</summary>
internal static class SpecialTokens
{
    /// <summary>Their names in the order of their ids, from 0.</summary>
    public static readonly string[] Names =
        ["<|bos|>", "<|end|>", "<|system|>", "<|user|>", "<|assistant|>", "<|pad|>"];

    /// <summary>The same as tokens.</summary>
    public static readonly AddedToken[] Tokens = [.. Names.Select((name, id) => new AddedToken(id, name, true))];
}
