using System.Numerics;
using System.Text.Json;

namespace Jaram.Inference.Constraints;

/// <summary>One schema inside a document. There is one object for each place, so places are compared by reference.
/// Its keywords are read once: all of them by <see cref="SchemaCheck"/>, so that it is safe for many threads from then
/// on.</summary>
internal sealed class SchemaNode
{
    /// <summary>Larger limits mean the same: no document is so long.</summary>
    public const int MostLimit = 1_000_000_000;

    private static readonly OrderedDictionary<string, SchemaNode> _noSchemas = [];
    private static readonly OrderedDictionary<string, IReadOnlyList<string>> _noDependents = [];

    private readonly Dictionary<string, JsonElement> _keywords = [];
    private readonly Dictionary<string, object> _read = []; // what the keywords' values are, as far as they are read

    /// <param name="document">The document.</param>
    /// <param name="pointer">Its place, as <c>#/properties/a</c>.</param>
    /// <param name="element">A JSON object, true or false.</param>
    /// <param name="number">No other place has it, in none of the documents that are compiled together.</param>
    public SchemaNode(SchemaDocument document, string pointer, JsonElement element, int number)
    {
        (Document, Pointer, Element, Number) = (document, pointer, element, number);
        if (element.ValueKind == JsonValueKind.Object)
            foreach (var property in element.EnumerateObject()) _keywords.Add(property.Name, property.Value);
        IsFree = element.ValueKind == JsonValueKind.True || element.ValueKind == JsonValueKind.Object
            && _keywords.Keys.All(name => Keywords.TryGet(name, out var kind) && kind == KeywordValue.Note);
    }

    public SchemaDocument Document { get; }

    public string Pointer { get; }

    public JsonElement Element { get; }

    public int Number { get; }

    public bool IsFalse => Element.ValueKind == JsonValueKind.False;

    /// <summary>True if every value obeys: it demands nothing.</summary>
    public bool IsFree { get; }

    /// <summary>The kinds of values that type and nullable leave.</summary>
    public Kinds Kinds => Read("type", Kinds.All, (node, _, value) =>
        KindsOf(value.ValueKind == JsonValueKind.String ? [value.GetString()!] : Texts(value),
            node.IsTrue("nullable") ? Kinds.Null : Kinds.None));

    /// <summary>The schema that $ref means; itself if there is no $ref.</summary>
    public SchemaNode Target => Read("$ref", this, (node, _, _) => node.Document.Target(node));

    /// <summary>For the name of each property, those that come with it.</summary>
    public OrderedDictionary<string, IReadOnlyList<string>> Dependents => Read("dependentRequired",
        _noDependents, (_, _, value) => new(
            value.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Texts(p.Value)))));

    /// <summary>True if a keyword is there.</summary>
    public bool Has(string keyword) => _keywords.ContainsKey(keyword);

    /// <summary>The value of a keyword.</summary>
    public bool TryGet(string keyword, out JsonElement value) => _keywords.TryGetValue(keyword, out value);

    /// <summary>True if the value of a keyword is true.</summary>
    public bool IsTrue(string keyword) => TryGet(keyword, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>The schema that is a keyword's value.</summary>
    public bool TrySchema(string keyword, out SchemaNode schema)
    {
        schema = Read(keyword, this, (node, name, value) => node.Document.At($"{node.Pointer}/{name}", value));
        return schema != this;
    }

    /// <summary>The schemas in a keyword's list; none if it is missing.</summary>
    public IReadOnlyList<SchemaNode> List(string keyword) => Read<IReadOnlyList<SchemaNode>>(keyword, [],
        (node, name, value) => [.. value.EnumerateArray().Index().Select(e =>
            node.Document.At($"{node.Pointer}/{name}/{e.Index}", e.Item))]);

    /// <summary>The schemas in a keyword's object, by name; none if it is missing.</summary>
    public OrderedDictionary<string, SchemaNode> Map(string keyword) => Read(keyword, _noSchemas,
        (node, name, value) => new(
            value.EnumerateObject().Select(p => KeyValuePair.Create(p.Name,
                node.Document.At($"{node.Pointer}/{name}/{SchemaDocument.Escape(p.Name)}", p.Value)))));

    /// <summary>A whole number that is a keyword's value, at most <see cref="MostLimit"/>.</summary>
    public int Limit(string keyword, int otherwise) =>
        TryNumber(keyword, out var number) ? (int)BigInteger.Min(number.Digits, MostLimit) : otherwise;

    /// <summary>The number that is a keyword's value.</summary>
    public bool TryNumber(string keyword, out ExactNumber number)
    {
        number = Read(keyword, default(ExactNumber), (_, _, value) =>
            ExactNumber.TryRead(value, out var read) ? read : default);
        return Has(keyword);
    }

    /// <summary>The regular expression that pattern or format demands.</summary>
    public bool TryPattern(string keyword, out Expression pattern)
    {
        pattern = Read(keyword, Expression.Empty, (node, name, value) => name == "format"
            ? Formats.Of(value.GetString()!)
            : node.Document.Pattern(value.GetString()!, $"{node.Pointer}/{name}"));
        return Has(keyword);
    }

    /// <summary>The strings in a keyword's list.</summary>
    public IReadOnlyList<string> Strings(string keyword) => Read<IReadOnlyList<string>>(keyword, [],
        (_, _, value) => Texts(value));

    /// <summary>The values that a keyword lists: the list of enum, or the one of const.</summary>
    public IReadOnlyList<(string Pointer, JsonElement Value)> Listed(string keyword) =>
        Read<IReadOnlyList<(string, JsonElement)>>(keyword, [], (node, name, value) => name == "const"
            ? [($"{node.Pointer}/const", value)]
            : [.. value.EnumerateArray().Index().Select(e => ($"{node.Pointer}/enum/{e.Index}", e.Item))]);

    private T Read<T>(string keyword, T missing, Func<SchemaNode, string, JsonElement, T> read)
        where T : notnull
    {
        if (!_keywords.TryGetValue(keyword, out var value)) return missing;
        if (_read.TryGetValue(keyword, out var known)) return (T)known;
        var made = read(this, keyword, value);
        _read.Add(keyword, made);
        return made;
    }

    private static IReadOnlyList<string> Texts(JsonElement list) =>
        [.. list.EnumerateArray().Select(e => e.GetString()!)];

    private static Kinds KindsOf(IReadOnlyList<string> names, Kinds more) =>
        names.Aggregate(more, (sum, name) => sum | name switch
        {
            "null" => Kinds.Null,
            "boolean" => Kinds.Boolean,
            "integer" => Kinds.Whole,
            "number" => Kinds.Number,
            "string" => Kinds.String,
            "array" => Kinds.Array,
            _ => Kinds.Object,
        });
}
