using System.Text.Json;

namespace Jaram.Inference.Constraints;

/// <summary>Finds which of the listed values a branch leaves.</summary>
internal static class Listing
{
    /// <summary>The values of enum and const that obey everything else too.</summary>
    public static List<JsonElement> Of(Branch branch, Work work)
    {
        var validator = new Validator(work);
        var left = new List<JsonElement>();
        var keys = JsonValues.KeysOf(branch.Excluded, work, branch.Pointer); // and of those that are left already
        foreach (var (pointer, value) in branch.Listed[0])
        {
            work.Spend(1, pointer);
            if (branch.Schemas.All(schema => validator.IsValid(schema, value))
                && ObeysDenials(branch, value, validator, work) && keys.Add(JsonValues.KeyOf(value))) left.Add(value);
        }
        return left;
    }

    /// <summary>What was demanded by denying other schemas stands in the branch alone.</summary>
    private static bool ObeysDenials(Branch branch, JsonElement value, Validator validator, Work work)
    {
        if ((branch.Kinds & Validator.KindOf(value)) == 0) return false;
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                var text = value.GetString()!;
                var length = text.EnumerateRunes().Count();
                return length >= branch.LeastLength && length <= branch.MostLength && !branch.DeniedPatterns.Any(p =>
                    PatternSearch.Finds(p.Pattern, text, work, branch.Pointer));
            case JsonValueKind.Number:
                return branch.Numbers is { Least: null, Most: null }
                    || ExactNumber.TryRead(value, out var number) && branch.Numbers.Contains(number);
            case JsonValueKind.Array:
                return value.GetArrayLength() >= branch.LeastItems && value.GetArrayLength() <= branch.MostItems;
            case JsonValueKind.Object:
                var count = value.EnumerateObject().Count();
                return count >= branch.LeastProperties && count <= branch.MostProperties
                    && branch.Required.All(name => value.TryGetProperty(name, out _))
                    && !branch.Forbidden.Any(name => value.TryGetProperty(name, out _))
                    && branch.Properties.All(p => value.TryGetProperty(p.Name, out var part)
                        && validator.IsValid(p.Claim.Schema, part) == p.Claim.Holds);
            default:
                return true;
        }
    }
}
