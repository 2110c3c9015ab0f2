using System.Text;
using Jaram.Inference.Constraints;
using Jaram.Tokenizers;

namespace Jaram.Inference.Tests.Constraints;

public sealed class VocabularyTests
{
    private static readonly byte[][] _bytes = [.. Enumerable.Range(0, 256).Select(b => (byte[])[(byte)b])];

    [Fact]
    public void A_token_that_ends_an_answer_is_no_text_even_where_its_maker_calls_it_one()
    {
        var tokenizer = Tokenizer.FromGguf(new()
        {
            Model = "llama",
            Tokens = ["</s>", .. Enumerable.Range(0, 256).Select(b => $"<0x{b:X2}>"), "a"],
            Types = [1, .. Enumerable.Repeat(6, 256), 1],
            Scores = new float[258],
            Ends = [0],
        });
        Assert.True(tokenizer.IsEnd(0) && !tokenizer.IsSpecial(0));
        Assert.Equal("</s>", Encoding.UTF8.GetString(tokenizer.Bytes(0)));
        var vocabulary = TokenVocabulary.Of(tokenizer);
        var constraint = new Constraint(Schema.AnyObject(Spacing.None), vocabulary);
        var position = constraint.Start;
        foreach (var b in "{\"a"u8) Assert.True(constraint.TryAdvance(position, 1 + b, out position));
        Assert.False(constraint.TryAdvance(position, 0, out _));
        var mask = new ulong[vocabulary.MaskWords];
        constraint.Allow(position, mask);
        Assert.False(((ReadOnlySpan<ulong>)mask).Has(0));
        foreach (var b in "\":1}"u8) Assert.True(constraint.TryAdvance(position, 1 + b, out position));
        constraint.Allow(position, mask);
        Assert.True(((ReadOnlySpan<ulong>)mask).Has(0));
    }

    [Fact]
    public void One_without_a_token_that_ends_is_refused() => Assert.Contains("ends an answer",
        Assert.Throws<InferenceException>(() => new TokenVocabulary(_bytes, [])).Message, StringComparison.Ordinal);

    [Fact]
    public void One_without_a_byte_that_documents_need_is_refused() => Assert.Contains("0x7B",
        Assert.Throws<InferenceException>(() =>
            new TokenVocabulary([.. _bytes.Where(b => b[0] != '{'), []], [255])).Message, StringComparison.Ordinal);

    [Fact]
    public void One_without_bytes_that_no_document_has_will_do()
    {
        var vocabulary = new TokenVocabulary([.. _bytes.Where(b => b[0] is >= 0x20 and not (0xC0 or 0xC1 or >= 0xF5)), []], [211]);
        Assert.Equal(212, vocabulary.Count);
        var constraint = new Constraint(Schema.AnyObject(Spacing.None), vocabulary);
        Assert.True(constraint.TryAdvance(constraint.Start, '{' - 0x20, out _));
    }
}
