// What happened, a JSON object a line: "time" (UTC), "event" (its name) and the event's own numbers.
// Source: ours; JSON lines (jsonlines.org).

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Jaram.Training.Raising;

/// <summary>Appends events to a file; what a line says is on its way to the disk once <see cref="Append"/>
/// returns.</summary>
public sealed class Journal : IDisposable
{
    private static readonly JsonSerializerOptions _readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly TimeProvider _time;
    private readonly StreamWriter _file;

    /// <param name="path">The file; events are added at its end.</param>
    /// <param name="time">Gives each line its time.</param>
    /// <exception cref="RaisingException">The file cannot be written.</exception>
    public Journal(string path, TimeProvider time)
    {
        _time = time;
        try
        {
            var needsNewline = EndsMidLine(path);
            _file = new(path, append: true) { AutoFlush = true, NewLine = "\n" };
            if (needsNewline) _file.WriteLine();                        // the process that wrote it was killed
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new RaisingException($"{path}: cannot be written: {wrong.Message.ReplaceLineEndings(" ")}; "
                + "check its rights and the disk");
        }
    }

    /// <summary>Writes an event down.</summary>
    /// <returns>The line, without its end.</returns>
    public string Append(RaisingEvent happened)
    {
        var line = Line(happened, _time.GetUtcNow());
        _file.WriteLine(line);
        return line;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    internal static string Line(RaisingEvent happened, DateTimeOffset time)
    {
        var line = JsonSerializer.SerializeToNode(happened, JournalJson.Default.RaisingEvent)!.AsObject();
        line.Insert(0, "time",
            JsonValue.Create(time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)));
        return line.ToJsonString(_readable);
    }

    private static bool EndsMidLine(string path)
    {
        if (!File.Exists(path)) return false;
        using var file = File.OpenRead(path);
        if (file.Length == 0) return false;
        file.Position = file.Length - 1;
        return file.ReadByte() != '\n';
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    AllowOutOfOrderMetadataProperties = true,                           // "time" stands first, for people
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RaisingEvent))]
internal sealed partial class JournalJson : JsonSerializerContext;
