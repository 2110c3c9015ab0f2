using System.Text;
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
        foreach (var way in ways)
        {
            if (way.Listed.IsEmpty) throw Refused(branch);
            var more = Listing.Of(way, expansion.Work);
            items.AddRange(more.Where(v => !items.Any(known => JsonValues.AreEqual(known, v))));
        }
        if (prefix > 0 || items.Count > MostDistinct
            || items.Any(v => v.ValueKind is JsonValueKind.Object or JsonValueKind.Array)) throw Refused(branch);
        made.Distinct.AddRange(items.Select(v => v.ValueKind == JsonValueKind.String
            ? StringAutomata.Spell(v.GetString()!)
            : Encoding.ASCII.GetBytes(v.GetRawText())));
        return made;
    }

    private static SchemaException Refused(Branch branch) => new($"{branch.Pointer}/uniqueItems",
        $"is held to only where items are an enum of at most {MostDistinct} strings, numbers, booleans or nulls");
}
