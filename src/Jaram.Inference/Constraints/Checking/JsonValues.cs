// Equality of JSON values: numbers by value, objects whatever the order of their properties.
// Source: JSON Schema 2020-12 core, section 4.2.2.

using System.Text.Json;

namespace Jaram.Inference.Constraints;

/// <summary>Compares JSON values.</summary>
internal static class JsonValues
{
    /// <summary>True if two values are the same value.</summary>
    public static bool AreEqual(JsonElement left, JsonElement right)
    {
        if (left.ValueKind != right.ValueKind) return false;
        return left.ValueKind switch
        {
            JsonValueKind.String => left.GetString() == right.GetString(),
            JsonValueKind.Number => ExactNumber.TryRead(left, out var l) && ExactNumber.TryRead(right, out var r)
                ? l == r
                : left.GetRawText() == right.GetRawText(),
            JsonValueKind.Array => left.GetArrayLength() == right.GetArrayLength()
                && left.EnumerateArray().Zip(right.EnumerateArray()).All(pair => AreEqual(pair.First, pair.Second)),
            JsonValueKind.Object => left.EnumerateObject().Count() == right.EnumerateObject().Count()
                && left.EnumerateObject().All(p =>
                    right.TryGetProperty(p.Name, out var other) && AreEqual(p.Value, other)),
            _ => true,
        };
    }
}
