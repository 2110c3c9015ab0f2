// What a branch claims of the parts of an object or a list.
// Source: JSON Schema 2020-12 core, section 10.3: additionalProperties and items look only at their own schema.

using System.Text.Json;

namespace Jaram.Inference.Constraints;

/// <summary>Finds the claims on properties and items.</summary>
internal static class PartClaims
{
    /// <summary>What the value of a property must obey; false if the property must not be there.</summary>
    public static bool TryProperty(Branch branch, string name, Work work, out List<Claim> claims)
    {
        claims = [.. branch.Properties.Where(p => p.Name == name).Select(p => p.Claim)];
        if (branch.Forbidden.Contains(name)) return false;
        foreach (var node in branch.Schemas)
        {
            var count = claims.Count;
            work.Spend(1, node.Pointer);
            if (node.Map("properties").TryGetValue(name, out var own)) claims.Add(new(own, true));
            foreach (var (pattern, schema) in node.Map("patternProperties"))
            {
                var expression = node.Document.Pattern(pattern, schema.Pointer);
                if (PatternSearch.Finds(expression.Pattern, name, work, schema.Pointer)) claims.Add(new(schema, true));
            }
            if (claims.Count == count && node.TrySchema("additionalProperties", out var rest))
                claims.Add(new(rest, true));
        }
        return true;
    }

    /// <summary>What an item must obey.</summary>
    /// <param name="branch">The list's branch.</param>
    /// <param name="index">Its place, from 0; <see cref="PrefixLength"/> for all from there on.</param>
    public static List<Claim> Item(Branch branch, int index)
    {
        var claims = new List<Claim>();
        foreach (var node in branch.Schemas)
        {
            var prefix = Prefix(node);
            if (index < prefix.Count) claims.Add(new(prefix[index], true));
            else if (Rest(node) is [var rest]) claims.Add(new(rest, true));
        }
        return claims;
    }

    /// <summary>How many items from the first have a schema for their place.</summary>
    public static int PrefixLength(Branch branch) =>
        branch.Schemas.Select(node => Prefix(node).Count).DefaultIfEmpty(0).Max();

    /// <summary>The schemas of the first items: prefixItems, or items as a list in earlier drafts.</summary>
    public static IReadOnlyList<SchemaNode> Prefix(SchemaNode node) =>
        HasItemList(node) ? node.List("items") : node.List("prefixItems");

    /// <summary>The schema of the items behind those, if there is one.</summary>
    public static IReadOnlyList<SchemaNode> Rest(SchemaNode node) =>
        node.TrySchema(HasItemList(node) ? "additionalItems" : "items", out var rest) ? [rest] : [];

    /// <summary>True if items is a list, as in earlier drafts.</summary>
    public static bool HasItemList(SchemaNode node) =>
        node.TryGet("items", out var items) && items.ValueKind == JsonValueKind.Array;
}
