using System.Numerics;
using System.Text.Json;

namespace Jaram.Inference.Constraints;

/// <summary>One schema inside a document. There is one object for each place, so places are compared by reference.
/// </summary>
/// <param name="document">The document.</param>
/// <param name="pointer">Its place, as <c>#/properties/a</c>.</param>
/// <param name="element">A JSON object, true or false.</param>
/// <param name="number">Counts the places met in all documents of one compilation.</param>
internal sealed class SchemaNode(SchemaDocument document, string pointer, JsonElement element, int number)
{
    /// <summary>Larger limits mean the same: no document is so long.</summary>
    public const int MostLimit = 1_000_000_000;

    public SchemaDocument Document => document;

    public string Pointer => pointer;

    public JsonElement Element => element;

    public int Number => number;

    public bool IsFalse => element.ValueKind == JsonValueKind.False;

    /// <summary>True if every value obeys: it demands nothing.</summary>
    public bool IsFree => element.ValueKind == JsonValueKind.True || element.ValueKind == JsonValueKind.Object
        && element.EnumerateObject().All(p => Keywords.TryGet(p.Name, out var kind) && kind == KeywordValue.Note);

    /// <summary>The value of a keyword.</summary>
    public bool TryGet(string keyword, out JsonElement value)
    {
        value = default;
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(keyword, out value);
    }

    /// <summary>The schema that is a keyword's value.</summary>
    public bool TrySchema(string keyword, out SchemaNode schema)
    {
        schema = this;
        if (!TryGet(keyword, out var value)) return false;
        schema = document.At($"{pointer}/{keyword}", value);
        return true;
    }

    /// <summary>The schemas in a keyword's list; none if it is missing.</summary>
    public IReadOnlyList<SchemaNode> List(string keyword) => TryGet(keyword, out var value)
        ? [.. value.EnumerateArray().Index().Select(e => document.At($"{pointer}/{keyword}/{e.Index}", e.Item))]
        : [];

    /// <summary>The schemas in a keyword's object, by name; none if it is missing.</summary>
    public IReadOnlyList<(string Name, SchemaNode Schema)> Map(string keyword) => TryGet(keyword, out var value)
        ? [.. value.EnumerateObject().Select(p =>
            (p.Name, document.At($"{pointer}/{keyword}/{SchemaDocument.Escape(p.Name)}", p.Value)))]
        : [];

    /// <summary>A whole number that is a keyword's value, at most <see cref="MostLimit"/>.</summary>
    public int Limit(string keyword, int otherwise) =>
        TryNumber(keyword, out var number) ? (int)BigInteger.Min(number.Digits, MostLimit) : otherwise;

    /// <summary>The number that is a keyword's value.</summary>
    public bool TryNumber(string keyword, out ExactNumber number)
    {
        number = default;
        return TryGet(keyword, out var value) && ExactNumber.TryRead(value, out number);
    }

    /// <summary>The strings in a keyword's list.</summary>
    public IEnumerable<string> Strings(string keyword) =>
        TryGet(keyword, out var value) ? value.EnumerateArray().Select(e => e.GetString()!) : [];

    /// <summary>The values that a keyword lists: the list of enum, or the one of const.</summary>
    public IReadOnlyList<(string Pointer, JsonElement Value)> Listed(string keyword) =>
        !TryGet(keyword, out var value) ? []
        : keyword == "const" ? [($"{pointer}/const", value)]
        : [.. value.EnumerateArray().Index().Select(e => ($"{pointer}/enum/{e.Index}", e.Item))];

    /// <summary>The kinds of values that type and nullable leave.</summary>
    public Kinds Kinds()
    {
        if (!TryGet("type", out var value)) return Constraints.Kinds.All;
        var names = value.ValueKind == JsonValueKind.String ? [value.GetString()!] : Strings("type");
        var kinds = TryGet("nullable", out var nullable) && nullable.ValueKind == JsonValueKind.True
            ? Constraints.Kinds.Null : Constraints.Kinds.None;
        return names.Aggregate(kinds, (sum, name) => sum | name switch
        {
            "null" => Constraints.Kinds.Null,
            "boolean" => Constraints.Kinds.Boolean,
            "integer" => Constraints.Kinds.Whole,
            "number" => Constraints.Kinds.Whole | Constraints.Kinds.Broken,
            "string" => Constraints.Kinds.String,
            "array" => Constraints.Kinds.Array,
            _ => Constraints.Kinds.Object,
        });
    }
}
