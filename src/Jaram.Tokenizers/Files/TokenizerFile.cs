// tokenizer.json from a stranger, ours or another maker's. Which of the two it is, is told by the names of our special
// tokens: a file that has them must be ours to the last key.

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Jaram.Tokenizers;

/// <summary>Reads tokenizer.json.</summary>
internal static class TokenizerFile
{
    /// <summary>Largest file in bytes: twice what the largest vocabulary of usual tokens takes.</summary>
    private const int MostBytes = 1 << 28;

    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false, MaxDepth = 32 };

    /// <summary>The bytes of a file that is not too large.</summary>
    public static byte[] Bytes(string path)
    {
        var length = new FileInfo(path).Length;
        return length <= MostBytes
            ? File.ReadAllBytes(path)
            : throw new TokenizerException($"The file has {length} bytes, at most {MostBytes} are read.");
    }

    /// <summary>Reads the file's bytes.</summary>
    /// <param name="file">UTF-8.</param>
    /// <param name="companions">What stands beside it; asked for another maker's tokenizer only.</param>
    /// <exception cref="TokenizerException">It is damaged, or not a tokenizer that Jaram can stand for.</exception>
    public static TokenizerParts Read(ReadOnlyMemory<byte> file, Func<Companions> companions) => Parse(file, root =>
        TokenizerJsonReader.IsOwn(root)
            ? TokenizerParts.Of(TokenizerJsonReader.Read(root))
            : ForeignReader.Read(new(root, "$"), companions(), Convert.ToHexStringLower(SHA256.HashData(file.Span))));

    /// <summary>Reads strict JSON.</summary>
    /// <exception cref="TokenizerException">It is none, or what is in it is refused.</exception>
    public static T Parse<T>(ReadOnlyMemory<byte> file, Func<JsonElement, T> read)
    {
        if (file.Length > MostBytes)
            throw new TokenizerException($"The file has {file.Length} bytes, at most {MostBytes} are read.");
        try
        {
            _ = _utf8.GetCharCount(file.Span);
            using var found = JsonDocument.Parse(file, _strict);
            return read(found.RootElement);
        }
        catch (DecoderFallbackException e)
        {
            throw new TokenizerException($"Byte {e.Index} does not belong to UTF-8; get the file again.");
        }
        catch (JsonException e)
        {
            var (line, at) = (e.LineNumber + 1, e.BytePositionInLine);
            throw new TokenizerException($"Not strict JSON at line {line}, byte {at}: "
                + $"{JsonPlace.Short(e.Message.Split(". ")[0])}.");
        }
        catch (InvalidOperationException)
        {
            throw new TokenizerException(@"A name or text holds half of a surrogate pair (\uD800-\uDFFF).");
        }
    }
}
