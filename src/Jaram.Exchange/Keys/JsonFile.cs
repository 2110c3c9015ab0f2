using System.Text.Json;
using Jaram.Checkpoints;

namespace Jaram.Exchange.Keys;

/// <summary>Reads JSON from a stranger: no key twice, no deep nesting, no file without end.</summary>
internal static class JsonFile
{
    private static readonly JsonDocumentOptions _strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Reads a file whose outermost value is an object.</summary>
    /// <exception cref="CheckpointException">It cannot be read, is too long, or no such JSON.</exception>
    public static JsonDocument Read(string path, int mostBytes)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (file.Length > mostBytes)
                throw new CheckpointException($"{path}: has {file.Length} bytes, at most {mostBytes} are read");
            return Parse(path, file);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            throw new CheckpointException(DiskFailure.Line(e, path, "cannot be opened"));
        }
    }

    private static JsonDocument Parse(string path, Stream file)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(file, _strict);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // the latter: half a surrogate pair
        {
            throw new CheckpointException($"{path}: is not JSON: {Quoted.Of(e.Message)}: get the file again");
        }
        if (json.RootElement.ValueKind is not JsonValueKind.Object and var kind)
        {
            json.Dispose();
            throw new CheckpointException($"{path}: must hold an object, found {kind}: get it again");
        }
        return json;
    }
}
