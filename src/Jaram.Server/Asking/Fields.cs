// The parameters of a request. Each is taken once, by name, type and range; whatever nobody took is refused, so that
// no parameter is ever ignored. A null counts as left out, as in OpenAI's API.
// Source: ours.

using System.Globalization;
using System.Text.Json;

namespace Jaram.Server.Asking;

/// <summary>The properties of one JSON object.</summary>
/// <param name="body">An object.</param>
/// <param name="place">Where it stands in the request, with a dot behind; empty for the request itself.</param>
internal sealed class Fields(JsonElement body, string place)
{
    private readonly Dictionary<string, JsonElement> _left =
        body.EnumerateObject().ToDictionary(property => property.Name, property => property.Value);

    /// <summary>The full name of a parameter.</summary>
    public string NameOf(string name) => place + name;

    /// <summary>A value of whatever kind, or null if it was left out.</summary>
    public JsonElement? Take(string name) =>
        _left.Remove(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A number, or another if it was left out.</summary>
    /// <exception cref="RefusedException">It is none, or not in its range.</exception>
    public double Number(string name, double least, double most, double otherwise) =>
        Take(name) is { } value ? NumberOf(value, NameOf(name), least, most) : otherwise;

    /// <summary>A whole number, or null if it was left out.</summary>
    /// <exception cref="RefusedException">It is none, or not in its range.</exception>
    public long? Whole(string name, long least, long most) => Take(name) is { } value
        ? value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var whole) && whole >= least && whole <= most
            ? whole
            : throw RefusedException.Invalid(NameOf(name),
                $"'{NameOf(name)}' must be a whole number from {least} to {most}, got {Shown(value)}; correct it")
        : null;

    /// <summary>True or false; false if it was left out.</summary>
    /// <exception cref="RefusedException">It is neither.</exception>
    public bool Flag(string name) => Take(name) switch
    {
        null or { ValueKind: JsonValueKind.False } => false,
        { ValueKind: JsonValueKind.True } => true,
        { } value => throw RefusedException.Invalid(NameOf(name),
            $"'{NameOf(name)}' must be true or false, got {Shown(value)}; correct it"),
    };

    /// <summary>A text, or null if it was left out.</summary>
    /// <exception cref="RefusedException">It is none.</exception>
    public string? Text(string name) => Take(name) is { } value ? TextOf(value, NameOf(name)) : null;

    /// <summary>A text that must be there.</summary>
    /// <exception cref="RefusedException">It is left out, or no text.</exception>
    public string NeededText(string name) => Text(name) ?? throw Missing(name);

    /// <summary>One of some words; the first if it was left out.</summary>
    /// <exception cref="RefusedException">It is another.</exception>
    public string Word(string name, params ReadOnlySpan<string> words)
    {
        var word = Text(name) ?? words[0];
        return words.Contains(word) ? word : throw RefusedException.Invalid(NameOf(name),
            $"'{NameOf(name)}' must be one of {string.Join(", ", words!)}, got '{Cut(word)}'; use one of these");
    }

    /// <summary>A list, or null if it was left out.</summary>
    /// <exception cref="RefusedException">It is none, or has too many entries.</exception>
    public IReadOnlyList<JsonElement>? List(string name, int most) =>
        Take(name) is { } value ? ListOf(value, NameOf(name), most) : null;

    /// <summary>An object, or null if it was left out.</summary>
    /// <exception cref="RefusedException">It is none.</exception>
    public Fields? Object(string name) => Take(name) is { } value ? ObjectOf(value, NameOf(name)) : null;

    /// <summary>A parameter that may only say what happens anyway.</summary>
    /// <param name="name">Which.</param>
    /// <param name="values">JSON texts of what it may be, beside null.</param>
    /// <exception cref="RefusedException">It says something else.</exception>
    public void Only(string name, params ReadOnlySpan<string> values)
    {
        if (Take(name) is not { } value || values.Contains(value.GetRawText())) return;
        throw RefusedException.Unsupported(NameOf(name), values.Length == 0
            ? "is not supported"
            : $"is supported as {string.Join(" or ", values!)} only, got {Shown(value)}");
    }

    /// <summary>Says that nothing else may be there.</summary>
    /// <exception cref="RefusedException">Something is.</exception>
    public void Finish()
    {
        foreach (var (name, _) in _left)
            throw RefusedException.Unsupported(NameOf(Cut(name)), "is not a parameter that this server obeys");
    }

    /// <summary>A parameter that must be there and is not.</summary>
    public RefusedException Missing(string name) =>
        new(400, "missing_parameter", NameOf(name), $"'{NameOf(name)}' is missing; add it");

    /// <summary>The object that stands at a place.</summary>
    /// <exception cref="RefusedException">It is none.</exception>
    public static Fields ObjectOf(JsonElement value, string name) => value.ValueKind == JsonValueKind.Object
        ? new(value, name + ".")
        : throw RefusedException.Invalid(name, $"'{name}' must be an object, got {Shown(value)}; correct it");

    /// <summary>The text that stands at a place.</summary>
    /// <exception cref="RefusedException">It is none.</exception>
    public static string TextOf(JsonElement value, string name) => value.ValueKind == JsonValueKind.String
        ? value.GetString()!
        : throw RefusedException.Invalid(name, $"'{name}' must be a text, got {Shown(value)}; correct it");

    /// <summary>The list that stands at a place.</summary>
    /// <exception cref="RefusedException">It is none, or has too many entries.</exception>
    public static IReadOnlyList<JsonElement> ListOf(JsonElement value, string name, int most)
    {
        if (value.ValueKind != JsonValueKind.Array)
            throw RefusedException.Invalid(name, $"'{name}' must be a list, got {Shown(value)}; correct it");
        return value.GetArrayLength() is var count && count <= most
            ? [.. value.EnumerateArray()]
            : throw RefusedException.Invalid(name, $"'{name}' has {count} entries, it may have {most}; send fewer");
    }

    /// <summary>The number that stands at a place.</summary>
    /// <exception cref="RefusedException">It is none, or not in its range; infinity is in none.</exception>
    public static double NumberOf(JsonElement value, string name, double least, double most) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number)
        && number >= least && number <= most
            ? number
            : throw RefusedException.Invalid(name, FormattableString.Invariant(
                $"'{name}' must be a number from {least} to {most}, got {Shown(value)}; correct it"));

    /// <summary>What was sent, short enough for a message; texts are not repeated, they may be private.</summary>
    private static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => Cut(value.GetRawText()),
        JsonValueKind.String => string.Create(CultureInfo.InvariantCulture,
            $"a text of {value.GetString()!.Length} characters"),
        JsonValueKind.Array => string.Create(CultureInfo.InvariantCulture, $"a list of {value.GetArrayLength()}"),
        JsonValueKind.Object => "an object",
        _ => value.GetRawText(),
    };

    private static string Cut(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
