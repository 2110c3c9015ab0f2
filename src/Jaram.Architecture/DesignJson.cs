using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Jaram.Architecture.Blocks;

namespace Jaram.Architecture;

/// <summary>How designs are written as JSON: camelCase keys, unknown and double keys refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    ReadCommentHandling = JsonCommentHandling.Skip,
    WriteIndented = true,
    IndentSize = 2,
    NewLine = "\n",
    MaxDepth = 32,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    Converters = [typeof(Words<Activation>), typeof(Words<CanonPoints>), typeof(Words<NormPlacement>),
        typeof(Words<ResidualExtras>), typeof(Words<RotaryLayout>), typeof(Words<Routing>)])]
[JsonSerializable(typeof(Design))]
internal sealed partial class DesignJson : JsonSerializerContext
{
    /// <summary>One line that says what is wrong and at which path.</summary>
    public static string Explain(Exception wrong, ReadOnlySpan<byte> json)
    {
        var path = Path().Match(wrong.Message) is { Success: true } said ? said.Groups[1].Value
            : (wrong as JsonException)?.Path?.TrimStart('$', '.') ?? "";
        return (path == "" ? "" : path + ": ") + (wrong is DesignException ? wrong.Message : Rule(wrong, json));
    }

    private static string Rule(Exception wrong, ReadOnlySpan<byte> json) => wrong.Message switch
    {
        var m when Unmapped().Match(m) is { Success: true } key =>
            $"unknown key '{key.Groups[1].Value}'; correct it or take it out (keys: docs/formats/design.md)",
        var m when Left().Match(m) is { Success: true } keys => $"missing {keys.Groups[1].Value}; add it",
        var m when Twice().Match(m) is { Success: true } key => $"key '{key.Groups[1].Value}' stands twice; keep one",
        var m when Kind().Match(m) is { Success: true } kind => $"unknown kind '{kind.Groups[1].Value}'; {Kinds}",
        var m when m.Contains("must specify a type discriminator", StringComparison.Ordinal) =>
            $"missing 'kind'; {Kinds}",
        var m when m.Contains("could not be converted", StringComparison.Ordinal) =>
            $"cannot hold {Got((JsonException)wrong, json)}; values: docs/formats/design.md",
        var m => $"line {(wrong as JsonException)?.LineNumber + 1}: not JSON: {Place().Replace(m, "")}",
    };

    private const string Kinds = "a mixer is attention or latent, a channel mlp or mixture, "
        + "a scaling linear, llama3 or yarn";

    /// <summary>The text of the value that was refused: it ends where the reader stopped.</summary>
    private static string Got(JsonException wrong, ReadOnlySpan<byte> json)
    {
        var line = System.Text.Encoding.UTF8.GetString(json).Split('\n')[(int)(wrong.LineNumber ?? 0)];
        var end = (int)Math.Min(line.Length, wrong.BytePositionInLine ?? 0);
        return line[..end].Split(':')[^1].Trim();
    }

    /// <summary>Enumerations are words in a file, never numbers.</summary>
    private sealed class Words<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
        where T : struct, Enum;

    [GeneratedRegex("JSON property '([^']*)' could not be mapped")]
    private static partial Regex Unmapped();

    [GeneratedRegex(@"missing required properties including: ([^.]*)")]
    private static partial Regex Left();

    [GeneratedRegex("Duplicate property '([^']*)'")]
    private static partial Regex Twice();

    [GeneratedRegex("unrecognized type discriminator id '([^']*)'")]
    private static partial Regex Kind();

    [GeneratedRegex(@" Path: \$\.?([^ |]*)")]
    private static partial Regex Path();

    [GeneratedRegex(@" (Path: .*)?LineNumber: .*$")]
    private static partial Regex Place();
}
