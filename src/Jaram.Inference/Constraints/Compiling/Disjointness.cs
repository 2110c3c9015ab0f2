namespace Jaram.Inference.Constraints;

/// <summary>Tells branches that no value can obey both of.</summary>
internal static class Disjointness
{
    /// <summary>True if surely no value obeys both; false if one might.</summary>
    /// <param name="left">One branch.</param>
    /// <param name="right">The other.</param>
    /// <param name="expansion">Expands the claims on their properties.</param>
    /// <param name="required">Names that an object has in any case.</param>
    /// <param name="depth">How many levels of properties are looked into.</param>
    public static bool Between(
        Branch left, Branch right, Expansion expansion, IReadOnlySet<string> required, int depth)
    {
        expansion.Work.Spend(1, left.Pointer);
        var both = left.Kinds & right.Kinds;
        if (both == Kinds.None) return true;
        if (AreListsApart(left, right, expansion) || AreListsApart(right, left, expansion)) return true;
        if ((both & (Kinds.Null | Kinds.Boolean)) != 0) return false;
        return ((both & Kinds.Number) == 0 || AreApart(left.Numbers, right.Numbers))
            && (!both.HasFlag(Kinds.String) || AreStringsApart(left, right, expansion))
            && (!both.HasFlag(Kinds.Array) || left.LeastItems > right.MostItems || right.LeastItems > left.MostItems)
            && (!both.HasFlag(Kinds.Object) || AreObjectsApart(left, right, expansion, required, depth));
    }

    /// <summary>True if no listed value of the one is a value of the other.</summary>
    private static bool AreListsApart(Branch left, Branch right, Expansion expansion)
    {
        if (left.Listed.IsEmpty) return false;
        var validator = new Validator(expansion.Work);
        var excluded = JsonValues.KeysOf(right.Excluded, expansion.Work, right.Pointer);
        return left.Listed[0].All(listed => !left.Schemas.Concat(right.Schemas)
            .All(schema => validator.IsValid(schema, listed.Value))
            || excluded.Count > 0 && excluded.Contains(JsonValues.KeyOf(listed.Value)));
    }

    private static bool AreApart(NumberRange left, NumberRange right) => IsBelow(left, right) || IsBelow(right, left);

    private static bool IsBelow(NumberRange low, NumberRange high) =>
        low.Most is { } most && high.Least is { } least
        && (most.CompareTo(least) < 0 || most == least && (low.MostExcluded || high.LeastExcluded));

    private static bool AreStringsApart(Branch left, Branch right, Expansion expansion)
    {
        if (left.LeastLength > right.MostLength || right.LeastLength > left.MostLength) return true;
        if (left.Patterns.IsEmpty || right.Patterns.IsEmpty) return false;
        var automata = left.Patterns.Concat(right.Patterns).Distinct()
            .Select(p => expansion.Patterns.Of(p, left.Pointer));
        return DfaProduct.Intersection([.. automata], expansion.Work, left.Pointer).IsEmpty;
    }

    private static bool AreObjectsApart(
        Branch left, Branch right, Expansion expansion, IReadOnlySet<string> required, int depth)
    {
        if (left.LeastProperties > right.MostProperties || right.LeastProperties > left.MostProperties) return true;
        if (depth == 0) return false;
        foreach (var name in left.Required.Concat(right.Required).Concat(required).Distinct())
        {
            if (!PartClaims.TryProperty(left, name, expansion.Work, out var one)
                || !PartClaims.TryProperty(right, name, expansion.Work, out var other)) return true;
            if (!expansion.TryOf(one, out var ones) || !expansion.TryOf(other, out var others)) continue;
            if (ones.All(l => others.All(r => Between(l, r, expansion, new HashSet<string>(), depth - 1)))) return true;
        }
        return false;
    }
}
