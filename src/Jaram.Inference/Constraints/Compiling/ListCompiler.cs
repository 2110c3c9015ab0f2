using System.Text.Json;

namespace Jaram.Inference.Constraints;

/// <summary>Compiles the lists of a branch.</summary>
/// <param name="values">Compiles the items.</param>
/// <param name="expansion">Expands what items must be.</param>
internal sealed class ListCompiler(ValueCompiler values, Expansion expansion)
{
    private const int MostDistinct = 30;

    /// <summary>Adds a branch's lists to a shape.</summary>
    public void Add(ValueShape shape, Branch branch)
    {
        if (branch.LeastItems > branch.MostItems) return;
        if (branch.Excluded.Any(e => e.ValueKind == JsonValueKind.Array))
            throw new SchemaException(branch.Pointer, "a list cannot be excluded by its value");
        var prefix = Math.Min(PartClaims.PrefixLength(branch), branch.MostItems);
        expansion.Work.Spend((1L + prefix) * branch.Schemas.Count, branch.Pointer);
        if (branch.ItemsDiffer && branch.MostItems > 1)
        {
            shape.Lists.Add(Distinct(branch, prefix));
            return;
        }
        var made = new ListShape
        {
            Least = branch.LeastItems,
            Most = branch.MostItems,
            Rest = branch.MostItems > prefix
                ? values.Value(PartClaims.Item(branch, PartClaims.PrefixLength(branch)))
                : new(),
        };
        for (var i = 0; i < prefix; i++) made.Prefix.Add(values.Value(PartClaims.Item(branch, i)));
        shape.Lists.Add(made);
    }

    /// <summary>Items that differ: only a list of scalars can be kept in mind while the items are written.</summary>
    private ListShape Distinct(Branch branch, int prefix)
    {
        var made = new ListShape { Least = branch.LeastItems, Most = branch.MostItems };
        var ways = expansion.Of(PartClaims.Item(branch, 0));
        var items = new List<JsonElement>();
        var keys = new HashSet<string>();
        foreach (var way in ways)
        {
            if (way.Listed.IsEmpty) throw Refused(branch);
            items.AddRange(Listing.Of(way, expansion.Work).Where(value => keys.Add(JsonValues.KeyOf(value))));
        }
        if (prefix > 0 || items.Count > MostDistinct
            || items.Any(v => v.ValueKind is JsonValueKind.Object or JsonValueKind.Array)) throw Refused(branch);
        made.Distinct.AddRange(items.Select(JsonText.Spell));
        return made;
    }

    private static SchemaException Refused(Branch branch) => new($"{branch.Pointer}/uniqueItems",
        $"is held to only where items are an enum of at most {MostDistinct} strings, numbers, booleans or nulls");
}
