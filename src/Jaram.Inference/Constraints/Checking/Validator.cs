// Judges finished documents, keyword by keyword as the specification words them. It shares nothing with the automata
// but the reading of the schema, so each can be held against the other.
// Source: JSON Schema 2020-12, core sections 10.2-10.3 and validation section 6.

using System.Text.Json;

namespace Jaram.Inference.Constraints;

/// <summary>Validates values.</summary>
/// <param name="work">What it may cost.</param>
internal sealed class Validator(Work work)
{
    private readonly Dictionary<(SchemaNode, string), HashSet<string>> _listed = [];

    /// <summary>True if a value obeys a schema.</summary>
    /// <exception cref="SchemaException">That would take too many steps to tell.</exception>
    public bool IsValid(SchemaNode schema, JsonElement value)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        work.Spend(1, schema.Pointer);
        if (schema.Element.ValueKind != JsonValueKind.Object) return !schema.IsFalse;
        return (schema.Kinds & KindOf(value)) != 0
            && IsListed(schema, value)
            && ObeysInPlace(schema, value)
            && value.ValueKind switch
            {
                JsonValueKind.Number => IsNumberValid(schema, value),
                JsonValueKind.String => IsStringValid(schema, value.GetString()!),
                JsonValueKind.Array => IsListValid(schema, value),
                JsonValueKind.Object => IsObjectValid(schema, value),
                _ => true,
            };
    }

    /// <summary>The kind of a value; a number too long to be read counts as broken.</summary>
    public static Kinds KindOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => Kinds.Null,
        JsonValueKind.True or JsonValueKind.False => Kinds.Boolean,
        JsonValueKind.Number => ExactNumber.TryRead(value, out var number) && number.IsInteger
            || value.GetRawText().All(c => char.IsAsciiDigit(c) || c == '-') ? Kinds.Whole : Kinds.Broken,
        JsonValueKind.String => Kinds.String,
        JsonValueKind.Array => Kinds.Array,
        _ => Kinds.Object,
    };

    private bool IsListed(SchemaNode schema, JsonElement value)
    {
        foreach (var keyword in (string[])["enum", "const"])
        {
            if (!schema.Has(keyword)) continue;
            if (!_listed.TryGetValue((schema, keyword), out var keys))
            {
                keys = [.. schema.Listed(keyword).Select(v => JsonValues.KeyOf(v.Value))];
                work.Spend(keys.Count, schema.Pointer);
                _listed.Add((schema, keyword), keys);
            }
            var key = JsonValues.KeyOf(value);
            work.Spend(key.Length / 16, schema.Pointer);
            if (!keys.Contains(key)) return false;
        }
        return true;
    }

    private bool ObeysInPlace(SchemaNode schema, JsonElement value)
    {
        if (schema.Has("$ref") && !IsValid(schema.Target, value)) return false;
        if (!schema.List("allOf").All(part => IsValid(part, value))) return false;
        if (schema.List("anyOf") is { Count: > 0 } any && !any.Any(part => IsValid(part, value))) return false;
        if (schema.List("oneOf") is { Count: > 0 } one && one.Count(part => IsValid(part, value)) != 1) return false;
        if (schema.TrySchema("not", out var not) && IsValid(not, value)) return false;
        return !schema.TrySchema("if", out var condition)
            || !schema.TrySchema(IsValid(condition, value) ? "then" : "else", out var consequence)
            || IsValid(consequence, value);
    }

    private static bool IsNumberValid(SchemaNode schema, JsonElement value)
    {
        string[] limits = ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf"];
        if (!limits.Any(schema.Has)) return true;
        if (!ExactNumber.TryRead(value, out var number)) return false;
        return !(schema.TryNumber("minimum", out var least) && number.CompareTo(least) < 0)
            && !(schema.TryNumber("exclusiveMinimum", out var above) && number.CompareTo(above) <= 0)
            && !(schema.TryNumber("maximum", out var most) && number.CompareTo(most) > 0)
            && !(schema.TryNumber("exclusiveMaximum", out var below) && number.CompareTo(below) >= 0)
            && !(schema.TryNumber("multipleOf", out var multiple) && !number.IsMultipleOf(multiple));
    }

    private bool IsStringValid(SchemaNode schema, string text)
    {
        var length = text.EnumerateRunes().Count();
        work.Spend(length, schema.Pointer);
        return length >= schema.Limit("minLength", 0)
            && length <= schema.Limit("maxLength", int.MaxValue)
            && Assertions.Patterns(schema).All(pattern =>
                PatternSearch.Finds(pattern.Pattern, text, work, schema.Pointer));
    }

    private bool IsListValid(SchemaNode schema, JsonElement list)
    {
        var count = list.GetArrayLength();
        if (count < schema.Limit("minItems", 0) || count > schema.Limit("maxItems", int.MaxValue)) return false;
        var prefix = PartClaims.Prefix(schema);
        var rest = PartClaims.Rest(schema);
        foreach (var (i, item) in list.EnumerateArray().Index())
        {
            if (i < prefix.Count ? !IsValid(prefix[i], item) : !rest.All(r => IsValid(r, item))) return false;
        }
        return !schema.IsTrue("uniqueItems")
            || AllDiffer([.. list.EnumerateArray()], schema.Pointer);
    }

    private bool AllDiffer(JsonElement[] items, string pointer)
    {
        work.Spend(items.Length, pointer);
        return items.DistinctBy(JsonValues.KeyOf).Count() == items.Length;
    }

    private bool IsObjectValid(SchemaNode schema, JsonElement value)
    {
        var properties = value.EnumerateObject().ToList();
        var present = properties.Select(property => property.Name).ToHashSet();
        work.Spend(present.Count + schema.Strings("required").Count, schema.Pointer);
        if (properties.Count < schema.Limit("minProperties", 0)) return false;
        if (properties.Count > schema.Limit("maxProperties", int.MaxValue)) return false;
        if (!schema.Strings("required").All(present.Contains)) return false;
        if (!schema.Dependents.All(d => !present.Contains(d.Key) || d.Value.All(present.Contains))) return false;
        if (schema.TrySchema("propertyNames", out var names)
            && !properties.All(p => IsValid(names, JsonText.Of(p.Name)))) return false;

        var named = schema.Map("properties");
        var patterns = schema.Map("patternProperties");
        foreach (var property in properties)
        {
            var isKnown = named.TryGetValue(property.Name, out var own);
            if (isKnown && !IsValid(own!, property.Value)) return false;
            foreach (var (pattern, each) in patterns)
            {
                var expression = schema.Document.Pattern(pattern, each.Pointer);
                if (!PatternSearch.Finds(expression.Pattern, property.Name, work, each.Pointer)) continue;
                isKnown = true;
                if (!IsValid(each, property.Value)) return false;
            }
            if (!isKnown && schema.TrySchema("additionalProperties", out var rest) && !IsValid(rest, property.Value))
                return false;
        }
        return true;
    }
}
