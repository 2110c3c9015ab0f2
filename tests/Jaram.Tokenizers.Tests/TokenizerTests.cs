using System.Text;
using CsCheck;

namespace Jaram.Tokenizers.Tests;

public sealed class TokenizerTests
{
    [Fact]
    public void Decoding_gives_the_text_in_normal_form_again() =>
        Texts.Any.Sample(text =>
            Assert.Equal(text.Normalize(NormalizationForm.FormC), Texts.Small.Decode(Texts.Small.Encode(text))));

    [Fact]
    public void Texts_that_look_the_same_have_the_same_tokens() =>
        Texts.Any.Sample(text =>
            Assert.Equal(Texts.Small.Encode(text), Texts.Small.Encode(text.Normalize(NormalizationForm.FormD))));

    [Fact]
    public void Text_never_makes_a_special_token() =>
        Gen.Select(Texts.Any, Gen.OneOfConst(SpecialTokens.Names), Texts.Any).Sample((before, name, after) =>
        {
            var text = before + name + after;
            var ids = Texts.Small.Encode(text);
            Assert.DoesNotContain(ids, Texts.Small.IsSpecial);
            Assert.Equal(text.Normalize(NormalizationForm.FormC), Texts.Small.Decode(ids));
        });

    [Fact]
    public void Names_of_special_tokens_count_only_when_asked_to() =>
        Gen.Select(Texts.Any.Where(text => !text.Contains("<|")), Gen.Int[0, Tokenizer.Pad]).Array[0, 6]
            .Sample(turns => Assert.Equal(
                turns.SelectMany(turn => Texts.Small.Encode(turn.Item1).Append(turn.Item2)),
                Texts.Small.EncodeWithSpecials(
                    string.Concat(turns.Select(turn => turn.Item1 + SpecialTokens.Names[turn.Item2])))));

    [Fact]
    public void Special_tokens_have_the_ids_they_are_promised() =>
        Assert.Equal(
            [Tokenizer.Bos, Tokenizer.End, Tokenizer.System, Tokenizer.User, Tokenizer.Assistant, Tokenizer.Pad],
            Texts.Small.EncodeWithSpecials("<|bos|><|end|><|system|><|user|><|assistant|><|pad|>"));

    [Theory]
    [InlineData("", "")]
    [InlineData("61 FF 62", "a\uFFFDb")]
    [InlineData("C0 AF", "\uFFFD\uFFFD")]
    [InlineData("E0 80 80", "\uFFFD\uFFFD\uFFFD")]
    [InlineData("ED A0 80", "\uFFFD\uFFFD\uFFFD")]
    [InlineData("F0 9F 98", "\uFFFD")]
    [InlineData("F4 90 80 80", "\uFFFD\uFFFD\uFFFD\uFFFD")]
    [InlineData("EA B0 80 EA B0", "가\uFFFD")]
    [InlineData("EF BB BF 61", "\uFEFFa")]
    public void Broken_bytes_are_replaced_as_the_standard_counts_them(string hex, string text)
    {
        var bytes = Convert.FromHexString(hex.Replace(" ", ""));
        Assert.Equal(text, Texts.Small.Decode(Texts.Small.Encode(bytes)));
    }

    [Fact]
    public void Appending_leaves_what_was_there() =>
        Gen.Select(Texts.Any, Texts.Ids).Sample((text, before) =>
        {
            List<int> ids = [.. before];
            Texts.Small.Encode(text, ids);
            Assert.Equal([.. before, .. Texts.Small.Encode(text)], ids);
        });

    [Fact]
    public void Many_threads_share_a_tokenizer()
    {
        var expected = Texts.Documents.Select(Texts.Small.Encode).ToArray();
        var shared = Tokenizer.FromJson(Texts.Small.ToJson());
        Parallel.For(0, 400, n =>
            Assert.Equal(expected[n % expected.Length], shared.Encode(Texts.Documents[n % expected.Length])));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(400)]
    public void An_id_of_another_tokenizer_is_named(int id)
    {
        var e = Assert.Throws<TokenizerException>(() => Texts.Small.Decode([Tokenizer.Bos, id]));
        Assert.StartsWith($"Id {id} is no token: ids run from 0 to 399;", e.Message);
    }
}
