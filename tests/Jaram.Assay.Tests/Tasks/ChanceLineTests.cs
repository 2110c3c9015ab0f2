using CsCheck;
using Jaram.Assay.Tasks.Scoring;

namespace Jaram.Assay.Tests.Tasks;

public sealed class ChanceLineTests
{
    [Theory]
    [InlineData(100, 0.25, 17, 34)]     // quantiles of Binomial(100, 1/4), from R: qbinom(c(.025, .975), 100, .25)
    [InlineData(10, 0.5, 2, 8)]
    [InlineData(1, 0.2, 0, 1)]
    public void The_ends_are_the_binomial_s(int questions, double chance, int low, int high)
    {
        var line = ChanceLine.Of([.. Enumerable.Repeat(chance, questions)], 0);
        Assert.Equal(((double)low / questions, (double)high / questions), (line.Low, line.High));
        Assert.Equal(chance, line.Middle, 1e-12);
    }

    [Fact]
    public void A_guesser_lies_inside_in_ninety_five_of_a_hundred_tries()
    {
        var random = new Random(7);
        double[] chances = [.. Enumerable.Range(0, 300).Select(_ => 1.0 / random.Next(2, 6))];
        var line = ChanceLine.Of(chances, 0);
        var inside = Enumerable.Range(0, 2000).Count(_ =>
            chances.Count(chance => random.NextDouble() < chance) / 300.0 is var score && score >= line.Low && score <= line.High);
        Assert.InRange(inside / 2000.0, 0.94, 0.975);
    }

    [Fact]
    public void The_order_of_questions_does_not_matter() =>
        Gen.Double[0, 1].Array[1, 60].Sample(chances =>
        {
            var (line, back) = (ChanceLine.Of(chances, 0), ChanceLine.Of([.. chances.Reverse()], 0));
            return line.Low <= line.High && Math.Abs(line.Middle - chances.Average()) < 1e-12
                && Math.Abs(line.Low - back.Low) + Math.Abs(line.High - back.High) < 2.5 / chances.Length;
        });

    [Fact]
    public void Forty_thousand_questions_take_no_time()
    {
        var line = ChanceLine.Of([.. Enumerable.Repeat(0.25, 40_000)], 0);
        Assert.InRange(line.Low, 0.2457, 0.2459);
        Assert.InRange(line.High, 0.2541, 0.2543);
    }

    [Fact]
    public void A_score_that_guessing_reaches_is_marked()
    {
        var line = ChanceLine.Of([.. Enumerable.Repeat(0.25, 100)], 0);
        Assert.True(Score.Of("acc", "none", [.. Enumerable.Range(0, 100).Select(n => n < 34 ? 1.0 : 0)], line).IsChance);
        Assert.False(Score.Of("acc", "none", [.. Enumerable.Range(0, 100).Select(n => n < 35 ? 1.0 : 0)], line).IsChance);
    }
}
