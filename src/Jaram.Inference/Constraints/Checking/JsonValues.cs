// Equality of JSON values: numbers by value, objects whatever the order of their properties.
// Source: JSON Schema 2020-12 core, section 4.2.2.

using System.Text;
using System.Text.Json;

namespace Jaram.Inference.Constraints;

/// <summary>Makes JSON values comparable.</summary>
internal static class JsonValues
{
    /// <summary>The keys of several values.</summary>
    /// <param name="values">The values.</param>
    /// <param name="work">What that may cost.</param>
    /// <param name="pointer">The place in the schema it is done for.</param>
    public static HashSet<string> KeysOf(IReadOnlyCollection<JsonElement> values, Work work, string pointer)
    {
        work.Spend(values.Count, pointer);
        return [.. values.Select(KeyOf)];
    }

    /// <summary>A text that is the same for the same values only.</summary>
    public static string KeyOf(JsonElement value)
    {
        var key = new StringBuilder();
        Write(value, key);
        return key.ToString();
    }

    private static void Write(JsonElement value, StringBuilder key)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                Write(value.GetString()!, key);
                break;
            case JsonValueKind.Number:
                key.Append(ExactNumber.TryRead(value, out var number) ? number.ToString() : value.GetRawText());
                break;
            case JsonValueKind.Array:
                key.Append('[');
                foreach (var item in value.EnumerateArray())
                {
                    Write(item, key);
                    key.Append(',');
                }
                key.Append(']');
                break;
            case JsonValueKind.Object:
                key.Append('{');
                foreach (var property in value.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal))
                {
                    Write(property.Name, key);
                    Write(property.Value, key);
                }
                key.Append('}');
                break;
            default:
                key.Append(value.ValueKind);
                break;
        }
    }

    /// <summary>The length first, so that no text can pass for two.</summary>
    private static void Write(string text, StringBuilder key) =>
        key.Append('"').Append(text.Length).Append(':').Append(text);
}
