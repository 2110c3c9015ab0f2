using System.Text;
using System.Text.Json.Nodes;
using CsCheck;

namespace Jaram.Tokenizers.Tests;

public sealed class TokenizerJsonTests
{
    private static readonly byte[] _file = Texts.Train(Texts.Documents, new BpeRecipe { Vocabulary = 280 }).ToJson();

    [Fact]
    public void Reading_what_was_written_writes_the_same_bytes() =>
        Gen.Int[262, 400].Sample(size =>
        {
            var tokenizer = Texts.Train(Texts.Documents, new BpeRecipe { Vocabulary = size });
            var read = Tokenizer.FromJson(tokenizer.ToJson());
            Assert.Equal(tokenizer.ToJson(), read.ToJson());
            Assert.Equal(tokenizer.Digest, read.Digest);
        }, iter: 10);

    /// <summary>Models that were raised know their tokenizer by its digest.</summary>
    [Fact]
    public void The_file_is_what_it_was_when_the_first_models_were_raised() =>
        Assert.Equal("c4218c5650707054d6190ccbc6d4b2babebdc2602158bcf629362c43099895bc", Texts.Small.Digest);

    [Fact]
    public void Layout_is_no_part_of_the_digest()
    {
        var one = JsonNode.Parse(_file)!.AsObject();
        var other = new JsonObject(one.Reverse().Select(key => KeyValuePair.Create(key.Key, key.Value?.DeepClone())));
        Assert.Equal(Tokenizer.FromJson(_file).Digest,
            Tokenizer.FromJson(Encoding.UTF8.GetBytes(other.ToJsonString())).Digest);
    }

    [Fact]
    public void Another_vocabulary_has_another_digest() =>
        Assert.NotEqual(Tokenizer.FromJson(_file).Digest, Texts.Small.Digest);

    [Fact]
    public void A_changed_byte_is_refused_or_changes_nothing() =>
        Gen.Select(Gen.Int[0, _file.Length - 1], Gen.Byte).Sample((at, value) =>
        {
            byte[] changed = [.. _file];
            changed[at] = value;
            try
            {
                return Tokenizer.FromJson(changed).Digest == Tokenizer.FromJson(_file).Digest;
            }
            catch (TokenizerException)
            {
                return true;
            }
        });

    [Fact]
    public void A_file_cut_short_is_refused() =>
        Gen.Int[0, _file.Length - 3].Sample(length =>
            Assert.Throws<TokenizerException>(() => Tokenizer.FromJson(_file.AsMemory(0, length))));

    [Theory]
    [InlineData("\"1.0\"", "\"2.0\"", "$.version is \"2.0\", a tokenizer of Jaram has \"1.0\".")]
    [InlineData("\"NFC\"", "\"NFKC\"", "$.normalizer.type is \"NFKC\"")]
    [InlineData("|\\\\p{N}|", "|\\\\p{N}+|", "$.pre_tokenizer.pretokenizers[0].pattern.Regex is ")]
    [InlineData("\"use_regex\": false", "\"use_regex\": true", "$.pre_tokenizer.pretokenizers[1].use_regex is true")]
    [InlineData("\"fuse_unk\": false", "\"fuse_unk\": false, \"lowercase\": true", "$.model.lowercase is not a key")]
    [InlineData("\"fuse_unk\": false,", "", "$.model.fuse_unk is missing.")]
    [InlineData("\"post_processor\": null", "\"post_processor\": {}", "$.post_processor is {}")]
    [InlineData("{ \"id\": 5,", "{ \"id\": 9,", "$.added_tokens[5].id is 9")]
    [InlineData("\"<|pad|>\": 5", "\"<|pad|>\": 4", "$.model.vocab gives id 4 to \"<|pad|>\", which is id 5")]
    [InlineData("\"<|pad|>\": 5", "\"<|pad|>\": 280", "$.model.vocab gives \"<|pad|>\" the id 280, ids are whole")]
    [InlineData("\"<|pad|>\": 5", "\"<|pad|>\": 5.5", "$.model.vocab gives \"<|pad|>\" the id 5.5")]
    [InlineData("\"<|pad|>\": 5", "\"<|end|>\": 5", "Not strict JSON at line ")]
    [InlineData("\"<|pad|>\": 5", "\"\\ud800\": 5", "A name or text holds half of a surrogate pair")]
    [InlineData("\"<|pad|>\": 5,", "", "$.model.vocab has 279 tokens; the special tokens, 256 bytes and 18 merges")]
    [InlineData("\"merges\": [\n      [", "\"merges\": [\n      [\"no\", ", "$.model.merges[0] is [\"no\", ")]
    [InlineData("\"merges\": [\n      [\"", "\"merges\": [\n      [\"no", "$.model.merges[0][0] is \"no")]
    [InlineData("\"merges\": [", "\"merges\": [[\"<|bos|>\", \"a\"],", "$.model.vocab has 280")]
    public void What_would_change_the_tokens_is_refused_by_its_place(string from, string to, string message)
    {
        var text = Encoding.UTF8.GetString(_file);
        Assert.Contains(from, text);
        var at = text.IndexOf(from, StringComparison.Ordinal);
        var changed = Encoding.UTF8.GetBytes($"{text[..at]}{to}{text[(at + from.Length)..]}");
        Assert.StartsWith(message, Assert.Throws<TokenizerException>(() => Tokenizer.FromJson(changed)).Message);
    }

    [Fact]
    public void What_stands_for_nothing_may_be_left_out()
    {
        var text = Encoding.UTF8.GetString(_file)
            .Replace("\"truncation\": null,", "").Replace("\"dropout\": null,", "");
        Assert.Equal(Tokenizer.FromJson(_file).Digest, Tokenizer.FromJson(Encoding.UTF8.GetBytes(text)).Digest);
    }

    [Fact]
    public void A_byte_that_is_no_UTF_8_is_pointed_at()
    {
        byte[] broken = [.. _file];
        broken[77] = 0xFF;
        var e = Assert.Throws<TokenizerException>(() => Tokenizer.FromJson(broken));
        Assert.StartsWith("Byte 77 does not belong to UTF-8", e.Message);
    }

    [Fact]
    public void An_error_names_the_file()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, "{}");
        try
        {
            var e = Assert.Throws<TokenizerException>(() => Tokenizer.Load(path));
            Assert.Equal($"{path}: $.version is missing.", e.Message);
            File.WriteAllBytes(path, _file);
            Assert.Equal(280, Tokenizer.Load(path).Count);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_file_that_is_not_there_is_missing_in_our_own_words()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var e = Assert.Throws<TokenizerException>(() => Tokenizer.Load(path));
        Assert.Equal($"{path}: is missing; put it back from a copy of the model", e.Message);
    }
}
