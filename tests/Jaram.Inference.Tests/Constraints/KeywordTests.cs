using static Jaram.Inference.Tests.Constraints.Writing;

namespace Jaram.Inference.Tests.Constraints;

/// <summary>What each keyword lets through: a schema, documents that obey it and can be written, documents that do not
/// obey it, and documents that obey it but are never written so.</summary>
public sealed class KeywordTests
{
    private static void Holds(string schema, string[] valid, string[] invalid, params string[] unwritten)
    {
        var parsed = Schema(schema);
        foreach (var document in valid)
        {
            Assert.True(IsValid(parsed, document), $"{document} is valid");
            Assert.True(Takes(parsed, document), $"{document} can be written");
        }
        foreach (var document in invalid)
        {
            Assert.False(IsValid(parsed, document), $"{document} is not valid");
            Assert.False(Takes(parsed, document), $"{document} cannot be written");
        }
        foreach (var document in unwritten)
        {
            Assert.True(IsValid(parsed, document), $"{document} is valid");
            Assert.False(Takes(parsed, document), $"{document} is not written so");
        }
    }

    [Fact]
    public void True_takes_any_value() => Holds("true",
        ["null", "true", "1", "-0.5e+3", "\"a\"", "[]", "[1, \"2\", {}]", "{}", """{"a": [{"b":null}],"a":2}"""],
        ["", "nul", "[1,]", "{a:1}", "'a'", "01", "+1", "1.", ".5", "[1 2]"],
        " 1", "[ 1]", "{\n}", "1 ");

    [Fact]
    public void A_type_is_held() => Holds("""{"type":"integer"}""",
        ["0", "-1", "12345678901234567890123"], ["1.5", "\"1\"", "null", "01", "-", "true", "[]"],
        "1.0", "1e2", "-0");

    [Fact]
    public void Several_types_are_held() => Holds("""{"type":["string","null","boolean"]}""",
        ["\"\"", "null", "true", "false"], ["1", "{}", "[]"]);

    [Fact]
    public void Nullable_adds_null() => Holds("""{"type":"string","nullable":true}""", ["null", "\"a\""], ["1"]);

    [Fact]
    public void Properties_are_written_in_the_order_of_the_schema() => Holds(
        """{"type":"object","properties":{"a":{"type":"integer"},"b":{"type":"string"}},"required":["a","b"],"additionalProperties":false}""",
        ["""{"a":1,"b":"x"}""", """{"a": 1, "b": "x"}"""],
        ["{}", """{"a":1}""", """{"a":1,"b":2}""", """{"a":1,"b":"x","c":1}"""],
        """{"b":"x","a":1}""", """{"a" :1,"b":"x"}""", """{"a":  1,"b":"x"}""");

    [Fact]
    public void Properties_that_are_not_required_may_be_left_out() => Holds(
        """{"type":"object","properties":{"a":{"const":1},"b":{"const":2},"c":{"const":3}},"required":["b"],"additionalProperties":false}""",
        ["""{"b":2}""", """{"a":1,"b":2}""", """{"b":2,"c":3}""", """{"a":1,"b":2,"c":3}"""],
        ["{}", """{"a":1}""", """{"a":1,"c":3}""", """{"b":2,"c":2}"""]);

    [Fact]
    public void Other_properties_follow_and_never_bear_a_name_of_the_schema() => Holds(
        """{"type":"object","properties":{"ab":{"type":"integer"}},"additionalProperties":{"type":"boolean"}}""",
        ["{}", """{"ab":1}""", """{"ab":1,"abc":true,"a":false}""", """{"x":true}""", """{"한글":true}""", """{"":true}"""],
        ["""{"ab":true}""", """{"x":1}""", """{"ab":1,"x":null}"""],
        """{"x":true,"ab":1}""", """{"\u0061":true}""");

    [Fact]
    public void A_name_of_the_schema_is_spelled_in_one_way() => Holds(
        """{"type":"object","properties":{"\u001f":{"type":"integer"}},"additionalProperties":{"type":"string"}}""",
        ["""{"\u001f":1}""", """{"\u001e":"x"}"""], ["""{"\u001F":"x"}""", """{"\u001f":"x"}"""],
        """{"\u001F":1}""", """{"\u001E":"x"}""");

    [Fact]
    public void The_order_is_that_of_all_schemas_part_after_part() => Holds(
        """
        {"$ref":"#/$defs/d","allOf":[{"properties":{"b":true},"allOf":[{"properties":{"c":true}}]},{"properties":{"e":true,"a":true}}],
         "properties":{"z":true},"additionalProperties":true,"$defs":{"d":{"properties":{"d":true}}},"type":"object"}
        """,
        ["""{"z":0,"b":0,"c":0,"e":0,"a":0,"d":0}"""], [],
        """{"d":0,"z":0}""", """{"b":0,"z":0}""", """{"c":0,"b":0}""", """{"a":0,"e":0}""", """{"e":0,"b":0}""");

    [Fact]
    public void A_required_name_without_a_schema_is_an_other_property() => Holds(
        """{"type":"object","required":["z"],"additionalProperties":{"type":"integer"}}""",
        ["""{"z":1}""", """{"z":1,"y":2}"""], ["{}", """{"y":1}""", """{"z":"1"}"""]);

    [Fact]
    public void Pattern_properties_tell_the_value_by_the_name() => Holds(
        """{"type":"object","patternProperties":{"^n":{"type":"integer"},"x$":{"minimum":5}},"additionalProperties":{"type":"string"}}""",
        ["""{"n1":1}""", """{"nx":7}""", """{"ax":9}""", """{"ax":"any"}""", """{"a":"s"}"""],
        ["""{"n1":"s"}""", """{"nx":3}""", """{"a":1}""", """{"ax":1}"""]);

    [Fact]
    public void Names_are_held() => Holds(
        """{"type":"object","propertyNames":{"pattern":"^[a-z]+$","maxLength":3},"additionalProperties":{"type":"null"}}""",
        ["{}", """{"abc":null}""", """{"a":null,"b":null}"""], ["""{"A":null}""", """{"abcd":null}""", """{"":null}"""]);

    [Fact]
    public void The_number_of_properties_is_held() => Holds(
        """{"type":"object","properties":{"a":{"const":1},"b":{"const":1},"c":{"const":1}},"minProperties":1,"maxProperties":2,"additionalProperties":false}""",
        ["""{"a":1}""", """{"c":1}""", """{"a":1,"b":1}""", """{"b":1,"c":1}"""], ["{}", """{"a":1,"b":1,"c":1}"""]);

    [Fact]
    public void Room_is_kept_for_required_properties() => Holds(
        """{"type":"object","properties":{"a":{"const":1},"b":{"const":1},"c":{"const":1}},"required":["c"],"maxProperties":2}""",
        ["""{"c":1}""", """{"a":1,"c":1}""", """{"b":1,"c":1}""", """{"c":1,"d":0}"""],
        ["""{"a":1,"b":1,"c":1}""", """{"a":1,"b":1}""", """{"a":1,"c":1,"d":1}"""]);

    [Fact]
    public void A_dependent_property_comes_with_the_first() => Holds(
        """{"type":"object","properties":{"a":{"const":1},"b":{"const":1}},"dependentRequired":{"a":["b"]},"additionalProperties":false}""",
        ["{}", """{"b":1}""", """{"a":1,"b":1}"""], ["""{"a":1}"""]);

    [Fact]
    public void Listed_values_are_held() => Holds(
        """{"enum":["a","한글",1,null,true,{"x":[1,{"y":2}]},"q\"\\\n"]}""",
        ["\"a\"", "\"한글\"", "1", "null", "true", """{"x":[1,{"y":2}]}""", """{"x": [1, {"y": 2}]}""", """ "q\"\\\n" """.Trim()],
        ["\"b\"", "2", "false", "{}", """{"x":[1]}"""],
        "1.0", "\"\\u0061\"");

    [Fact]
    public void Listed_values_obey_the_other_keywords_too() => Holds(
        """{"enum":[1,2,3,"x"],"type":"integer","minimum":2,"not":{"const":3}}""", ["2"], ["1", "3", "\"x\"", "4"]);

    [Fact]
    public void Items_are_held() => Holds(
        """{"type":"array","items":{"type":"integer"},"minItems":1,"maxItems":3}""",
        ["[1]", "[1,2]", "[1, 2, 3]"], ["[]", "[1,2,3,4]", "[\"1\"]", "1"]);

    [Fact]
    public void The_first_items_have_schemas_of_their_own() => Holds(
        """{"type":"array","prefixItems":[{"type":"integer"},{"type":"string"}],"items":{"type":"boolean"},"minItems":1}""",
        ["[1]", "[1,\"a\"]", "[1,\"a\",true,false]"], ["[]", "[\"a\"]", "[1,2]", "[1,\"a\",3]"]);

    [Fact]
    public void No_items_follow_where_they_are_false() => Holds(
        """{"type":"array","prefixItems":[{"type":"integer"}],"items":false}""", ["[]", "[1]"], ["[1,2]", "[\"a\"]"]);

    [Fact]
    public void Items_of_an_enumeration_differ_where_they_must() => Holds(
        """{"type":"array","items":{"enum":["a","b",3]},"uniqueItems":true,"minItems":1}""",
        ["[\"a\"]", "[\"b\",\"a\"]", "[3,\"a\",\"b\"]"], ["[]", "[\"a\",\"a\"]", "[3,\"a\",3]", "[\"c\"]"]);

    [Fact]
    public void The_length_of_a_string_is_counted_in_characters() => Holds(
        """{"type":"string","minLength":2,"maxLength":3}""",
        ["\"ab\"", "\"한글\"", "\"😀😀😀\"", """ "\ud83d\ude00\n" """.Trim(), """ "\u00e9\u00e9\"" """.Trim()],
        ["\"\"", "\"a\"", "\"한\"", "\"abcd\"", "\"😀\"", """ "\ud83d\ude00" """.Trim()]);

    [Fact]
    public void Lengths_that_overlap_are_one() => Holds(
        """{"type":"string","anyOf":[{"minLength":5},{"maxLength":1},{"minLength":2,"maxLength":2},{"minLength":4,"maxLength":9}]}""",
        ["\"\"", "\"ab\"", "\"abcd\"", "\"abcdefghijk\""], ["\"abc\""]);

    [Fact]
    public void Half_a_surrogate_pair_is_never_written() => Holds("""{"type":"string"}""",
        ["""
        "\ud83d\ude00 \uD7FF \ue000 \/ \u0000"
        """], ["""
        "\ud83d"
        """, """
        "\ude00"
        """, """
        "\ud83dx"
        """, "\"\n\""]);

    [Fact]
    public void A_pattern_is_held() => Holds("""{"type":"string","pattern":"^[a-z가-힣]{2,3}$"}""",
        ["\"ab\"", "\"가나다\""], ["\"a\"", "\"abcd\"", "\"A1\"", "\"ab1\""], """ "\u0061b" """.Trim());

    [Fact]
    public void A_pattern_is_looked_for_anywhere() => Holds("""{"type":"string","pattern":"b+c"}""",
        ["\"abbcd\"", "\"bc\"", "\"\\\"bc\\n\""], ["\"bb\"", "\"\"", "\"b c\""]);

    [Fact]
    public void A_pattern_and_lengths_hold_together() => Holds("""{"type":"string","pattern":"^a","minLength":2,"maxLength":3}""",
        ["\"ab\"", "\"a한글\""], ["\"a\"", "\"bb\"", "\"abcd\""]);

    [Fact]
    public void A_date_is_a_day_of_the_calendar() => Holds("""{"type":"string","format":"date"}""",
        ["\"2024-02-29\"", "\"2000-02-29\"", "\"2023-12-31\""],
        ["\"2023-02-29\"", "\"1900-02-29\"", "\"2023-04-31\"", "\"2023-13-01\"", "\"23-01-01\""]);

    [Theory]
    [InlineData("date-time", "2024-02-29T23:59:59.123+09:00", "2024-02-29 23:59:59Z")]
    [InlineData("time", "01:02:03Z", "24:00:00Z")]
    [InlineData("duration", "P1Y2M3DT4H5M6S", "P1D2Y")]
    [InlineData("uuid", "123e4567-e89b-12d3-a456-426614174000", "123e4567e89b12d3a456426614174000")]
    [InlineData("ipv4", "255.0.10.199", "256.0.0.1")]
    [InlineData("ipv6", "2001:db8::8a2e:370:7334", "2001:db8::8a2e::7334")]
    [InlineData("ipv6", "::ffff:192.168.0.1", "1:2:3:4:5:6:7:8:9")]
    [InlineData("hostname", "xn--kr.example-1.org", "-a.org")]
    [InlineData("email", "gil.dong+1@example.kr", "gil dong@example.kr")]
    [InlineData("uri", "https://example.org/a?b=c#d", "/a/b")]
    [InlineData("uri-reference", "/a/b?x#y", "a b")]
    [InlineData("json-pointer", "/a~1b/0", "/a~2")]
    [InlineData("uri", "http://u:p@example.org:80/a//b?c=/?#/?", "a:[")]
    [InlineData("uri", "urn:isbn:0-486-27557-4", "http://a]b")]
    [InlineData("uri", "file:///a", "http://a:b")]
    [InlineData("uri-reference", "", "1:2")]
    [InlineData("uri-reference", "./1:2", ":")]
    [InlineData("uri-reference", "//example.org/a", "?#a#b")]
    [InlineData("uri-reference", "mailto:a@b", "a\tb")]
    public void A_format_is_held(string format, string valid, string invalid) =>
        Holds($$"""{"type":"string","format":"{{format}}"}""", [$"\"{valid}\""], [$"\"{invalid}\""]);

    [Fact]
    public void Bounds_of_integers_are_held() => Holds("""{"type":"integer","minimum":-12,"exclusiveMaximum":105}""",
        ["-12", "-9", "0", "7", "99", "104"], ["-13", "-100", "105", "200", "1000"], "-0");

    [Fact]
    public void Bounds_of_numbers_are_held() => Holds("""{"type":"number","exclusiveMinimum":-0.25,"maximum":1.05}""",
        ["-0.249", "-0.1", "0", "0.0", "1", "1.0", "1.05", "1.0500", "1.049", "0.99999"],
        ["-0.25", "-0.250", "-1", "1.051", "1.0501", "1.1", "2", "10"], "1e0", "-0.0");

    [Fact]
    public void Multiples_are_held() => Holds("""{"type":"integer","multipleOf":7,"minimum":0,"maximum":100}""",
        ["0", "7", "98"], ["1", "99", "105", "-7"]);

    [Fact]
    public void Multiples_of_a_fraction_are_held() => Holds("""{"type":"number","multipleOf":0.25}""",
        ["0", "1", "0.25", "-1.5", "1.50", "12.75"], ["0.1", "1.3", "0.255"], "0.250", "1e1");

    [Fact]
    public void Any_of_several_schemas_will_do() => Holds(
        """{"anyOf":[{"type":"string","maxLength":1},{"type":"integer"},{"type":"object","properties":{"a":{"const":1}},"required":["a"]}]}""",
        ["\"\"", "\"a\"", "3", """{"a":1}"""], ["\"ab\"", "1.5", "{}", """{"a":2}"""]);

    [Fact]
    public void Objects_that_begin_alike_are_told_apart_later() => Holds(
        """
        {"anyOf":[
          {"type":"object","properties":{"k":{"type":"object","properties":{"x":{"type":"integer"}},"required":["x"],"additionalProperties":false},"t":{"const":1}},"required":["k","t"],"additionalProperties":false},
          {"type":"object","properties":{"k":{"type":"object","properties":{"x":{"type":"number"}},"required":["x"],"additionalProperties":false},"t":{"const":2}},"required":["k","t"],"additionalProperties":false}]}
        """,
        ["""{"k":{"x":1},"t":1}""", """{"k":{"x":1},"t":2}""", """{"k":{"x":1.5},"t":2}"""],
        ["""{"k":{"x":1.5},"t":1}"""]);

    [Fact]
    public void Exactly_one_of_several_schemas_is_obeyed() => Holds(
        """{"type":"object","properties":{"a":{"const":1},"b":{"const":1}},"additionalProperties":false,"oneOf":[{"required":["a"]},{"required":["b"]}]}""",
        ["""{"a":1}""", """{"b":1}"""], ["{}", """{"a":1,"b":1}"""]);

    [Fact]
    public void Exactly_one_is_told_by_a_constant() => Holds(
        """
        {"oneOf":[{"type":"object","properties":{"kind":{"const":"a"},"n":{"type":"integer"}},"required":["kind","n"]},
                  {"type":"object","properties":{"kind":{"const":"b"},"s":{"type":"string"}},"required":["kind","s"]}]}
        """,
        ["""{"kind":"a","n":1}""", """{"kind":"b","s":""}"""], ["""{"kind":"a","s":""}""", """{"kind":"c"}"""]);

    [Fact]
    public void Exactly_one_of_overlapping_numbers() => Holds(
        """{"type":"integer","oneOf":[{"minimum":0,"maximum":10},{"minimum":5,"maximum":20}]}""",
        ["0", "4", "11", "20"], ["5", "10", "21", "-1"]);

    [Fact]
    public void All_schemas_are_obeyed() => Holds(
        """{"allOf":[{"type":"object","properties":{"a":{"type":"integer"}},"required":["a"]},{"properties":{"a":{"minimum":3},"b":{"type":"null"}}}]}""",
        ["""{"a":3,"b":null}""", """{"a":3}"""],
        ["{}", """{"a":2,"b":null}""", """{"b":null}"""]);

    [Fact]
    public void Texts_with_controls_are_denied_one_by_one() => Holds(
        """
        {"type":"object","properties":{"x":{"type":"string","not":{"enum":["a\u0001b"]}},"y":{"type":"string","not":{"enum":["a","b"]}}},
         "additionalProperties":false}
        """,
        ["""{"x":"a","y":"a\u0001b"}"""], ["""{"x":"a\u0001b"}""", """{"y":"a"}""", """{"y":"b"}"""]);

    [Fact]
    public void A_schema_can_be_denied() => Holds("""{"type":["string","integer"],"not":{"enum":["a","b",3]}}""",
        ["\"c\"", "\"ab\"", "\"\"", "4", "33"], ["\"a\"", "\"b\"", "3", "null"]);

    [Fact]
    public void A_condition_chooses() => Holds(
        """
        {"type":"object","properties":{"country":{"enum":["KR","US"]},"code":{"type":"string"}},"required":["country","code"],"additionalProperties":false,
         "if":{"properties":{"country":{"const":"KR"}}},"then":{"properties":{"code":{"pattern":"^[0-9]{5}$"}}},"else":{"properties":{"code":{"pattern":"^[A-Z]+$"}}}}
        """,
        ["""{"country":"KR","code":"03187"}""", """{"country":"US","code":"NY"}"""],
        ["""{"country":"KR","code":"NY"}""", """{"country":"US","code":"03187"}"""]);

    [Fact]
    public void References_are_followed_even_in_a_circle() => Holds(
        """{"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{"v":{"type":"integer"},"next":{"anyOf":[{"$ref":"#/$defs/node"},{"type":"null"}]}},"required":["v","next"],"additionalProperties":false}}}""",
        ["""{"v":1,"next":null}""", """{"v":1,"next":{"v":2,"next":{"v":3,"next":null}}}"""],
        ["""{"v":1}""", """{"v":1,"next":{"v":2}}""", """{"v":1,"next":1}"""]);

    [Fact]
    public void A_reference_by_the_name_of_the_whole_document_is_followed() => Holds(
        """{"$id":"https://e.org/s#","items":{"$ref":"https://e.org/s#/$defs/a"},"maxItems":1,"$defs":{"a":{"const":0}},"type":"array"}""",
        ["[]", "[0]"], ["[1]", "0"]);

    [Fact]
    public void Alternatives_that_refer_to_the_whole_are_told_apart() => Holds(
        """
        {"oneOf":[{"type":"object","properties":{"kind":{"const":"leaf"}},"required":["kind"],"additionalProperties":false},
                  {"type":"object","properties":{"child":{"$ref":"#"},"kind":{"const":"node"}},"required":["child","kind"],"additionalProperties":false}]}
        """,
        ["""{"kind":"leaf"}""", """{"child":{"child":{"kind":"leaf"},"kind":"node"},"kind":"node"}"""],
        ["""{"kind":"node"}""", """{"child":{"kind":"leaf"},"kind":"leaf"}""", """{"child":{"kind":"node"},"kind":"node"}"""]);

    [Fact]
    public void A_reference_by_anchor_or_to_the_root_is_followed() => Holds(
        """{"type":"array","items":{"anyOf":[{"$ref":"#"},{"$ref":"#leaf"}]},"$defs":{"l":{"$anchor":"leaf","const":0}}}""",
        ["[]", "[0,[0,[]]]"], ["[1]", "0"]);
}
