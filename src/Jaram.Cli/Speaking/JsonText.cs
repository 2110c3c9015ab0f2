using System.Text.Encodings.Web;
using System.Text.Json;

namespace Jaram.Cli.Speaking;

/// <summary>How results are written for programs.</summary>
internal static class JsonText
{
    /// <summary>Korean and Arabic as themselves.</summary>
    public static JsonSerializerOptions Readable { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
