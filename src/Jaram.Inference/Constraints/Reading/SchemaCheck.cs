// Walks through every schema of a document before anything is made of it: each keyword known and well formed, each
// reference leading somewhere, none leading back to itself without a property or item between.

using System.Globalization;
using System.Text.Json;

namespace Jaram.Inference.Constraints;

/// <summary>One walk through a document.</summary>
/// <param name="document">The document.</param>
internal sealed class SchemaCheck(SchemaDocument document)
{
    private static readonly string[] _types = ["null", "boolean", "number", "integer", "string", "array", "object"];

    private readonly Dictionary<SchemaNode, List<SchemaNode>> _inPlace = [];
    private readonly Queue<SchemaNode> _waiting = [];
    private readonly HashSet<SchemaNode> _met = [];

    /// <summary>Checks all.</summary>
    /// <exception cref="SchemaException">Something is not as it must be.</exception>
    public void Run()
    {
        Meet(document.Root);
        var references = new List<SchemaNode>();
        do
        {
            while (_waiting.TryDequeue(out var node))
            {
                Check(node);
                if (node.Has("$ref")) references.Add(node);
            }
            // anchors stand anywhere, so references are followed when all that is reached without them is read
            foreach (var node in references)
            {
                _inPlace[node].Add(node.Target);
                Meet(node.Target);
            }
            references.Clear();
        }
        while (_waiting.Count > 0);
        foreach (var node in _met) RefuseCycle(node);
    }

    private static SchemaException Wrong(SchemaNode node, string keyword, string message) =>
        new(keyword == "" ? node.Pointer : $"{node.Pointer}/{SchemaDocument.Escape(keyword)}", message);

    private void Meet(SchemaNode node)
    {
        if (!_met.Add(node)) return;
        _inPlace.Add(node, []);
        _waiting.Enqueue(node);
    }

    private void Check(SchemaNode node)
    {
        if (node.Element.ValueKind is JsonValueKind.True or JsonValueKind.False) return;
        if (node.Element.ValueKind != JsonValueKind.Object)
            throw Wrong(node, "", $"a schema is an object, true or false, not {Name(node.Element)}");
        foreach (var property in node.Element.EnumerateObject())
        {
            if (!Keywords.TryGet(property.Name, out var kind))
                throw Wrong(node, property.Name, $"the keyword {property.Name} is not supported; leave it out");
            Check(node, property.Name, property.Value, kind);
        }
        if (node.TryGet("$anchor", out var anchor)) document.Name(anchor.GetString()!, node);
        if (node != document.Root && node.TryGet("$id", out var id) && !id.GetString()!.StartsWith('#'))
            throw Wrong(node, "$id", "only the whole document may have an $id of its own");
        if (node.Has("prefixItems") && PartClaims.HasItemList(node))
            throw Wrong(node, "items", "is a list beside prefixItems; keep prefixItems, with one schema for items");
    }

    private void Check(SchemaNode node, string keyword, JsonElement value, KeywordValue kind)
    {
        var isRight = (kind, value.ValueKind) switch
        {
            (KeywordValue.Note or KeywordValue.Any or KeywordValue.Schema, _) => true,
            (KeywordValue.SchemaOrList, not JsonValueKind.Array) => true,
            (KeywordValue.Schemas or KeywordValue.SchemaOrList, JsonValueKind.Array) => value.GetArrayLength() > 0,
            (KeywordValue.Values, JsonValueKind.Array) => true,
            (KeywordValue.NamedSchemas, JsonValueKind.Object) => true,
            (KeywordValue.NamedTexts, JsonValueKind.Object) => value.EnumerateObject().All(p => AreTexts(p.Value)),
            (KeywordValue.Text or KeywordValue.Pattern or KeywordValue.Format, JsonValueKind.String) => true,
            (KeywordValue.Texts, _) => AreTexts(value),
            (KeywordValue.Types, JsonValueKind.String) => _types.Contains(value.GetString()),
            (KeywordValue.Types, _) => AreTexts(value) && value.GetArrayLength() > 0
                && value.EnumerateArray().All(t => _types.Contains(t.GetString())),
            (KeywordValue.Limit, JsonValueKind.Number) =>
                ExactNumber.TryRead(value, out var n) && n is { IsInteger: true, Sign: >= 0 },
            (KeywordValue.Number, JsonValueKind.Number) => ExactNumber.TryRead(value, out _),
            (KeywordValue.Positive, JsonValueKind.Number) => ExactNumber.TryRead(value, out var n) && n.Sign > 0,
            (KeywordValue.Switch, JsonValueKind.True or JsonValueKind.False) => true,
            _ => false,
        };
        if (!isRight) throw Wrong(node, keyword, $"must be {Expected(kind)}, not {Name(value)}");
        if (kind == KeywordValue.Format && !Formats.Names.Contains(value.GetString()!))
            throw Wrong(node, keyword, $"the format \"{value.GetString()}\" is not supported; supported are "
                + string.Join(", ", Formats.Names));
        Read(node, keyword, kind);
        MeetChildren(node, keyword, value, kind);
    }

    /// <summary>Lets a schema read what is no schema itself; from here on it is only asked.</summary>
    private static void Read(SchemaNode node, string keyword, KeywordValue kind)
    {
        _ = kind switch
        {
            KeywordValue.Limit or KeywordValue.Number or KeywordValue.Positive => node.TryNumber(keyword, out _),
            KeywordValue.Pattern or KeywordValue.Format => node.TryPattern(keyword, out _),
            KeywordValue.Values or KeywordValue.Any => node.Listed(keyword).Count > 0,
            KeywordValue.Texts => node.Strings(keyword).Count > 0,
            KeywordValue.NamedTexts => node.Dependents.Count > 0,
            KeywordValue.Types => node.Kinds != Kinds.None,
            _ => false,
        };
    }

    private void MeetChildren(SchemaNode node, string keyword, JsonElement value, KeywordValue kind)
    {
        IReadOnlyList<SchemaNode> children = kind switch
        {
            KeywordValue.NamedSchemas => [.. node.Map(keyword).Values],
            KeywordValue.Schemas => node.List(keyword),
            KeywordValue.SchemaOrList when value.ValueKind == JsonValueKind.Array => node.List(keyword),
            KeywordValue.Schema or KeywordValue.SchemaOrList => node.TrySchema(keyword, out var one) ? [one] : [],
            _ => [],
        };
        foreach (var child in children)
        {
            if (Keywords.InPlace.Contains(keyword)) _inPlace[node].Add(child);
            Meet(child);
        }
        if (keyword != "patternProperties") return;
        foreach (var (pattern, schema) in node.Map(keyword)) document.Pattern(pattern, schema.Pointer);
    }

    private static bool AreTexts(JsonElement value) => value.ValueKind == JsonValueKind.Array
        && value.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String);

    private static string Name(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array when value.GetArrayLength() == 0 => "an empty list",
        JsonValueKind.Array => "a list",
        _ => value.GetRawText() is { Length: > 40 } text ? string.Create(CultureInfo.InvariantCulture, $"{text[..40]}…")
            : value.GetRawText(),
    };

    private static string Expected(KeywordValue kind) => kind switch
    {
        KeywordValue.Schema => "a schema",
        KeywordValue.SchemaOrList => "a schema or a list of schemas that is not empty",
        KeywordValue.Schemas => "a list of schemas that is not empty",
        KeywordValue.NamedSchemas => "an object of schemas",
        KeywordValue.Texts => "a list of strings",
        KeywordValue.NamedTexts => "an object of lists of strings",
        KeywordValue.Types => $"one or several of {string.Join(", ", _types)}",
        KeywordValue.Values => "a list of values",
        KeywordValue.Limit => "a whole number from 0",
        KeywordValue.Number => "a number of at most 1,000 characters (true and false here are of draft 4)",
        KeywordValue.Positive => "a number above 0",
        KeywordValue.Switch => "true or false",
        _ => "a string",
    };

    /// <summary>Refuses a schema that a value must obey before it is known whether it obeys it.</summary>
    private void RefuseCycle(SchemaNode start)
    {
        if (!_inPlace.TryGetValue(start, out var first)) return;
        var open = new Stack<(SchemaNode Node, int Next)>([(start, 0)]);
        var path = new HashSet<SchemaNode> { start };
        while (open.TryPop(out var top))
        {
            var followers = _inPlace.GetValueOrDefault(top.Node, []);
            if (top.Next == followers.Count)
            {
                path.Remove(top.Node);
                _inPlace.Remove(top.Node); // nothing behind it leads in a circle
                continue;
            }
            open.Push((top.Node, top.Next + 1));
            var to = followers[top.Next];
            if (path.Contains(to))
                throw new SchemaException(to.Pointer, "refers to itself without a property or an item between; "
                    + "no value can be told from that");
            if (!_inPlace.ContainsKey(to)) continue;
            path.Add(to);
            open.Push((to, 0));
        }
    }
}
