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
    private readonly Dictionary<string, SchemaNode> _nodes = [];
    private readonly Dictionary<string, SchemaNode> _anchors = [];

    private SchemaDocument(JsonElement root, string label)
    {
        (_root, _label) = (root, label);
        Root = At($"{label}#", root);
    }

    /// <summary>The longest text that is read, in bytes.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>Tells this document from others.</summary>
    public string Label => _label;

    /// <summary>The schema that the whole document is.</summary>
    public SchemaNode Root { get; }

    /// <summary>Reads and checks a document.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="label">Stands before # in every pointer; empty for a document of its own.</param>
    /// <exception cref="SchemaException">It is too long, no JSON, no schema, or uses what cannot be held to.
    /// </exception>
    public static SchemaDocument Read(ReadOnlyMemory<byte> json, string label)
    {
        if (json.Length > MostBytes)
            throw new SchemaException($"{label}#", $"has {json.Length:N0} bytes; at most {MostBytes:N0} are read");
        var document = new SchemaDocument(Parse(json, label), label);
        new SchemaCheck(document).Run();
        return document;
    }

    /// <summary>The schema at a place; true and false are schemas too.</summary>
    public SchemaNode At(string pointer, JsonElement element)
    {
        if (_nodes.TryGetValue(pointer, out var known)) return known;
        var node = new SchemaNode(this, pointer, element, _nodes.Count);
        _nodes.Add(pointer, node);
        return node;
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
        if (Root.TryGet("$id", out var id) && id.GetString() is { Length: > 0 } own
            && reference.StartsWith(own, StringComparison.Ordinal))
            reference = $"#{reference[own.Length..].TrimStart('#')}";
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
            var options = new JsonDocumentOptions { MaxDepth = MostDepth, AllowDuplicateProperties = false };
            using var document = JsonDocument.Parse(json, options);
            var root = document.RootElement.Clone();
            CheckText(root);
            return root;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new SchemaException($"{label}#", $"is no JSON that can be read: {e.Message}");
        }
    }

    /// <summary>Reads every string once, so that half a surrogate pair is found here.</summary>
    private static void CheckText(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray()) CheckText(item);
                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    CheckText(property.Value);
                }
                break;
        }
    }
}
