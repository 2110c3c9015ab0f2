// The ways not to obey a schema: to fail any one of its keywords. Needed by not, if, and oneOf.
// Source: De Morgan's laws.

using System.Text.Json;

namespace Jaram.Inference.Constraints;

/// <summary>Denies schemas.</summary>
internal static class Denial
{
    private const Kinds Numbers = Kinds.Whole | Kinds.Broken;

    /// <summary>The ways to obey a branch and not a schema: a branch and further claims each.</summary>
    /// <exception cref="SchemaException">The schema has a keyword whose opposite cannot be held to.</exception>
    public static IEnumerable<(Branch Branch, Claim[] Claims)> Of(Branch branch, SchemaNode node) =>
        node.Element.EnumerateObject()
            .SelectMany(keyword => Keywords.TryGet(keyword.Name, out var kind) && kind == KeywordValue.Note
                ? []
                : Of(branch, node, keyword.Name, keyword.Value))
            .Where(way => way.Item1.Kinds != Kinds.None);

    private static IEnumerable<(Branch, Claim[])> Of(Branch branch, SchemaNode node, string keyword, JsonElement value)
    {
        switch (keyword)
        {
            case "$defs" or "definitions" or "$anchor" or "nullable" or "then" or "else":
                return [];
            case "type":
                return [(branch.Only(Kinds.All & ~node.Kinds()), [])];
            case "enum" or "const":
                var values = node.Listed(keyword).Select(listed => listed.Value);
                return [(branch with { Excluded = branch.Excluded.AddRange(values) }, [])];
            case "required":
                return node.Strings(keyword).Select(name =>
                    (branch.Only(Kinds.Object) with { Forbidden = branch.Forbidden.Add(name) }, (Claim[])[]));
            case "properties":
                return node.Map(keyword).Select(p => (WithProperty(branch, p.Name, new(p.Schema, false)), (Claim[])[]));
            case "allOf":
                return node.List(keyword).Select(part => (branch, (Claim[])[new(part, false)]));
            case "anyOf":
                return [(branch, [.. node.List(keyword).Select(part => new Claim(part, false))])];
            case "not":
                return node.TrySchema(keyword, out var inner) ? [(branch, [new(inner, true)])] : [];
            case "$ref":
                return [(branch, [new(node.Document.Target(node), false)])];
            case "if":
                return Condition(branch, node);
            case "pattern" or "format":
                var pattern = keyword == "pattern" ? value.GetString()!
                    : Formats.TryGet(value.GetString()!, out var text) ? text : "";
                return [(branch.Only(Kinds.String) with { DeniedPatterns = branch.DeniedPatterns.Add(pattern) }, [])];
            default:
                return [(Limit(branch, node, keyword), [])];
        }
    }

    private static Branch WithProperty(Branch branch, string name, Claim claim) => branch.Only(Kinds.Object) with
    {
        Required = branch.Required.Contains(name) ? branch.Required : branch.Required.Add(name),
        Properties = branch.Properties.Add((name, claim)),
    };

    private static IEnumerable<(Branch, Claim[])> Condition(Branch branch, SchemaNode node)
    {
        if (!node.TrySchema("if", out var condition)) yield break;
        if (node.TrySchema("then", out var then)) yield return (branch, [new(condition, true), new(then, false)]);
        if (node.TrySchema("else", out var other)) yield return (branch, [new(condition, false), new(other, false)]);
    }

    private static Branch Limit(Branch branch, SchemaNode node, string keyword)
    {
        var n = node.Limit(keyword, 0);
        _ = node.TryNumber(keyword, out var number);
        Branch strings = branch.Only(Kinds.String), arrays = branch.Only(Kinds.Array),
            objects = branch.Only(Kinds.Object), numbers = branch.Only(Numbers), never = branch.Only(Kinds.None);
        return keyword switch
        {
            "minLength" or "minItems" or "minProperties" when n == 0 => never,
            "minLength" => strings with { MostLength = Math.Min(branch.MostLength, n - 1) },
            "maxLength" => strings with { LeastLength = Math.Max(branch.LeastLength, n + 1) },
            "minItems" => arrays with { MostItems = Math.Min(branch.MostItems, n - 1) },
            "maxItems" => arrays with { LeastItems = Math.Max(branch.LeastItems, n + 1) },
            "minProperties" => objects with { MostProperties = Math.Min(branch.MostProperties, n - 1) },
            "maxProperties" => objects with { LeastProperties = Math.Max(branch.LeastProperties, n + 1) },
            "minimum" => numbers with { Numbers = Assertions.To(branch.Numbers, number, excluded: true) },
            "exclusiveMinimum" => numbers with { Numbers = Assertions.To(branch.Numbers, number, excluded: false) },
            "maximum" => numbers with { Numbers = Assertions.From(branch.Numbers, number, excluded: true) },
            "exclusiveMaximum" => numbers with { Numbers = Assertions.From(branch.Numbers, number, excluded: false) },
            _ => throw new SchemaException($"{node.Pointer}/{keyword}", $"the opposite of {keyword}, which not, if or "
                + "oneOf asks for here, is not supported"),
        };
    }
}
