using System.Text;

namespace Jaram.Tokenizers;

/// <summary>Turns tokens into text one by one, as a model makes them. A character whose bytes are spread over several
/// tokens comes out when its last byte is in. For one thread and one text.</summary>
public sealed class StreamDecoder(Tokenizer tokenizer)
{
    private readonly Decoder _utf8 = Encoding.UTF8.GetDecoder();

    /// <summary>Takes the next token and gives the characters that are now whole, perhaps none.</summary>
    /// <exception cref="TokenizerException">The id is not one of the tokenizer's.</exception>
    public string Push(int id) => Take(tokenizer.Bytes(id), flush: false);

    /// <summary>Ends the text: a character that was begun and not finished becomes U+FFFD.</summary>
    public string End() => Take([], flush: true);

    private string Take(ReadOnlySpan<byte> bytes, bool flush)
    {
        var most = Encoding.UTF8.GetMaxCharCount(bytes.Length);
        var characters = most <= 256 ? stackalloc char[most] : new char[most];
        return new string(characters[.._utf8.GetChars(bytes, characters, flush)]);
    }
}
