using Jaram.Statistics.Paying;

namespace Jaram.Statistics.Tests.Paying;

public sealed class SkillChangeTests
{
    [Fact]
    public void A_fall_beyond_the_parents_noise_is_a_loss_and_one_within_it_is_none()
    {
        var skills = SkillChange.Of(
        [
            new("recall", [0.90, 0.91, 0.89, 0.90], [0.60, 0.61, 0.62, 0.60]),
            new("copy", [0.90, 0.99, 0.80, 0.70], [0.88, 0.97, 0.78, 0.68]),
            new("hops", [0.5, 0.5, 0.5, 0.5], [0.5, 0.5, 0.5, 0.5]),
        ], Rules.Usual);
        Assert.Equal([true, false, false], skills.Select(skill => skill.IsLost));
    }

    [Fact]
    public void Of_200_candidates_that_lost_nothing_at_most_five_percent_are_said_to_have_lost_a_skill()
    {
        var random = new Random(8);
        double[] Scores() => [.. Enumerable.Range(0, 4).Select(_ => 0.7 + 0.05 * Noise.Normal(random))];
        var wrong = Enumerable.Range(0, 200).Count(_ => SkillChange.Of(
            [.. Enumerable.Range(0, 5).Select(i => new SkillScores($"skill {i}", Scores(), Scores()))], Rules.Usual)
            .Any(skill => skill.IsLost));
        Assert.InRange(wrong, 0, 10);
    }
}
