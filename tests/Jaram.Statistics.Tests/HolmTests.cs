using CsCheck;

namespace Jaram.Statistics.Tests;

public sealed class HolmTests
{
    /// <summary>The worked example of R's p.adjust(c(0.01, 0.02, 0.03, 0.04), "holm").</summary>
    [Fact]
    public void A_worked_example_comes_out() =>
        Close([0.04, 0.06, 0.06, 0.06], Holm.Correct([0.01, 0.02, 0.03, 0.04]));

    [Fact]
    public void The_order_of_the_questions_does_not_matter() =>
        Close([0.03, 0.03, 0.5], Holm.Correct([0.01, 0.012, 0.5]), Holm.Correct([0.012, 0.01, 0.5]));

    [Fact]
    public void No_corrected_chance_is_below_its_own_or_above_one() =>
        Gen.Double[0, 1].Array[1, 20].Sample(chances =>
        {
            var corrected = Holm.Correct(chances);
            for (var i = 0; i < chances.Length; i++) Assert.InRange(corrected[i], chances[i], 1);
        });

    [Fact]
    public void Twelve_questions_about_nothing_are_answered_yes_in_at_most_five_of_a_hundred()
    {
        var random = new Random(11);
        var wrong = Enumerable.Range(0, 4000).Count(_ =>
            Holm.Correct([.. Enumerable.Range(0, 12).Select(_ => random.NextDouble())]).Any(p => p <= 0.05));
        Assert.InRange(wrong / 4000.0, 0.03, 0.06);
    }

    private static void Close(double[] expected, params IReadOnlyList<double>[] found)
    {
        foreach (var one in found)
            Assert.All(expected.Zip(one), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }
}
