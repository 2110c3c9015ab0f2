using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace Jaram.Tokenizers.Tests;

public sealed class ForeignReaderTests
{
    /// <summary>Names of all families.</summary>
    public static TheoryData<string> Names => Families.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Decoding_gives_the_text_again(string family)
    {
        var tokenizer = Families.Read(family);
        var isNfc = family is "qwen2" or "qwen35" or "kexaone";
        Texts.Any.Select(text => isNfc ? Nfc.Normalize(text).ToString() : text.Replace('▁', '_'))
            .Where(text => !LosesItsSpace(family, text))
            .Sample(text => Assert.Equal(text, tokenizer.Decode(tokenizer.Encode(text))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Text_never_makes_an_added_token(string family)
    {
        var tokenizer = Families.Read(family);
        var added = tokenizer.Added.Select(token => token.Id).ToHashSet();
        Gen.OneOf(Texts.Any, Gen.OneOfConst([.. tokenizer.Added.Select(token => token.Text)])).Array[0, 6]
            .Select(string.Concat).Sample(text => Assert.DoesNotContain(tokenizer.Encode(text), added.Contains));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Names_of_added_tokens_count_when_asked_to(string family)
    {
        var tokenizer = Families.Read(family);
        Assert.All(tokenizer.Added, token => Assert.Equal([token.Id], tokenizer.EncodeWithSpecials(token.Text)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_changed_byte_is_read_or_refused_and_nothing_else(string family)
    {
        var file = Encoding.UTF8.GetBytes(Families.Files[family]);
        Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            byte[] changed = [.. file];
            changed[at] = value;
            try
            {
                var tokenizer = Tokenizer.FromJson(changed);
                foreach (var document in Texts.Documents) tokenizer.Decode(tokenizer.EncodeWithSpecials(document));
            }
            catch (TokenizerException)
            {
                return;
            }
        }, iter: 150);
    }

    /// <summary>Every kind of value in every place but the tokens themselves.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void A_changed_value_is_read_or_refused_by_its_place(string family)
    {
        var places = Places(JsonNode.Parse(Families.Files[family])!).Count();
        var values = Gen.OneOfConst("null", "0", "-1", "1e9", "\"\"", "\"a\"", "[]", "[[]]", "{}", "true");
        Gen.Select(Gen.Int[0, places - 1], values)
            .Sample((at, value) =>
            {
                var root = JsonNode.Parse(Families.Files[family])!;
                Places(root).ElementAt(at).ReplaceWith(JsonNode.Parse(value));
                try
                {
                    var tokenizer = Tokenizer.FromJson(Encoding.UTF8.GetBytes(root.ToJsonString()));
                    foreach (var document in Texts.Documents) tokenizer.Decode(tokenizer.EncodeWithSpecials(document));
                }
                catch (TokenizerException e)
                {
                    Assert.Matches(@"^(\$|Token \d)", e.Message);
                }
            }, iter: 150);
    }

    [Theory]
    [InlineData("gpt2", "\"1.0\"", "\"2.0\"", "$.version is \"2.0\"; Jaram reads \"1.0\" only.")]
    [InlineData("gpt2", "\"truncation\":null", "\"truncation\":{}", "$.truncation is {}; Jaram reads null only.")]
    [InlineData("gpt2", "\"padding\":null", "\"paddling\":null", "$.paddling is not a key that Jaram knows here.")]
    [InlineData("gpt2", "\"dropout\":null", "\"dropout\":0.1", "$.model.dropout is 0.1; Jaram reads null only.")]
    [InlineData("gpt2", "\"BPE\"", "\"Unigram\"", "$.model.type is \"Unigram\"; Jaram reads \"BPE\" only.")]
    [InlineData("gpt2", "\"BPE\"", "\"WordPiece\"", "$.model.type is \"WordPiece\"")]
    [InlineData("gpt2", "\"normalizer\":null", "\"normalizer\":{\"type\":\"NFKC\"}",
        "$.normalizer is {\"type\":\"NFKC\"}; Jaram reads NFC")]
    [InlineData("gpt2", "\"add_prefix_space\":false", "\"add_prefix_space\":true",
        "$.pre_tokenizer.add_prefix_space is true")]
    [InlineData("gpt2", "\"single_word\":false", "\"single_word\":true", "$.added_tokens[0].single_word is true")]
    [InlineData("gpt2", "\"id\":700", "\"id\":701",
        "$.model.vocab gives id 700 to \"<|endoftext|>\", which is added as 701.")]
    [InlineData("gpt2", "\"merges\":[\"", "\"merges\":[\" ", "$.model.merges[0] is ")]
    [InlineData("gpt2", "\"merges\":[", "\"merges\":[\"Q Z\",",
        "$.model.merges[0] needs the token \"QZ\", which $.model.vocab does not")]
    [InlineData("gpt2", "\"end_of_word_suffix\":null", "\"end_of_word_suffix\":\"</w>\"",
        "$.model.end_of_word_suffix is ")]
    [InlineData("llama3", "{1,3}", "{1,4}", "$.pre_tokenizer is ")]
    [InlineData("llama3", "\"Isolated\"", "\"Removed\"", "$.pre_tokenizer.pretokenizers[0].behavior is \"Removed\"")]
    [InlineData("llama3", "{\"Sequence\":{\"id\":\"A\",\"type_id\":0}}]", "{\"Sequence\":{\"id\":\"A\",\"type_id\":0}},{}]",
        "$.post_processor.processors[1].single is ")]
    [InlineData("llama3", "\"ids\":[700]", "\"ids\":[900]",
        "$.post_processor.processors[1].special_tokens.<|begin_of_text|>.ids[0] is 900")]
    [InlineData("llama2", "\"byte_fallback\":true", "\"byte_fallback\":false",
        "$.model.byte_fallback is false; Jaram reads true only.")]
    [InlineData("llama2", "<0x41>", "<0x4101>", "$.model.vocab has no token \"<0x41>\" for byte 0x41")]
    [InlineData("llama2", "\"content\":\"▁\"", "\"content\":\"_\"", "$.normalizer.normalizers[1].content is ")]
    [InlineData("mistral", "\"first\"", "\"last\"", "$.pre_tokenizer.prepend_scheme is \"last\"")]
    [InlineData("deepseek3", "\"<think>\"", "\"  \"", "Token 704 is white space and is added")]
    [InlineData("deepseek3", "\"<think>\"", "\"<|User|>\"",
        "$.model.vocab gives id 704 to \"<|User|>\" and to another token.")]
    public void What_would_change_the_tokens_is_refused_by_its_place(
        string family, string from, string to, string message) =>
        Assert.StartsWith(message,
            Assert.Throws<TokenizerException>(() => Tokenizer.FromJson(Families.With(family, from, to))).Message);

    /// <summary>Else a user could write the parts of the name, and the merge would make the token.</summary>
    [Fact]
    public void A_merge_that_makes_a_special_token_is_refused()
    {
        var file = Families.With("gpt2", "\"<|endoftext|>\":700", "\"<|endoftext|>\":700,\"<|endof\":900,\"text|>\":901");
        var text = Encoding.UTF8.GetString(file).Replace("\"merges\":[", "\"merges\":[\"<|endof text|>\",");
        Assert.StartsWith("$.model.merges[0] has the special token 700 in it",
            Assert.Throws<TokenizerException>(() => Tokenizer.FromJson(Encoding.UTF8.GetBytes(text))).Message);
    }

    [Fact]
    public void A_token_of_more_than_4096_bytes_is_refused() =>
        Assert.StartsWith("$.model.vocab: token 900 has 4097 bytes, 1 to 4096 are allowed",
            Assert.Throws<TokenizerException>(() => Tokenizer.FromJson(Families.With("gpt2", "\"vocab\":{",
                $"\"vocab\":{{\"{new string('a', 4097)}\":900,"))).Message);

    [Fact]
    public void The_digest_is_that_of_the_file_and_the_file_is_not_written_anew()
    {
        var file = Encoding.UTF8.GetBytes(Families.Files["qwen2"]);
        var tokenizer = Tokenizer.FromJson(file);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), tokenizer.Digest);
        Assert.Throws<TokenizerException>(tokenizer.ToJson);
    }

    [Fact]
    public void A_prompt_begins_as_the_model_was_raised()
    {
        Assert.Equal([700, .. Families.Read("llama3").Encode("a")], Families.Read("llama3").EncodePrompt("a"));
        Assert.Equal(Families.Read("qwen2").Encode("a"), Families.Read("qwen2").EncodePrompt("a"));
        Assert.Throws<TokenizerException>(() => Families.Read("qwen2").EncodePrompt(""));
        Assert.Equal([Tokenizer.Bos, .. Texts.Small.Encode("a")], Texts.Small.EncodePrompt("a"));
    }

    /// <summary>All values of a file, but of the vocabulary and the merges only the first.</summary>
    private static IEnumerable<JsonNode> Places(JsonNode node)
    {
        IEnumerable<JsonNode?> inner = node switch
        {
            JsonObject map => map.Select(pair => pair.Value).Take(map.Count > 100 ? 1 : map.Count),
            JsonArray list => list.Take(list.Count > 100 ? 1 : list.Count),
            _ => [],
        };
        return inner.OfType<JsonNode>().SelectMany(child => Places(child).Prepend(child));
    }

    /// <summary>Where a space is put before every text, one that was there is not told from it.</summary>
    private static bool LosesItsSpace(string family, string text) =>
        family is "mistral" or "metaspace" && text.StartsWith(' ');
}
