using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jaram.Exchange.Exporting;

/// <summary>Writes JSON as people read it: indented by two, line feeds, Hangul as itself.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions _options = new()
    {
        Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes a file.</summary>
    public static void Write(string path, JsonObject json)
    {
        using var file = File.Create(path);
        using (var writer = new Utf8JsonWriter(file, _options)) json.WriteTo(writer);
        file.WriteByte((byte)'\n');
    }
}
