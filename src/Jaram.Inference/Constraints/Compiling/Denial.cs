// The ways not to obey a schema: to fail any one of its keywords. Needed by not, if, and oneOf.
// Source: De Morgan's laws.

namespace Jaram.Inference.Constraints;

/// <summary>Denies schemas.</summary>
internal static class Denial
{
    /// <summary>The ways to obey a branch and not a schema: a branch and further claims each.</summary>
    /// <exception cref="SchemaException">The schema has a keyword whose opposite cannot be held to.</exception>
    public static IEnumerable<(Branch Branch, Claim[] Claims)> Of(Branch branch, SchemaNode node) =>
        node.Element.EnumerateObject()
            .SelectMany(keyword => Keywords.TryGet(keyword.Name, out var kind) && kind == KeywordValue.Note
                ? []
                : Of(branch, node, keyword.Name))
            .Where(way => way.Item1.Kinds != Kinds.None);

    private static IEnumerable<(Branch, Claim[])> Of(Branch branch, SchemaNode node, string keyword)
    {
        switch (keyword)
        {
            case "$defs" or "definitions" or "$anchor" or "$id" or "nullable" or "then" or "else":
                return [];
            case "type":
                return [(branch.Only(Kinds.All & ~node.Kinds), [])];
            case "enum" or "const":
                var values = node.Listed(keyword).Select(listed => listed.Value);
                return [(branch with { Excluded = branch.Excluded.AddRange(values) }, [])];
            case "required":
                return node.Strings(keyword).Select(name =>
                    (branch.Only(Kinds.Object) with { Forbidden = branch.Forbidden.Add(name) }, (Claim[])[]));
            case "properties":
                return node.Map(keyword).Select(p => (WithProperty(branch, p.Key, new(p.Value, false)), (Claim[])[]));
            case "allOf":
                return node.List(keyword).Select(part => (branch, (Claim[])[new(part, false)]));
            case "anyOf":
                return [(branch, [.. node.List(keyword).Select(part => new Claim(part, false))])];
            case "not":
                return node.TrySchema(keyword, out var inner) ? [(branch, [new(inner, true)])] : [];
            case "$ref":
                return [(branch, [new(node.Target, false)])];
            case "if":
                return Condition(branch, node);
            case "pattern" or "format":
                node.TryPattern(keyword, out var pattern);
                return [(branch.Only(Kinds.String) with { DeniedPatterns = branch.DeniedPatterns.Add(pattern) }, [])];
            case "minimum" or "exclusiveMinimum" or "maximum" or "exclusiveMaximum":
                return [(branch.Only(Kinds.Number) with { Numbers = Beyond(branch.Numbers, node, keyword) }, [])];
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

    private static NumberRange Beyond(NumberRange range, SchemaNode node, string keyword)
    {
        _ = node.TryNumber(keyword, out var bound);
        return keyword switch
        {
            "minimum" => Assertions.To(range, bound, excluded: true),
            "exclusiveMinimum" => Assertions.To(range, bound, excluded: false),
            "maximum" => Assertions.From(range, bound, excluded: true),
            _ => Assertions.From(range, bound, excluded: false),
        };
    }

    private static Branch Limit(Branch branch, SchemaNode node, string keyword)
    {
        if (Keywords.TryGet(keyword, out var kind) && kind != KeywordValue.Limit)
            throw new SchemaException($"{node.Pointer}/{keyword}", $"the opposite of {keyword}, which not, if or "
                + "oneOf asks for here, is not supported");
        var n = node.Limit(keyword, 0);
        Branch strings = branch.Only(Kinds.String), arrays = branch.Only(Kinds.Array),
            objects = branch.Only(Kinds.Object), never = branch.Only(Kinds.None);
        return keyword switch
        {
            "minLength" or "minItems" or "minProperties" when n == 0 => never,
            "minLength" => strings with { MostLength = Math.Min(branch.MostLength, n - 1) },
            "maxLength" => strings with { LeastLength = Math.Max(branch.LeastLength, n + 1) },
            "minItems" => arrays with { MostItems = Math.Min(branch.MostItems, n - 1) },
            "maxItems" => arrays with { LeastItems = Math.Max(branch.LeastItems, n + 1) },
            "minProperties" => objects with { MostProperties = Math.Min(branch.MostProperties, n - 1) },
            _ => objects with { LeastProperties = Math.Max(branch.LeastProperties, n + 1) },
        };
    }
}
