using System.Text;
using CsCheck;
using Jaram.Inference.Constraints;

namespace Jaram.Inference.Tests.Constraints;

public sealed class CallTests
{
    private const string Adds =
        """{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"],"additionalProperties":false}""";

    private static Schema Call(params IEnumerable<(string Name, string Arguments)> functions) => Schema.Call(
        [.. functions.Select(f => (f.Name, (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(f.Arguments)))], Spacing.Optional);

    private static void Judges(Schema schema, bool isRight, string call) => Judges(schema, call, isRight, isRight);

    private static void Judges(Schema schema, string call, bool isWritten, bool isValid)
    {
        Assert.True(isWritten == Writing.Takes(schema, call), $"{call} is {(isWritten ? "" : "not ")}written");
        Assert.True(isValid == Writing.IsValid(schema, call), $"{call} is {(isValid ? "" : "not ")}valid");
    }

    [Fact]
    public void It_names_a_function_and_gives_its_arguments()
    {
        var schema = Call(("add", Adds),
            ("say", """{"$defs":{"t":{"type":"string"}},"type":"object","properties":{"t":{"$ref":"#/$defs/t"}},"required":["t"]}"""));
        Judges(schema, true, """{"name":"add","arguments":{"a":1}}""");
        Judges(schema, true, """{"name": "say", "arguments": {"t": "한"}}""");
        Judges(schema, false, """{"name":"add","arguments":{"t":"x"}}""");
        Judges(schema, false, """{"name":"sub","arguments":{}}""");
    }

    [Fact]
    public void Its_arguments_are_an_object_even_where_their_schema_allows_more()
    {
        var schema = Call(("any", "true"), ("one", """{"properties":{"a":{"type":"integer"}}}"""));
        Judges(schema, true, """{"name":"any","arguments":{"x":[1]}}""");
        Judges(schema, true, """{"name":"one","arguments":{"a":1}}""");
        Judges(schema, false, """{"name":"any","arguments":1}""");
        Judges(schema, false, """{"name":"one","arguments":"a"}""");
        Judges(schema, false, """{"name":"one","arguments":{"a":"b"}}""");
    }

    [Fact]
    public void A_function_has_its_own_arguments_though_its_name_begins_that_of_another()
    {
        // the tenth schema of f once had the name of the first of f1
        var wide = string.Join(',', Enumerable.Range(0, 12).Select(i => $"\"p{i}\":{{\"type\":\"integer\"}}"));
        var schema = Call(("f", $"{{\"type\":\"object\",\"properties\":{{{wide}}}}}"), ("f1", Adds), ("f10", Adds));
        Judges(schema, true, """{"name":"f","arguments":{"p9":1}}""");
        Judges(schema, true, """{"name":"f1","arguments":{"a":1}}""");
        Judges(schema, false, """{"name":"f1","arguments":1}""");
        Judges(schema, false, """{"name":"f1","arguments":{"p9":1}}""");
    }

    [Fact]
    public void A_call_is_right_just_if_its_arguments_obey_the_schema_of_the_function_it_names()
    {
        var calls = 0;
        string[] names = ["f", "f1", "f10"];
        Gen.Select(RandomSchemas.Schemas.Array[3], RandomSchemas.Documents.List[1, 10]).Sample((schemas, documents) =>
        {
            Schema call;
            List<Schema> alone;
            try
            {
                call = Call(names.Zip(schemas));
                alone = [.. schemas.Select(Writing.Schema)];
            }
            catch (SchemaException)
            {
                return;
            }
            Interlocked.Increment(ref calls);
            foreach (var document in documents)
                foreach (var (name, schema) in names.Zip(alone))
                {
                    var isObject = document[0] == '{';
                    Judges(call, $$"""{"name":"{{name}}","arguments":{{document}}}""",
                        isObject && Writing.Takes(schema, document), isObject && Writing.IsValid(schema, document));
                }
        }, iter: 3_000);
        Assert.True(calls > 100, $"{calls} calls compiled");
    }

    [Fact]
    public void There_may_be_128_functions()
    {
        var schema = Call(Enumerable.Range(0, 128).Select(i => ($"function_{i}", $$$"""
            {"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer","minimum":1,"maximum":{{{i + 1}}}},
             "unit":{"enum":["C","F"]},"tags":{"type":"array","items":{"type":"string"},"maxItems":5},
             "at":{"type":"object","properties":{"x":{"type":"number"},"y":{"type":"number"}},"required":["x","y"]}},
             "required":["city"]}
            """)));
        Judges(schema, true, """{"name":"function_127","arguments":{"city":"서울","days":128}}""");
        Judges(schema, false, """{"name":"function_126","arguments":{"city":"서울","days":128}}""");
    }

    [Fact]
    public void Functions_have_names_of_their_own()
    {
        Assert.Throws<SchemaException>(() => Call([]));
        Assert.Throws<SchemaException>(() => Call(("a", "true"), ("a", "true")));
        Assert.StartsWith("a#/type", Assert.Throws<SchemaException>(() => Call(("a", """{"type":1}"""))).Message,
            StringComparison.Ordinal);
        Assert.StartsWith("b#: no document obeys", Assert.Throws<SchemaException>(() =>
            Call(("a", "true"), ("b", """{"type":"string"}"""))).Message, StringComparison.Ordinal);
    }
}
