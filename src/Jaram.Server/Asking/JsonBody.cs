// A request's body, read with nothing left open: a bounded number of bytes that are UTF-8, one JSON value of bounded
// depth without duplicate names, and no half of a surrogate pair in any text, so that nothing later can fail on it.
// Source: RFC 8259, sections 4 and 8; the limits are ours.

using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace Jaram.Server.Asking;

/// <summary>Reads the bodies of requests.</summary>
internal static class JsonBody
{
    /// <summary>Bytes that a body may have.</summary>
    public const int MostBytes = 1 << 20;

    /// <summary>Objects and lists that may stand in each other.</summary>
    public const int MostDepth = 32;

    /// <summary>The fields of a request.</summary>
    /// <exception cref="RefusedException">The body is no JSON object, or exceeds a limit.</exception>
    public static async Task<Fields> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!request.HasJsonContentType())
            throw new RefusedException(StatusCodes.Status415UnsupportedMediaType, "not_json", "",
                "the body must be JSON; send it with 'Content-Type: application/json'");
        if (request.ContentLength > MostBytes) throw TooLarge();
        return new(Parse(await BytesAsync(request, cancel)), "");
    }

    /// <summary>Checks and parses.</summary>
    /// <exception cref="RefusedException">It is no JSON object, or exceeds a limit.</exception>
    internal static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span)) throw RefusedException.NoRequest("the body is not UTF-8; encode it so");
        try
        {
            CheckTexts(body.Span);
            using var document = JsonDocument.Parse(body,
                new() { MaxDepth = MostDepth, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                throw RefusedException.NoRequest("the body must be one JSON object; put the parameters into { }");
            return document.RootElement.Clone();
        }
        catch (JsonException wrong)
        {
            throw RefusedException.NoRequest(wrong.LineNumber is { } line
                ? $"the body is not JSON that is taken, at line {line + 1}, byte {wrong.BytePositionInLine + 1}: it "
                    + $"must be well formed, at most {MostDepth} deep, and no name may come twice; correct it"
                : "the body names a property twice; leave one out");
        }
        catch (InvalidOperationException)
        {
            throw RefusedException.NoRequest("the body has half of a surrogate pair in a text; escape both halves");
        }
    }

    private static RefusedException TooLarge() => new(StatusCodes.Status413PayloadTooLarge, "too_large", "",
        $"the body is larger than {MostBytes} bytes, all that a request may have; send less");

    private static async Task<ReadOnlyMemory<byte>> BytesAsync(HttpRequest request, CancellationToken cancel)
    {
        var body = new ArrayBufferWriter<byte>((int)(request.ContentLength ?? 4096) + 1);
        while (await request.Body.ReadAsync(body.GetMemory(4096), cancel) is > 0 and var read)
        {
            body.Advance(read);
            if (body.WrittenCount > MostBytes) throw TooLarge();
        }
        return body.WrittenMemory;
    }

    /// <summary>Every escaped text is unescaped once: what fails, fails here.</summary>
    private static void CheckTexts(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new() { MaxDepth = MostDepth });
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                _ = reader.GetString();
    }
}
