using System.Text.Encodings.Web;
using System.Text.Json;

namespace Jaram.Ledger;

/// <summary>JSON in one form: no spaces, no duplicate names, at most 64 deep.</summary>
internal static class CanonicalJson
{
    private const int Deepest = 64;

    private static readonly JsonWriterOptions _writing = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a ledger is no web page; Hangul stays readable
        MaxDepth = Deepest,
    };

    private static readonly JsonDocumentOptions _reading =
        new() { AllowDuplicateProperties = false, MaxDepth = Deepest };

    public static byte[] Write(Action<Utf8JsonWriter> members)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, _writing))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }

    public static T Read<T>(ReadOnlyMemory<byte> bytes, string where, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, _reading);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException
            or FormatException or ArgumentException or NotSupportedException)
        {
            throw new LedgerException($"{where} has {bytes.Length} bytes that are not what it should be "
                + $"({e.Message.ReplaceLineEndings(" ")}): take another copy");
        }
    }

    public static LedgerException Refuse(string where) =>
        new($"{where} is not written as this program writes it (order, spaces, escapes, or names that it does not "
            + "know): it was altered, or a newer program wrote it; take another copy, or use the newer program");
}
