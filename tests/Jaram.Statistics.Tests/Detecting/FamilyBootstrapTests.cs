using Jaram.Statistics.Detecting;
using Jaram.Statistics.Distributions;

namespace Jaram.Statistics.Tests.Detecting;

public sealed class FamilyBootstrapTests
{
    [Fact]
    public void Scores_that_never_meet_have_an_area_of_one_whatever_is_drawn()
    {
        var area = FamilyBootstrap.Area([.. Enumerable.Range(0, 6).Select(family => new FamilyScore(2, [family]))],
            [.. Enumerable.Range(0, 5).Select(family => new FamilyScore(1, [family, family + 1]))], 6, 200, 1, 0.95);
        Assert.Equal(new(1, 1, 1), area);
    }

    /// <summary>20 families, each with a level of its own that all of its pairs share: the interval holds the true area
    /// about as often as it says, and one that draws pairs does not.</summary>
    [Fact]
    public void The_interval_holds_the_truth_as_often_as_it_says()
    {
        const int Families = 20, Trials = 200;
        const double Apart = 1;
        var truth = Normal.Below(Apart / Math.Sqrt(2 * 1.25));
        var (held, heldByPairs) = (0, 0);
        for (var trial = 0; trial < Trials; trial++)
        {
            var random = new Random(trial);
            var levels = Enumerable.Range(0, 2 * Families).Select(_ => Noise(random)).ToArray();
            FamilyScore[] Pairs(double shift, int side) => [.. Enumerable.Range(0, 8 * Families).Select(at =>
                new FamilyScore(shift + levels[side * Families + at % Families] + 0.5 * Noise(random), [at % Families]))];
            var (positives, negatives) = (Pairs(Apart, 0), Pairs(0, 1));
            if (FamilyBootstrap.Area(positives, negatives, Families, 200, 1, 0.95).Holds(truth)) held++;
            FamilyScore[] Alone(FamilyScore[] all, int from) =>
                [.. all.Select((each, at) => each with { Families = [from + at] })];
            if (FamilyBootstrap.Area(Alone(positives, 0), Alone(negatives, 8 * Families), 16 * Families, 200, 1, 0.95)
                .Holds(truth)) heldByPairs++;
        }
        Assert.InRange(held, 0.87 * Trials, 0.99 * Trials);
        Assert.InRange(heldByPairs, 0, 0.75 * Trials);
    }

    private static double Noise(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
