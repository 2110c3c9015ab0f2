using Jaram.Inference.Constraints;

namespace Jaram.Inference.Tests.Constraints;

public sealed class VocabularyTests
{
    private static readonly byte[][] _bytes = [.. Enumerable.Range(0, 256).Select(b => (byte[])[(byte)b])];

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
