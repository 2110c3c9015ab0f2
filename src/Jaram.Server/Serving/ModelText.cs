using System.Collections.Immutable;
using System.Text;
using Jaram.Inference.Constraints;
using Jaram.Server.Asking;
using Jaram.Tokenizers;

namespace Jaram.Server.Serving;

/// <summary>A model's texts and their tokens: all that the server asks of a tokenizer.</summary>
/// <param name="tokenizer">The model's.</param>
internal sealed class ModelText(Tokenizer tokenizer)
{
    private readonly Lazy<TokenVocabulary> _tokens = new(() => TokenVocabulary.Of(tokenizer));

    /// <summary>Number of tokens.</summary>
    public int Vocabulary => tokenizer.Count;

    /// <summary>Tokens that end an answer.</summary>
    public ImmutableArray<int> Ends { get; } = [.. Enumerable.Range(0, tokenizer.Count).Where(tokenizer.IsEnd)];

    /// <summary>The tokens as rules for answers see them.</summary>
    public TokenVocabulary Tokens => _tokens.Value;

    /// <summary>The token that the assistant begins a call of a tool with; null for a model without one.</summary>
    public int? CallToken { get; } = ChatTemplate.CallToken(tokenizer);

    /// <summary>Names of the tokens that begin, end and fill up a text; null for one that there is not.</summary>
    public (string? Begin, string? End, string? Pad) Names => (tokenizer.Begin is { } begin ? NameOf(begin) : null,
        tokenizer.Ends is [var end, ..] ? NameOf(end) : null, tokenizer.Padding is { } pad ? NameOf(pad) : null);

    /// <summary>The chat layout for other tools; null for another maker's, which came with the model.</summary>
    public string? Template => tokenizer.Chat == ChatFormat.Jaram ? ChatTemplate.Jinja : null;

    /// <summary>A text to go on from; nothing in it is taken for a special token.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="parameter">Where it came from.</param>
    /// <exception cref="RefusedException">It is empty, and the model has no token that begins a text.</exception>
    public Prompt PromptOf(string text, string parameter) => Refusing(parameter, () =>
    {
        var ids = tokenizer.EncodePrompt(text);
        return new Prompt([.. ids], ids[0] == tokenizer.Begin ? 1 : 0);
    });

    /// <summary>A conversation to go on from.</summary>
    /// <param name="messages">What was said.</param>
    /// <param name="calls">Whether the model is to begin with a call.</param>
    /// <exception cref="RefusedException">The model has no place for a message, or for a call.</exception>
    public Prompt ChatOf(IEnumerable<ChatMessage> messages, Calls calls) => Refusing("messages", () =>
    {
        var ids = calls == Calls.Always
            ? ChatTemplate.EncodeCall(tokenizer, messages)
            : ChatTemplate.EncodePrompt(tokenizer, messages);
        return new Prompt([.. ids], ids.Length);
    });

    /// <summary>A text as a caller tokenizes it for himself: names of special tokens mean the tokens.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="begins">Whether the token that begins a text is put before it.</param>
    public ImmutableArray<int> Tokenize(string text, bool begins) =>
        [.. begins && tokenizer.Begin is { } begin ? [begin] : ReadOnlySpan<int>.Empty,
            .. tokenizer.EncodeWithSpecials(text)];

    /// <summary>The text of ids.</summary>
    public string TextOf(ReadOnlySpan<int> ids) => tokenizer.Decode(ids);

    /// <summary>A token by itself; bytes that are no whole character become U+FFFD.</summary>
    public string NameOf(int id) => Encoding.UTF8.GetString(tokenizer.Bytes(id));

    /// <summary>The bytes of a token.</summary>
    public ReadOnlySpan<byte> BytesOf(int id) => tokenizer.Bytes(id);

    /// <summary>What turns tokens into text one by one.</summary>
    public StreamDecoder Decoder() => new(tokenizer);

    private static T Refusing<T>(string parameter, Func<T> make)
    {
        try
        {
            return make();
        }
        catch (TokenizerException wrong)
        {
            throw RefusedException.Invalid(parameter, wrong.Message);
        }
    }
}
