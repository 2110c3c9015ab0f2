using System.Collections.Immutable;

namespace Jaram.Inference.Constraints;

/// <summary>Adds to a branch what the keywords of one schema demand of a value itself.</summary>
internal static class Assertions
{
    /// <summary>The branch, and the schema obeyed too; its choices apart.</summary>
    public static Branch Add(Branch branch, SchemaNode node)
    {
        var listed = branch.Listed;
        foreach (var keyword in (string[])["enum", "const"])
            if (node.Has(keyword)) listed = listed.Add(node.Listed(keyword));
        return branch with
        {
            Kinds = branch.Kinds & node.Kinds,
            Listed = listed,
            Numbers = Tightened(branch.Numbers, node),
            LeastLength = Math.Max(branch.LeastLength, node.Limit("minLength", 0)),
            MostLength = Math.Min(branch.MostLength, node.Limit("maxLength", int.MaxValue)),
            Patterns = branch.Patterns.AddRange(Patterns(node)),
            LeastItems = Math.Max(branch.LeastItems, node.Limit("minItems", 0)),
            MostItems = Math.Min(branch.MostItems, node.Limit("maxItems", int.MaxValue)),
            ItemsDiffer = branch.ItemsDiffer || node.IsTrue("uniqueItems"),
            LeastProperties = Math.Max(branch.LeastProperties, node.Limit("minProperties", 0)),
            MostProperties = Math.Min(branch.MostProperties, node.Limit("maxProperties", int.MaxValue)),
            Required = With(branch.Required, node.Strings("required")),
            Names = node.TrySchema("propertyNames", out var names) ? branch.Names.Add(new(names, true)) : branch.Names,
            Schemas = branch.Schemas.Add(node),
            Pointer = branch.Schemas.IsEmpty ? node.Pointer : branch.Pointer,
        };
    }

    /// <summary>The ways to obey dependentRequired: without the property, or with it and those it asks for.</summary>
    public static IReadOnlyList<Branch> Dependents(Branch branch, SchemaNode node)
    {
        List<Branch> ways = [branch];
        foreach (var (first, others) in node.Dependents)
        {
            List<string> all = [first, .. others];
            ways =
            [
                .. ways.Select(way => way with { Forbidden = way.Forbidden.Add(first) }),
                .. ways.Select(way => way.Only(Kinds.Object) with { Required = With(way.Required, all) })
                    .Where(way => way.Kinds != Kinds.None),
            ];
            if (ways.Count > 1_024)
                throw new SchemaException($"{node.Pointer}/dependentRequired", "has more than 10 properties");
        }
        return ways;
    }

    /// <summary>What a string's pattern and format demand, as regular expressions.</summary>
    public static IEnumerable<Expression> Patterns(SchemaNode node)
    {
        if (node.TryPattern("pattern", out var pattern)) yield return pattern;
        if (node.TryPattern("format", out var format)) yield return format;
    }

    /// <summary>A range that is also at least, or more than, a number.</summary>
    public static NumberRange From(NumberRange range, ExactNumber bound, bool excluded) =>
        range.Least is { } least && (least.CompareTo(bound) > 0 || least == bound && range.LeastExcluded)
            ? range
            : range with { Least = bound, LeastExcluded = excluded };

    /// <summary>A range that is also at most, or less than, a number.</summary>
    public static NumberRange To(NumberRange range, ExactNumber bound, bool excluded) =>
        range.Most is { } most && (most.CompareTo(bound) < 0 || most == bound && range.MostExcluded)
            ? range
            : range with { Most = bound, MostExcluded = excluded };

    private static ImmutableList<string> With(ImmutableList<string> names, IReadOnlyList<string> more)
    {
        if (more.Count == 0) return names;
        var known = names.ToHashSet();
        return names.AddRange(more.Where(known.Add));
    }

    private static NumberRange Tightened(NumberRange range, SchemaNode node)
    {
        if (node.TryNumber("minimum", out var least)) range = From(range, least, excluded: false);
        if (node.TryNumber("exclusiveMinimum", out var above)) range = From(range, above, excluded: true);
        if (node.TryNumber("maximum", out var most)) range = To(range, most, excluded: false);
        if (node.TryNumber("exclusiveMaximum", out var below)) range = To(range, below, excluded: true);
        if (node.TryNumber("multipleOf", out var multiple) && !range.MultiplesOf.Contains(multiple))
            range = range with { MultiplesOf = [.. range.MultiplesOf, multiple] };
        return range;
    }
}
