namespace Jaram.Tokenizers.Tests;

public sealed class VocabularyTests
{
    private const int A = Vocabulary.FirstByte + 'a', First = Vocabulary.FirstMerge;

    [Theory]
    [InlineData(A, Tokenizer.End, "Merge 1 names id 1, a part has an id from 6 to 262.")]
    [InlineData(First + 1, A, "Merge 1 names id 263, a part has an id from 6 to 262.")]
    [InlineData(A, A, "Merge 1 makes the token aa a second time.")]
    public void A_merge_joins_two_known_tokens_to_a_new_one(int left, int right, string message) =>
        Assert.Equal(message, Assert.Throws<TokenizerException>(() => new Vocabulary([(A, A), (left, right)])).Message);

    [Fact]
    public void Doubling_ends_at_the_longest_token()
    {
        var merges = Enumerable.Range(0, 13).Select(n => n == 0 ? (A, A) : (First + n - 1, First + n - 1)).ToArray();
        Assert.Equal(4096, new Vocabulary(merges[..12]).Bytes(First + 11).Length);
        Assert.Equal("Merge 12 makes a token of 8192 bytes, at most 4096 are allowed.",
            Assert.Throws<TokenizerException>(() => new Vocabulary(merges)).Message);
    }

    /// <summary>A file of a megabyte could otherwise ask for gigabytes.</summary>
    [Fact]
    public void Many_long_tokens_are_refused_before_they_fill_the_memory()
    {
        List<(int, int)> merges = [(A, A)];
        for (var n = 1; n < 11; n++) merges.Add((First + n - 1, First + n - 1));
        var last = First + 10;
        for (var n = 0; n < 40_000; n++) merges.Add((last, Vocabulary.FirstByte + n % 256));
        Assert.Throws<TokenizerException>(() => new Vocabulary(merges));
    }
}
