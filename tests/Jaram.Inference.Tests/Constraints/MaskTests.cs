using System.Text;
using CsCheck;
using Jaram.Inference.Constraints;

namespace Jaram.Inference.Tests.Constraints;

public sealed class MaskTests
{
    /// <summary>Tokens as models have them: single bytes, pieces of words and of JSON, parts of characters, one twice.
    /// </summary>
    private static readonly string[] _pieces =
    [
        "{\"", "\":", "\": ", "\",", "\", \"", "\"}", "\"}}", "}}", "]}", "},{", "}, {", "[{\"", "[]", "{}", "null", "tru",
        "true,", "false}", "12", "123", "1,", "0.5", "e+1", "-1", "ab", "aab", "name", "a\":1", "b\":\"a", "a\",\"b\":",
        " a", "  ", " {", "한", "한글", "\\n", "\\\"", "\\u00", "d83d", "\\ude00", "x\"]", "\"a\"", "\"ab\":[", "2024-02", "-29\"",
        "ab",
    ];

    private static readonly byte[][] _tokens =
    [
        [], .. Enumerable.Range(0, 256).Select(b => (byte[])[(byte)b]), .. _pieces.Select(Encoding.UTF8.GetBytes),
        [0xED, 0x95], [0x9C, (byte)'"'], [],
    ];

    private static readonly TokenVocabulary _vocabulary = new(_tokens, [_tokens.Length - 1]);

    [Fact]
    public void A_token_is_allowed_just_if_its_bytes_can_be_read() =>
        Gen.Select(RandomSchemas.Schemas, Gen.Int[0, 12], Gen.Int).Sample((text, steps, seed) =>
        {
            Schema schema;
            try
            {
                schema = Writing.Schema(text);
            }
            catch (SchemaException)
            {
                return;
            }
            var constraint = new Constraint(schema, _vocabulary);
            var random = new Random(seed);
            var position = constraint.Start;
            for (var step = 0; step <= steps; step++)
            {
                var allowed = Allowed(constraint, position);
                for (var token = 0; token < _tokens.Length - 1; token++)
                    Assert.True(allowed.Contains(token) == constraint.TryAdvance(position, token, out _),
                        $"token {token} after {step} steps under {text}");
                Assert.Equal(constraint.CanEnd(position), allowed.Contains(_tokens.Length - 1));
                Assert.NotEmpty(allowed);
                var next = allowed[random.Next(allowed.Count)];
                if (next == _tokens.Length - 1) return;
                Assert.True(constraint.TryAdvance(position, next, out position));
            }
        }, iter: 3_000);

    [Fact]
    public void The_same_position_has_the_same_mask_when_it_is_asked_again()
    {
        var constraint = new Constraint(Writing.Schema("""{"type":"array","items":{"type":"string","maxLength":3}}"""), _vocabulary);
        var position = constraint.Start;
        foreach (var b in "[\"ab"u8) constraint.TryAdvance(position, 1 + b, out position);
        Assert.Equal(Allowed(constraint, position), Allowed(constraint, position));
    }

    [Fact]
    public void A_position_can_be_gone_back_to()
    {
        var constraint = new Constraint(Writing.Schema("""{"type":"array","items":{"type":"integer"}}"""), _vocabulary);
        constraint.TryAdvance(constraint.Start, 1 + '[', out var before);
        var mask = Allowed(constraint, before);
        constraint.TryAdvance(before, 1 + '7', out var after);
        Assert.NotEqual(mask, Allowed(constraint, after));
        Assert.Equal(mask, Allowed(constraint, before));
    }

    [Fact]
    public void A_token_may_close_several_objects_at_once()
    {
        var constraint = new Constraint(Writing.Schema(
            """{"type":"object","properties":{"a":{"type":"object","properties":{"b":{"type":"string"}},"required":["b"],"additionalProperties":false}},"required":["a"],"additionalProperties":false}"""),
            _vocabulary);
        var position = constraint.Start;
        foreach (var b in """{"a":{"b":"x"""u8) constraint.TryAdvance(position, 1 + b, out position);
        Assert.True(constraint.TryAdvance(position, Token("\"}}"), out position));
        Assert.Equal([_tokens.Length - 1], Allowed(constraint, position));
    }

    [Fact]
    public void Without_spacing_no_space_is_written()
    {
        var schema = Schema.AnyObject(Spacing.None);
        Assert.True(Writing.Takes(schema, """{"a":[1,2]}"""));
        Assert.False(Writing.Takes(schema, """{"a": [1,2]}"""));
        Assert.False(Writing.Takes(schema, "[1]"));
    }

    [Theory]
    [InlineData("true")]
    [InlineData("""{"type":"array","items":{"$ref":"#"}}""")]
    public void Beyond_64_levels_nothing_begins_that_need_not(string schema)
    {
        var constraint = new Constraint(Writing.Schema(schema), _vocabulary);
        var position = constraint.Start;
        for (var depth = 0; depth < 64; depth++) Assert.True(constraint.TryAdvance(position, 1 + '[', out position));
        Assert.False(constraint.TryAdvance(position, 1 + '[', out _));
        Assert.False(constraint.TryAdvance(position, Token("[]"), out _));
        Assert.DoesNotContain(1 + '[', Allowed(constraint, position));
        Assert.DoesNotContain(Token("[]"), Allowed(constraint, position));
        for (var depth = 0; depth < 64; depth++) Assert.True(constraint.TryAdvance(position, 1 + ']', out position));
        Assert.True(constraint.CanEnd(position));
    }

    [Theory]
    [InlineData(Spacing.None)]
    [InlineData(Spacing.Optional)]
    public void What_must_begin_begins_at_any_level(Spacing spacing)
    {
        var definitions = string.Join(',', Enumerable.Range(0, 100).Select(i =>
            $"\"a{i}\":{{\"type\":\"object\",\"properties\":{{\"k\":{{\"$ref\":\"#/$defs/a{i + 1}\"}}}},\"required\":[\"k\"],\"additionalProperties\":false}}"));
        var constraint = new Constraint(Schema.Parse(Encoding.UTF8.GetBytes(
            $"{{\"$defs\":{{{definitions},\"a100\":{{\"type\":\"null\"}}}},\"$ref\":\"#/$defs/a0\"}}"), spacing), _vocabulary);
        var position = constraint.Start;
        for (var depth = 0; depth < 100; depth++)
        {
            Assert.Contains(1 + '{', Allowed(constraint, position));
            foreach (var b in "{\"k\":"u8) Assert.True(constraint.TryAdvance(position, 1 + b, out position));
        }
        foreach (var b in "null"u8) Assert.True(constraint.TryAdvance(position, 1 + b, out position));
        for (var depth = 0; depth < 100; depth++) Assert.True(constraint.TryAdvance(position, 1 + '}', out position));
        Assert.True(constraint.CanEnd(position));
    }

    [Fact]
    public void Going_on_inside_a_string_allocates_nothing()
    {
        var constraint = new Constraint(Writing.Schema("""{"type":"object","properties":{"t":{"type":"string"}}}"""), _vocabulary);
        var mask = new ulong[_vocabulary.MaskWords];
        var position = constraint.Start;
        foreach (var b in "{\"t\":\""u8) constraint.TryAdvance(position, 1 + b, out position);
        var before = 0L;
        for (var i = 0; i < 200; i++)
        {
            if (i == 100) before = GC.GetAllocatedBytesForCurrentThread();
            constraint.Allow(position, mask);
            constraint.TryAdvance(position, 1 + 'a', out position);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_is_kept_is_forgotten_and_found_again()
    {
        var constraint = new Constraint(Schema.AnyObject(Spacing.None), _vocabulary);
        var random = new Random(1);
        // more ways to nest than are kept: each is written and closed, and closes rightly
        for (var document = 0; document < 4_000; document++)
        {
            var position = constraint.Start;
            var open = new Stack<byte>();
            Write("{\"a\":"u8);
            for (var depth = 0; depth < 20; depth++) Write(random.Next(2) == 0 ? "["u8 : "{\"a\":"u8);
            Write("1"u8);
            while (open.TryPop(out var closing)) Assert.True(constraint.TryAdvance(position, 1 + closing, out position));
            Assert.True(constraint.CanEnd(position));

            void Write(ReadOnlySpan<byte> text)
            {
                if (text[0] is (byte)'{' or (byte)'[') open.Push((byte)(text[0] + 2));
                foreach (var b in text) Assert.True(constraint.TryAdvance(position, 1 + b, out position));
            }
        }
    }

    private static int Token(string text) =>
        Array.FindIndex(_tokens, token => token.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(text)));

    private static List<int> Allowed(Constraint constraint, Position position)
    {
        var mask = new ulong[_vocabulary.MaskWords];
        constraint.Allow(position, mask);
        return [.. Enumerable.Range(0, _tokens.Length).Where(t => ((ReadOnlySpan<ulong>)mask).Has(t))];
    }
}
