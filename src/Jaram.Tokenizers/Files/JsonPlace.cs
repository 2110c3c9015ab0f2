// A value in a stranger's JSON with its path, so that whatever is wrong is named by its place.

using System.Text.Json;

namespace Jaram.Tokenizers;

/// <summary>A place in a JSON file.</summary>
/// <param name="Value">What stands there; Undefined when nothing does.</param>
/// <param name="Path">Where it is, from <c>$</c>.</param>
internal readonly record struct JsonPlace(JsonElement Value, string Path)
{
    /// <summary>Nothing stands here, or null.</summary>
    public bool IsNothing => Value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;

    /// <summary>The value of a key; nothing when the key is not there.</summary>
    public JsonPlace this[string key] =>
        new(Object().TryGetProperty(key, out var value) ? value : default, $"{Path}.{key}");

    /// <summary>The entries of a list.</summary>
    public IEnumerable<JsonPlace> Items()
    {
        if (Value.ValueKind != JsonValueKind.Array) throw Wrong("expected a list");
        var path = Path;
        return Value.EnumerateArray().Select((item, n) => new JsonPlace(item, $"{path}[{n}]"));
    }

    /// <summary>Refuses any key but these.</summary>
    public JsonPlace Only(params ReadOnlySpan<string> keys)
    {
        foreach (var property in Object().EnumerateObject())
            if (!keys.Contains(property.Name))
                throw new TokenizerException($"{Path}.{Short(property.Name)} is not a key that Jaram knows here.");
        return this;
    }

    /// <summary>A text.</summary>
    public string Text() =>
        Value.ValueKind == JsonValueKind.String ? Value.GetString()! : throw Wrong("expected a text");

    /// <summary>A text, or "" when there is none.</summary>
    public string TextOrNone() => IsNothing ? "" : Text();

    /// <summary>True or false.</summary>
    public bool Flag() => Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong("expected true or false"),
    };

    /// <summary>True or false; what is given when there is neither.</summary>
    public bool FlagOr(bool normally) => IsNothing ? normally : Flag();

    /// <summary>A whole number from 0 to most.</summary>
    public int Number(int most) =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetInt32(out var number) && number >= 0 && number <= most
            ? number
            : throw Wrong($"expected a whole number from 0 to {most}");

    /// <summary>Refuses all but what is given.</summary>
    public void Is(string expected)
    {
        if (Text() != expected) throw Wrong($"Jaram reads \"{expected}\" only");
    }

    /// <summary>Refuses all but what is given; nothing counts as false.</summary>
    public void Is(bool expected)
    {
        if (FlagOr(false) != expected) throw Wrong($"Jaram reads {(expected ? "true" : "false")} only");
    }

    /// <summary>Refuses anything but nothing and "".</summary>
    public void IsAbsent()
    {
        if (!IsNothing && !(Value.ValueKind == JsonValueKind.String && Value.GetString()!.Length == 0))
            throw Wrong("Jaram reads null only");
    }

    /// <summary>What is wrong here.</summary>
    public TokenizerException Wrong(string what) => new(Value.ValueKind == JsonValueKind.Undefined
        ? $"{Path} is missing."
        : $"{Path} is {Short(Value.GetRawText())}; {what}.");

    /// <summary>A stranger's text for a message of one line: not too long, and without control characters.</summary>
    public static string Short(string text)
    {
        const int Most = 200;
        var line = string.Concat(text.Take(Most).Select(c => char.IsControl(c) ? ' ' : c));
        return text.Length > Most ? line + "…" : line;
    }

    private JsonElement Object() => Value.ValueKind == JsonValueKind.Object ? Value : throw Wrong("expected an object");
}
