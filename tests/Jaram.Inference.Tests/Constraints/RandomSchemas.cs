using CsCheck;

namespace Jaram.Inference.Tests.Constraints;

/// <summary>Small schemas and documents over few names, texts and numbers, so that they often meet.</summary>
internal static class RandomSchemas
{
    private static readonly Gen<string> _number = Gen.OneOfConst("-3", "-1.5", "-1", "0", "0.5", "1", "2", "2.25", "3", "10", "12");

    private static readonly Gen<string> _text = Gen.OneOfConst(
        "\"\"", "\"a\"", "\"ab\"", "\"b\"", "\"ba\"", "\"한\"", "\"😀a\"", "\"\\\"\"", "\"\\n\"", "\"2024-02-29\"", "\"aab\"",
        "\"\\u001f\"", "\"a\\u0001b\"");

    private static readonly Gen<string> _name = Gen.OneOfConst("a", "b", "ab", "x", "\\u001f");

    private static readonly Gen<string> _scalar =
        Gen.OneOf(_number, _text, Gen.OneOfConst("null", "true", "false"));

    private static readonly Gen<string> _pattern = Gen.OneOfConst(
        "^a", "b$", "^(a|b)*$", "^.{1,2}$", "[^a]", "^\\w+$", "a+b?", "^$", "\\S", "[가-힣]", "^[ab]{2}$", "[\\u0001\\u001f]");

    private static readonly Gen<string> _document = Gen.Recursive<string>((depth, inner) => depth >= 3
        ? _scalar
        : Gen.Frequency(
            (4, _scalar),
            (2, inner.List[0, 3].Select(items => $"[{string.Join(',', items)}]")),
            (4, Gen.Select(_name, inner).List[0, 3].Select(properties => Object(properties)))));

    private static readonly Gen<string> _leaf = Gen.OneOf(
        Gen.OneOfConst(
            "\"type\":\"integer\"", "\"type\":\"number\"", "\"type\":\"string\"", "\"type\":\"object\"", "\"type\":\"array\"",
            "\"type\":[\"string\",\"null\"]", "\"type\":[\"integer\",\"array\"]", "\"type\":[\"object\",\"boolean\"]",
            "\"nullable\":true", "\"additionalProperties\":false", "\"uniqueItems\":false", "\"items\":false",
            "\"$ref\":\"#\"", "\"format\":\"date\"", "\"multipleOf\":1.5", "\"multipleOf\":2"),
        _number.Select(n => $"\"minimum\":{n}"),
        _number.Select(n => $"\"exclusiveMinimum\":{n}"),
        _number.Select(n => $"\"maximum\":{n}"),
        _number.Select(n => $"\"exclusiveMaximum\":{n}"),
        _pattern.Select(p => $"\"pattern\":\"{p.Replace("\\", "\\\\")}\""),
        Gen.Int[0, 3].Select(n => $"\"minLength\":{n}"),
        Gen.Int[0, 3].Select(n => $"\"maxLength\":{n}"),
        Gen.Int[0, 2].Select(n => $"\"minItems\":{n}"),
        Gen.Int[0, 3].Select(n => $"\"maxItems\":{n}"),
        Gen.Int[0, 2].Select(n => $"\"minProperties\":{n}"),
        Gen.Int[0, 3].Select(n => $"\"maxProperties\":{n}"),
        _scalar.Select(v => $"\"const\":{v}"),
        _document.List[1, 3].Select(values => $"\"enum\":[{string.Join(',', values)}]"),
        _name.List[0, 2].Select(names => $"\"required\":[{string.Join(',', names.Distinct().Select(n => $"\"{n}\""))}]"),
        Gen.Select(_name, _name).Select((a, b) => $"\"dependentRequired\":{{\"{a}\":[\"{b}\"]}}"));

    /// <summary>Documents, written without spaces.</summary>
    public static Gen<string> Documents => _document;

    /// <summary>Schemas.</summary>
    public static Gen<string> Schemas { get; } = Gen.Recursive<string>((depth, inner) => depth >= 4
        ? Keywords(_leaf)
        : Gen.Frequency(
            (3, Keywords(_leaf)),
            (4, Gen.Select(Keywords(_leaf), Parts(inner)).Select((leaf, parts) => Joined(leaf, parts))),
            (2, Parts(inner)),
            (1, Gen.OneOfConst("true", "{}"))));

    private static Gen<string> Parts(Gen<string> inner) => Gen.OneOf(
        Gen.Select(_name, inner).List[1, 3].Select(p => $"\"properties\":{Object(p)}"),
        Gen.Select(_pattern, inner).Select((p, s) => $"\"patternProperties\":{{\"{p.Replace("\\", "\\\\")}\":{s}}}"),
        inner.Select(s => $"\"additionalProperties\":{s}"),
        Keywords(_leaf).Select(s => $"\"propertyNames\":{s}"),
        inner.Select(s => $"\"items\":{s}"),
        inner.List[1, 2].Select(s => $"\"prefixItems\":[{string.Join(',', s)}]"),
        inner.List[1, 3].Select(s => $"\"anyOf\":[{string.Join(',', s)}]"),
        inner.List[1, 3].Select(s => $"\"oneOf\":[{string.Join(',', s)}]"),
        inner.List[1, 2].Select(s => $"\"allOf\":[{string.Join(',', s)}]"),
        inner.Select(s => $"\"not\":{s}"),
        Gen.Select(inner, inner, inner).Select((a, b, c) => $"\"if\":{a},\"then\":{b},\"else\":{c}"))
        .Select(part => $"{{{part}}}");

    /// <summary>An object of one to four keywords, each once.</summary>
    private static Gen<string> Keywords(Gen<string> keyword) =>
        keyword.List[1, 4].Select(all => $"{{{string.Join(',', all.DistinctBy(k => k.Split(':')[0]))}}}");

    private static string Joined(string left, string right) =>
        left[1..^1].Contains(right[1..].Split(':')[0], StringComparison.Ordinal) ? left : $"{left[..^1]},{right[1..]}";

    private static string Object(IEnumerable<(string Name, string Value)> properties) =>
        $"{{{string.Join(',', properties.DistinctBy(p => p.Name).Select(p => $"\"{p.Name}\":{p.Value}"))}}}";
}
