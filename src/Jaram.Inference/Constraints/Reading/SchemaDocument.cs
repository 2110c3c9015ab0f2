// A schema as it was handed in: read once, within limits, with every place and reference in it found and checked.
// Source: JSON Schema 2020-12 core, section 8.2; RFC 6901 for pointers.

using System.Text;
using System.Text.Json;

namespace Jaram.Inference.Constraints;

/// <summary>One document and the schemas in it.</summary>
internal sealed class SchemaDocument
{
    private const int MostDepth = 64;

    private readonly JsonElement _root;
    private readonly string _label;
    private readonly int _first;
    private readonly Work _work;
    private readonly Dictionary<string, SchemaNode> _nodes = [];
    private readonly Dictionary<string, SchemaNode> _anchors = [];
    private readonly Dictionary<string, Expression> _patterns = [];

    private SchemaDocument(JsonElement root, string label, int first, Work work)
    {
        (_root, _label, _first, _work) = (root, label, first, work);
        Root = At($"{label}#", root);
    }

    /// <summary>The longest text that is read, in bytes.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>The schema that the whole document is.</summary>
    public SchemaNode Root { get; }

    /// <summary>The first number that none of the schemas has.</summary>
    public int NextNumber => _first + _nodes.Count;

    /// <summary>Reads and checks a document.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="label">Stands before # in every pointer; empty for a document of its own.</param>
    /// <param name="first">The number of its root: the <see cref="NextNumber"/> of the document that is compiled
    /// together with it, 0 for the first.</param>
    /// <param name="work">What reading it may cost.</param>
    /// <exception cref="SchemaException">It is too long, no JSON, no schema, or uses what cannot be held to.
    /// </exception>
    public static SchemaDocument Read(ReadOnlyMemory<byte> json, string label, int first, Work work)
    {
        if (json.Length > MostBytes)
            throw new SchemaException($"{label}#", $"has {json.Length:N0} bytes; at most {MostBytes:N0} are read");
        var document = new SchemaDocument(Parse(json, label), label, first, work);
        new SchemaCheck(document).Run();
        return document;
    }

    /// <summary>The schema at a place; true and false are schemas too.</summary>
    public SchemaNode At(string pointer, JsonElement element)
    {
        if (_nodes.TryGetValue(pointer, out var known)) return known;
        var node = new SchemaNode(this, pointer, element, NextNumber);
        _nodes.Add(pointer, node);
        return node;
    }

    /// <summary>A regular expression; each text is taken apart once.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="pointer">Where it stands.</param>
    /// <exception cref="SchemaException">It is none, or not regular.</exception>
    public Expression Pattern(string text, string pointer)
    {
        if (_patterns.TryGetValue(text, out var known)) return known;
        var made = new Expression(text, PatternParser.Parse(text, pointer, _work));
        _patterns.Add(text, made);
        return made;
    }

    /// <summary>Lets a reference find a schema by a name of its own.</summary>
    public void Name(string anchor, SchemaNode node)
    {
        if (!_anchors.TryAdd(anchor, node))
            throw new SchemaException(node.Pointer, $"$anchor \"{anchor}\" is also that of {_anchors[anchor].Pointer}");
    }

    /// <summary>The schema that a reference means.</summary>
    /// <param name="from">The schema with $ref.</param>
    public SchemaNode Target(SchemaNode from)
    {
        from.TryGet("$ref", out var value);
        var reference = value.GetString()!;
        var own = Root.TryGet("$id", out var id) ? id.GetString()!.TrimEnd('#') : "";
        if (reference.StartsWith(own, StringComparison.Ordinal) && reference[own.Length..] is "" or ['#', ..])
            reference = reference == own ? "#" : reference[own.Length..];
        if (!reference.StartsWith('#'))
            throw new SchemaException(from.Pointer, $"$ref \"{reference}\" leads out of the document; only # references"
                + " are followed: put the other schema under $defs");
        var fragment = Uri.UnescapeDataString(reference[1..]);
        if (fragment != "" && fragment[0] != '/')
            return _anchors.TryGetValue(fragment, out var named) ? named : throw Missing(from, reference);

        var element = _root;
        var pointer = new StringBuilder($"{_label}#");
        foreach (var token in fragment.Split('/').Skip(1))
        {
            var name = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (!Step(ref element, name)) throw Missing(from, reference);
            pointer.Append('/').Append(Escape(name));
        }
        return At(pointer.ToString(), element);
    }

    /// <summary>A name as it stands in a pointer.</summary>
    public static string Escape(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static SchemaException Missing(SchemaNode from, string reference) =>
        new(from.Pointer, $"$ref \"{reference}\" leads to nothing in this document");

    private static bool Step(ref JsonElement element, string name)
    {
        if (element.ValueKind == JsonValueKind.Object) return element.TryGetProperty(name, out element);
        if (element.ValueKind != JsonValueKind.Array || !int.TryParse(name, out var index)) return false;
        if (index < 0 || index >= element.GetArrayLength()) return false;
        element = element[index];
        return true;
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> json, string label)
    {
        try
        {
            return JsonText.Read(json, new() { MaxDepth = MostDepth, AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw new SchemaException($"{label}#", $"is no JSON that can be read: {e.Message}");
        }
    }
}
