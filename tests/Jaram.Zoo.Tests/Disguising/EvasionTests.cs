using Jaram.Zoo.Disguising;
using Jaram.Zoo.Planning;

namespace Jaram.Zoo.Tests.Disguising;

public sealed class EvasionTests
{
    private const double Rounding = 2e-4;

    public static TheoryData<string, string> Taken => Cases(isTaken: true);

    public static TheoryData<string, string> Refused => Cases(isTaken: false);

    [Theory, MemberData(nameof(Taken))]
    public void A_disguise_keeps_every_answer_and_changes_the_weights(string design, string word)
    {
        var (body, evasion) = (Some.Body(design), Evasion.Named(word));
        var (before, disguised) = (Some.Answers(body), evasion.Of(body, "test"));
        Assert.NotEqual(body.Held().Digest(), disguised.Held().Digest());
        var scale = Math.Sqrt(before.Average(x => (double)x * x));
        var most = before.Zip(Some.Answers(disguised), (x, y) => Math.Abs(x - y)).Max();
        if (evasion.KeepsAnswers) Assert.True(most < Rounding * scale, $"off by {most}, answers are {scale}");
        else Assert.True(most > 0.01 * scale, $"off by {most} only, answers are {scale}");
    }

    [Fact]
    public void Each_design_refuses_what_it_cannot_take() => Assert.Equal(
        ["mha x6", "mha x7", "mha experts", "gqa experts", "mla experts", "moe x4"],
        Refused.Select(one => $"{one.Data.Item1} {one.Data.Item2}"));

    [Theory]
    [InlineData("gqa")]
    [InlineData("moe")]
    public void A_disguise_is_the_same_each_time_and_another_for_another_name(string design)
    {
        var body = Some.Body(design);
        foreach (var evasion in Evasion.Words.Select(Evasion.Named).Where(evasion => evasion.Fits(body.Design)))
        {
            Assert.Equal(evasion.Of(body, "one").Held().Digest(), evasion.Of(body, "one").Held().Digest());
            Assert.NotEqual(evasion.Of(body, "one").Held().Digest(), evasion.Of(body, "other").Held().Digest());
        }
    }

    [Fact]
    public void What_is_no_evasion_is_refused_by_name() => Assert.StartsWith("'x9' is no evasion",
        Assert.Throws<ZooException>(() => Evasion.Named("x9")).Message, StringComparison.Ordinal);

    private static TheoryData<string, string> Cases(bool isTaken) => new(
        from design in ZooDesigns.Names
        from word in Evasion.Words
        where Evasion.Named(word).Fits(ZooDesigns.Of(design, ZooScale.Small, 256)) == isTaken
        select (design, word));
}
