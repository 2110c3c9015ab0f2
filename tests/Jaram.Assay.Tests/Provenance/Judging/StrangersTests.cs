using Jaram.Assay.Provenance.Judging;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Tests.Provenance.Judging;

public sealed class StrangersTests
{
    /// <summary>25 models, every pair: none found leaves at most 1 % of false findings, with 95 % confidence.</summary>
    [Fact]
    public void Of_300_pairs_of_strangers_none_is_found_and_their_scores_are_normal()
    {
        List<Anatomy> models = [.. Enumerable.Range(0, 25).Select(seed => new Anatomy(Toy.Of(500 + seed, layers: 1)
            .As($"model {seed}")))];
        var exact = new ExactTests(Toy.Rules with { Shuffles = 49 }, critical: 6);
        var made = (from one in models.Index()
                    from other in models.Skip(one.Index + 1)
                    from tests in exact.Run(one.Item, other)
                    from test in tests
                    select (Place: (tests.Key, test.Kind), test)).ToList();
        Assert.Equal(300, made.Count(each => each.Place == (Component.Mlp, TestKind.HiddenUnits)));
        Assert.DoesNotContain(made, each => each.test.Fires);
        Assert.All(made.GroupBy(each => each.Place), scores =>
        {
            var mean = scores.Average(each => each.test.Score.Z);
            var deviation = Math.Sqrt(scores.Average(each => Math.Pow(each.test.Score.Z - mean, 2)));
            Assert.InRange(mean, -0.25, 0.25);
            Assert.InRange(deviation, 0.85, 1.15);                      // of 300 pairs of 25 models
        });
    }
}
