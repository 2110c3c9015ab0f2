using Jaram.Training.Data;

namespace Jaram.Training.Tests.Data;

public sealed class NearDuplicatesTests
{
    /// <summary>Pairs are planted at a known true similarity among 2,000 unlike texts.</summary>
    [Theory]
    [InlineData(0.98, 0.97, 1.0)]
    [InlineData(0.90, 0.93, 1.0)]
    [InlineData(0.70, 0.0, 0.03)]
    [InlineData(0.50, 0.0, 0.0)]
    public void Planted_pairs_are_found_above_the_limit_and_left_below_it(double similarity, double least, double most)
    {
        const int Pairs = 300;
        var near = new NearDuplicates(0.8);
        for (var n = 0; n < 2000; n++) Assert.IsType<Decision.Kept>(near.Judge(n, Text(n, 600)));
        var found = 0;
        for (var n = 0; n < Pairs; n++)
        {
            // With a share s of the 5-grams common to two texts of equal length, Jaccard = s / (2 - s).
            var common = (int)(600 * 2 * similarity / (1 + similarity));
            var judged = near.Judge(2000 + n, Text(n, 600)[..common] + Text(5000 + n, 600)[common..]);
            if (judged is Decision.NearDuplicate { First: var first } && first == n) found++;
        }
        Assert.InRange(found / (double)Pairs, least, most);
    }

    [Fact]
    public void An_estimate_is_near_the_true_similarity()
    {
        var errors = Enumerable.Range(0, 200).Select(n =>
        {
            var (left, right) = (Text(n, 400), Text(n, 400)[..(100 + n)] + Text(9000 + n, 400)[(100 + n)..]);
            return MinHash.Similarity(MinHash.Of(left), MinHash.Of(right)) - True(left, right);
        }).ToList();
        Assert.InRange(errors.Average(), -0.01, 0.01);
        Assert.InRange(errors.Max(Math.Abs), 0, 0.16);    // 3.6 standard errors at a similarity of a half
    }

    [Fact]
    public void The_same_text_is_alike_and_no_text_too_short() =>
        Assert.All(["", "가", "abcd", "abcde", Text(1, 50)],
            text => Assert.Equal(1, MinHash.Similarity(MinHash.Of(text), MinHash.Of(text))));

    /// <summary>The numbers are from a separate program in another language, one permutation after the other.</summary>
    [Fact]
    public void A_signature_is_what_it_was_on_any_processor()
    {
        var signature = MinHash.Of("자람은 한국어로 자라는 것이다");
        Assert.Equal([24600, 33743, 26650, 61447], signature[..4]);
        Assert.Equal([13434, 39288, 1609, 9898], signature[^4..]);
    }

    private static double True(string left, string right)
    {
        static HashSet<string> Grams(string text) =>
            [.. Enumerable.Range(0, text.Length - 4).Select(at => text[at..(at + 5)])];
        var (a, b) = (Grams(left), Grams(right));
        return a.Intersect(b).Count() / (double)a.Union(b).Count();
    }

    private static string Text(int seed, int length) => string.Create(length, seed, (text, s) =>
    {
        for (var i = 0; i < text.Length; i++) text[i] = (char)('가' + SplitMix.Mix((ulong)s << 32 | (uint)i) % 2000);
    });
}
