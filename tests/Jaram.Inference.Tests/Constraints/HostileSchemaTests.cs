using System.Text;
using CsCheck;
using Jaram.Inference.Constraints;

namespace Jaram.Inference.Tests.Constraints;

/// <summary>Nothing but <see cref="SchemaException"/> leaves, and the steps are counted, so none goes on for long.
/// </summary>
public sealed class HostileSchemaTests
{
    /// <summary>A part again and again, with its number for @I and the next for @N.</summary>
    private static string Many(int count, string part) => string.Join(',', Enumerable.Range(0, count).Select(i =>
        part.Replace("@I", $"{i}", StringComparison.Ordinal).Replace("@N", $"{i + 1}", StringComparison.Ordinal)));

    public static TheoryData<string, string> Refused => new()
    {
        { "is no JSON", "{" },
        { "is no JSON", "{\"type\":\"string\",\"type\":\"null\"}" },
        { "is no JSON", "{\"type\":\"string\",\"typ\\u0065\":\"null\"}" },
        { "is no JSON", "{\"const\":\"\\ud800\"}" },
        { "is no JSON", $"{string.Concat(Enumerable.Repeat("{\"not\":", 70))}true{new string('}', 70)}" },
        { "at most 65,536 are read", $"{{\"description\":\"{new string('a', 65_536)}\"}}" },
        { "#: a schema is an object, true or false, not 3", "3" },
        { "#/properties/a/contains: the keyword contains is not supported", """{"properties":{"a":{"contains":{}}}}""" },
        { "#/minLenght: the keyword minLenght", """{"minLenght":3}""" },
        { "#/exclusiveMinimum: must be a number", """{"exclusiveMinimum":true}""" },
        { "#/type: must be one or several of", """{"type":"text"}""" },
        { "#/format: the format \"colour\" is not supported", """{"format":"colour"}""" },
        { "leads out of the document", """{"$ref":"https://example.org/schema"}""" },
        { "leads out of the document", """{"$id":"https://e.org/s","$ref":"https://e.org/s/$defs/a","$defs":{"a":{}}}""" },
        { "#/$id: must be a string", """{"$id":1,"$ref":"#/$defs/a","$defs":{"a":{}}}""" },
        { "#/items: is a list beside prefixItems", """{"prefixItems":[{"type":"null"}],"items":[{"type":"string"}]}""" },
        { "#/oneOf: the opposite of oneOf", """
            {"oneOf":[{"type":"object","properties":{"a":{"$ref":"#"}},"required":["a"]},
                      {"type":"object","properties":{"a":{"$ref":"#"}},"required":["a"]}]}
            """ },
        { "leads to nothing", """{"$ref":"#/$defs/a"}""" },
        { "refers to itself", """{"$ref":"#"}""" },
        { "refers to itself", """{"$defs":{"a":{"anyOf":[{"$ref":"#/$defs/b"}]},"b":{"not":{"$ref":"#/$defs/a"}}},"$ref":"#/$defs/a"}""" },
        { "no document obeys", "false" },
        { "no document obeys", """{"type":"object","properties":{"a":{"$ref":"#"}},"required":["a"]}""" },
        { "no document obeys", """{"type":"integer","minimum":2,"exclusiveMaximum":2}""" },
        { "no document obeys", """{"type":"string","pattern":"^a$","minLength":2}""" },
        { "no document obeys", """{"type":"array","minItems":2,"prefixItems":[{"type":"null"},false]}""" },
        { "the shortest document that obeys", """{"type":"array","minItems":999999999}""" },
        { "the shortest document that obeys", """{"type":"array","minItems":2000,"items":{"type":"array","minItems":2000}}""" },
        { "the shortest document that obeys", """{"type":"string","minLength":1e9}""" },
        { "uniqueItems: is held to only", """{"type":"array","items":{"type":"string"},"uniqueItems":true}""" },
        { "name written twice", """{"type":"object","minProperties":3}""" },
        { "", """{"type":"string","pattern":"^(((a{1,99}){1,99}){1,99}){1,99}$"}""" },
        { "", """{"type":"string","pattern":"(a|b)*a(a|b){30}"}""" },
        { "", """{"type":"string","pattern":"^\\p{L}{4000}$"}""" },
        { "", $$$$"""{"allOf":[{{{{Many(300, """{"anyOf":[{"minLength":@I},{"minItems":@I}]}""")}}}}]}""" },
        { "", $$$$"""{"$defs":{ {{{{Many(60, """
            "a@I":{"allOf":[{"anyOf":[{"$ref":"#/$defs/a@N"},{"required":["x@I"]}]},{"$ref":"#/$defs/a@N"}]}
            """)}}}},"a60":{}},"$ref":"#/$defs/a0"}""" },
        { "at most 4,096 are read", $$$$"""{"pattern":"{{{{new string('a', 4_097)}}}}"}""" },
        { "1,025 alternatives of objects", $$$$"""{"enum":[{{{{Many(1_025, """{"a":@I}""")}}}}]}""" },
        { "70 alternatives of strings", $$$$"""{"anyOf":[{{{{Many(70, """{"type":"string","minLength":1@I0,"maxLength":1@I0}""")}}}}]}""" },
        { "dependentRequired", $$$$"""{"dependentRequired":{ {{{{Many(40, "\"a@I\":[\"b@I\"]")}}}} }}""" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void It_is_refused(string because, string schema) =>
        Assert.Contains(because, Writing.Refusal(schema), StringComparison.Ordinal);

    public static TheoryData<string> Large =>
    [
        $$$$"""{"type":"object","properties":{ {{{{Many(3_000, "\"property@I\":{}")}}}} } }""",
        $$$$"""{"enum":[{{{{Many(5_000, "\"v@I\"")}}}}]}""",
        $$$$"""{"anyOf":[{{{{Many(700, """{"type":"object","properties":{"k":{"const":@I}},"additionalProperties":false}""")}}}}]}""",
        """{"type":"array","minItems":1000,"maxItems":1000000000}""",
        """{"type":"string","maxLength":1000000000}""",
        $$$$"""{"$defs":{ {{{{Many(800, """ "a@I":{"type":"array","items":{"$ref":"#/$defs/a@N"}}""")}}}},"a800":{}},"$ref":"#/$defs/a0"}""",
        """{"type":"object","properties":{"a":{"$ref":"#"},"b":{"type":"array","items":{"$ref":"#"}}},"additionalProperties":{"$ref":"#"}}""",
    ];

    [Theory, MemberData(nameof(Large))]
    public void It_is_large_and_yet_held_to(string schema)
    {
        var constraint = new Constraint(Writing.Schema(schema), Writing.Bytes);
        constraint.Allow(constraint.Start, new ulong[Writing.Bytes.MaskWords]);
    }

    [Fact]
    public void Of_any_bytes_only_the_declared_exception_leaves() =>
        Gen.Select(RandomSchemas.Schemas, Gen.Select(Gen.Int[0, 500], Gen.Byte).List[0, 4]).Sample((text, changes) =>
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            foreach (var (at, value) in changes) bytes[at % bytes.Length] = value;
            try
            {
                Schema.Parse(bytes, Spacing.Optional).IsValid("{}"u8.ToArray());
            }
            catch (SchemaException)
            {
                // that is the declared one
            }
        }, iter: 5_000);

    [Fact]
    public void Of_any_pattern_only_the_declared_exception_leaves() =>
        Gen.String[Gen.Char["abc01(){}[]|*+?^$.\\dwspLu-,:<>=!x한"], 0, 20].Sample(pattern =>
        {
            try
            {
                StringAutomata.OfPattern(PatternParser.Parse(pattern, "#", new(1_000_000)), new(300_000), "#");
            }
            catch (SchemaException)
            {
                // that is the declared one
            }
        }, iter: 20_000);

    [Fact]
    public void Checking_a_document_is_bounded_too()
    {
        var defs = Many(40, """ "a@I":{"anyOf":[{"allOf":[{"$ref":"#/$defs/a@N"},{"const":1}]},{"$ref":"#/$defs/a@N"}]}""");
        var schema = Writing.Schema($$$$"""{"type":"object","properties":{"x":true},"$defs":{ {{{{defs}}}},"a40":{"type":"null"}}}""");
        Assert.True(Writing.IsValid(schema, "{}"));
    }

    /// <summary>Each once took work as large as the schema for a handful of steps, or none at all.</summary>
    public static TheoryData<string> Costly =>
    [
        $$$$"""{"prefixItems":[{{{{Many(21_000, "{}")}}}}]}""",
        $$$$"""{"properties":{ {{{{Many(3_000, """ "n@I":{}""")}}}} },"patternProperties":{"^{{{{string.Concat(Enumerable.Repeat("[\\\\p{L}]", 400))}}}}":{}}}""",
        $$$$"""{"patternProperties":{ {{{{Many(16, $"\"@I{string.Concat(Enumerable.Repeat("[^\\\\P{L}]", 400))}\":{{}}")}}}} }}""",
        $$$$"""{"enum":[ {{{{Many(2_000, """{"a":[{},[],@I]}""")}}}} ]}""",
        $$$$"""{"enum":[ {{{{string.Concat(Enumerable.Repeat("[[],[],[],[],[],[],[],[]],", 2_000))}}}}@I] }""".Replace("@I", "1"),
        """{"pattern":"^(?:(?:(?:){4096}){4096}){4096}$"}""",
        """{"pattern":"^(?:(?:(?:){0,4096}){0,4096}){0,4096}$"}""",
        $$$$"""{"enum":[{{{{Many(2_500, "\"v@I\"")}}}}],"not":{"enum":[{{{{Many(2_500, "\"w@I\"")}}}}]}}""",
        $$$$"""{"enum":[{{{{Many(60, $"{new string('9', 400)}.{new string('0', 500)}@I")}}}}],"minimum":1.{{{{new string('0', 900)}}}}}""",
        $$$$"""{"allOf":[{"required":[{{{{Many(3_500, "\"v@I\"")}}}}]},{"required":[{{{{Many(3_500, "\"w@I\"")}}}}]}]}""",
        $$$$"""{"oneOf":[{{{{Many(100, """{"required":["a@I"]}""")}}}}],"required":[{{{{Many(6_000, "\"r@I\"")}}}}]}""",
        $$$$"""{"not":{"enum":[{{{{Many(3_000, "\"v@I\"")}}}}]},"anyOf":[{{{{Many(1_500, """{"maxLength":1@I}""")}}}}]}""",
        $$$$"""{"$ref":"#/$defs/{{{{new string('a', 15_000)}}}}","enum":[{{{{Many(2_000, "@I")}}}}],"$defs":{"{{{{new string('a', 15_000)}}}}":{}}}""",
        $$$$"""{"description":"x"{{{{string.Concat(Enumerable.Range(0, 4_000).Select(i => $",\"x-{i}\":0"))}}}},"anyOf":[{{{{Many(500, """{"$ref":"#/$defs/a"}""")}}}}],"$defs":{"a":{"type":"null"}}}""",
        $$$$"""{"type":"string","anyOf":[{"maxLength":5000}{{{{string.Concat(Enumerable.Range(1, 3_000).Select(i => $",{{\"maxLength\":{i}}}"))}}}}]}""",
        """{"type":"string","pattern":"^[\\x00-\\x09a-z]{0,4000}([a-z]|[^a-z]){12}$"}""",
        """{"type":"string","pattern":"^(.{0,60}[\\p{L}\\p{N}]){3}$"}""",
        """{"type":"number","multipleOf":0.00004095,"minimum":0.00000000000001}""",
    ];

    [Theory, MemberData(nameof(Costly))]
    public void What_it_costs_is_counted(string schema)
    {
        const long most = 500_000_000; // a third of a kilobyte a step
        var before = GC.GetAllocatedBytesForCurrentThread();
        var refusal = Record.Exception(() => Writing.Schema(schema));
        Assert.True(refusal is null or SchemaException, $"{refusal}");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, most);
    }
}
