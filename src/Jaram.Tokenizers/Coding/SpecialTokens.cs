namespace Jaram.Tokenizers;

/// <summary>The tokens that text never makes: they mark where a conversation and its turns begin and end.</summary>
internal static class SpecialTokens
{
    /// <summary>Their names in the order of their ids, from 0.</summary>
    public static readonly string[] Names =
        ["<|bos|>", "<|end|>", "<|system|>", "<|user|>", "<|assistant|>", "<|pad|>"];

    /// <summary>The first special token in the text: its place, and its id or -1 if there is none.</summary>
    public static (int At, int Id) Find(ReadOnlySpan<char> text)
    {
        for (var at = 0; text[at..].IndexOf("<|") is >= 0 and var step; at++)
        {
            at += step;
            for (var id = 0; id < Names.Length; id++)
                if (text[at..].StartsWith(Names[id], StringComparison.Ordinal)) return (at, id);
        }
        return (text.Length, -1);
    }
}
