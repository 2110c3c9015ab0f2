// Turns what the JSON reader threw into one line: where, what was found, what was expected, what to do.
// The reader tells its refusals apart by their English text only, so the text is read here, and a test holds each case.
// Source: ours.

using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace Jaram.Architecture;

/// <summary>Says what is wrong with the text of a design or a blueprint.</summary>
internal static partial class Diagnosis
{
    /// <param name="wrong">What the reader, or a record, threw.</param>
    /// <param name="json">What was read.</param>
    /// <param name="root">The record that it should be.</param>
    public static string Of(Exception wrong, ReadOnlySpan<byte> json, JsonTypeInfo root)
    {
        var path = Root().Replace((wrong as JsonException)?.Path ?? Path().Match(wrong.Message).Groups[1].Value, "");
        var rule = wrong is DesignException ? wrong.Message : Rule(wrong, path, json, root);
        return path == "" ? rule : $"{Must.OneLine(path)}: {rule}";
    }

    /// <summary>A value as it stands in the file.</summary>
    public static string Shown(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject or JsonTokenType.EndObject => "an object",
        JsonTokenType.StartArray or JsonTokenType.EndArray => "a list",
        JsonTokenType.String => Must.Quoted(Encoding.UTF8.GetString(reader.ValueSpan)),
        _ => Must.OneLine(Encoding.UTF8.GetString(reader.ValueSpan)),
    };

    private static string Rule(
        Exception wrong, string path, ReadOnlySpan<byte> json, JsonTypeInfo root) => wrong.Message switch
    {
        var m when Unmapped().Match(m) is { Success: true } found =>
            $"unknown key {Must.Quoted(found.Groups[1].Value)}; use one of: {Keys(root, found.Groups[2].Value, path)}",
        var m when Left().Match(m) is { Success: true } found => $"missing {found.Groups[1].Value}; add it",
        var m when Has(m, "Duplicate propert") => $"key {Must.Quoted(Last(path))} stands twice; keep one",
        var m when Kind().Match(m) is { Success: true } found =>
            $"unknown kind {Must.Quoted(found.Groups[1].Value)}; use one of: {Kinds(root, path)}",
        var m when Has(m, "must specify a type discriminator") => $"missing 'kind'; add one of: {Kinds(root, path)}",
        var m when Has(m, "allow null values") => "must not be null; write a value, or take the key out",
        var m when Wanted().Match(m) is { Success: true } found =>
            $"must be {Expected(root, found.Groups[1].Value, path)}, got {Found((JsonException)wrong, json)}; "
            + "correct the value",
        var m when Has(m, "maximum configured depth") =>
            $"nested deeper than {DesignJson.MostDepth} levels; take levels out",
        var m when Has(m, "does not contain any JSON tokens") => "the file is empty; write a design",
        var m => string.Create(CultureInfo.InvariantCulture,
            $"line {(wrong as JsonException)?.LineNumber + 1}: not JSON: {Must.OneLine(Place().Replace(m, ""))}"),
    };

    private static bool Has(string message, string words) => message.Contains(words, StringComparison.Ordinal);

    /// <summary>What may stand at a path; the reader names the key's record, or the value's type.</summary>
    private static string Expected(JsonTypeInfo root, string type, string path)
    {
        var record = Records(root).FirstOrDefault(record => record.Type.FullName == type);
        var key = record?.Properties.FirstOrDefault(key => key.Name == Last(path));
        return (key?.PropertyType.FullName ?? type) switch
        {
            "System.Int32" => $"a whole number up to {int.MaxValue}",
            "System.Double" => "a number",
            "System.Boolean" => "true or false",
            "System.String" => "a text",
            _ => "an object",
        };
    }

    /// <summary>The token at which the reader stopped.</summary>
    private static string Found(JsonException wrong, ReadOnlySpan<byte> json)
    {
        var end = 0;
        for (var line = wrong.LineNumber ?? 0; line > 0; line--) end += 1 + json[end..].IndexOf((byte)'\n');
        end += (int)(wrong.BytePositionInLine ?? 0);
        var reader = new Utf8JsonReader(json, new() { CommentHandling = JsonCommentHandling.Skip });
        while (reader.BytesConsumed < end && reader.Read()) { }
        return Shown(ref reader);
    }

    /// <summary>The keys that a record may have, the record found by its type's name.</summary>
    private static string Keys(JsonTypeInfo root, string type, string path)
    {
        var record = Records(root).First(record => record.Type.FullName == type);
        var keys = record.Properties.Select(key => key.Name);
        var parent = path[..int.Max(0, path.LastIndexOf('.'))];
        return string.Join(", ", Kinds(root, parent) == "" ? keys : keys.Prepend("kind"));
    }

    /// <summary>The kinds that may stand at a path.</summary>
    private static string Kinds(JsonTypeInfo root, string path) =>
        string.Join(", ", Records(root).SelectMany(record => record.Properties)
            .Where(key => key.Name == Last(path))
            .SelectMany(key => Held(key.Options.GetTypeInfo(key.PropertyType)).PolymorphismOptions?.DerivedTypes ?? [])
            .Select(kind => kind.TypeDiscriminator).Distinct());

    /// <summary>The key that a path ends with, of a list's item the list's.</summary>
    private static string Last(string path) => path[(path.LastIndexOf('.') + 1)..].Split('[')[0];

    /// <summary>The record itself and those that its values are, each once.</summary>
    private static List<JsonTypeInfo> Records(JsonTypeInfo root)
    {
        var (found, seen) = (new List<JsonTypeInfo>(), new HashSet<Type>());
        var open = new Stack<JsonTypeInfo>([root]);
        while (open.TryPop(out var next))
        {
            var record = Held(next);
            if (record.Kind != JsonTypeInfoKind.Object || !seen.Add(record.Type)) continue;
            found.Add(record);
            foreach (var type in (record.PolymorphismOptions?.DerivedTypes ?? []).Select(kind => kind.DerivedType)
                .Concat(record.Properties.Select(key => key.PropertyType)).Reverse())
                open.Push(record.Options.GetTypeInfo(type));
        }
        return found;
    }

    /// <summary>What a list or a dictionary holds, and any other type itself.</summary>
    private static JsonTypeInfo Held(JsonTypeInfo type) =>
        type.Kind is JsonTypeInfoKind.Dictionary or JsonTypeInfoKind.Enumerable
            ? type.Options.GetTypeInfo(type.ElementType!)
            : type;

    [GeneratedRegex("JSON property '(.*)' could not be mapped .* in type '([^']*)'", RegexOptions.Singleline)]
    private static partial Regex Unmapped();

    [GeneratedRegex(@"missing required properties including: ([^.]*)")]
    private static partial Regex Left();

    [GeneratedRegex("unrecognized type discriminator id '(.*)'", RegexOptions.Singleline)]
    private static partial Regex Kind();

    [GeneratedRegex("could not be converted to ([^ ]*)\\.( |$)")]
    private static partial Regex Wanted();

    [GeneratedRegex(@"^\$\.?")]
    private static partial Regex Root();

    [GeneratedRegex(@" Path: (.*?) \| LineNumber", RegexOptions.Singleline)]
    private static partial Regex Path();

    [GeneratedRegex(@" (Path: .*)?LineNumber: .*$", RegexOptions.Singleline)]
    private static partial Regex Place();
}
