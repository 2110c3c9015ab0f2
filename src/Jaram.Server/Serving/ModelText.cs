using System.Collections.Immutable;
using System.Text;
using Jaram.Server.Asking;
using Jaram.Tokenizers;

namespace Jaram.Server.Serving;

/// <summary>A model's texts and their tokens: all that the server asks of a tokenizer.</summary>
/// <param name="tokenizer">The model's.</param>
internal sealed class ModelText(Tokenizer tokenizer)
{
    /// <summary>Number of tokens.</summary>
    public int Vocabulary => tokenizer.Count;

    /// <summary>Tokens that end an answer.</summary>
    public ImmutableArray<int> Ends { get; } = [Tokenizer.End, Tokenizer.Bos];

    /// <summary>Names of the tokens that begin, end and fill up a text.</summary>
    public (string Begin, string End, string Pad) Names =>
        (NameOf(Tokenizer.Bos), NameOf(Tokenizer.End), NameOf(Tokenizer.Pad));

    /// <summary>The chat layout for other tools.</summary>
    public static string Template => ChatTemplate.Jinja;

    /// <summary>A text to go on from; nothing in it is taken for a special token.</summary>
    public Prompt PromptOf(string text) => new([Tokenizer.Bos, .. tokenizer.Encode(text)], 1);

    /// <summary>A conversation to go on from.</summary>
    public Prompt ChatOf(IEnumerable<ChatMessage> messages)
    {
        ImmutableArray<int> ids = [.. ChatTemplate.EncodePrompt(tokenizer, messages)];
        return new(ids, ids.Length);
    }

    /// <summary>A text as a caller tokenizes it for himself: names of special tokens mean the tokens.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="begins">Whether the token that begins a text is put before it.</param>
    public ImmutableArray<int> Tokenize(string text, bool begins) =>
        [.. begins ? [Tokenizer.Bos] : ReadOnlySpan<int>.Empty, .. tokenizer.EncodeWithSpecials(text)];

    /// <summary>The text of ids.</summary>
    public string TextOf(ReadOnlySpan<int> ids) => tokenizer.Decode(ids);

    /// <summary>A token by itself; bytes that are no whole character become U+FFFD.</summary>
    public string NameOf(int id) => Encoding.UTF8.GetString(tokenizer.Bytes(id));

    /// <summary>The bytes of a token.</summary>
    public ReadOnlySpan<byte> BytesOf(int id) => tokenizer.Bytes(id);

    /// <summary>What turns tokens into text one by one.</summary>
    public StreamDecoder Decoder() => new(tokenizer);
}
