using CsCheck;
using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Tests.Provenance.Reading;

public sealed class SamplingTests
{
    [Fact]
    public void A_sample_is_ascending_within_bounds_and_the_same_again() =>
        Gen.Select(Gen.Int[1, 5000], Gen.Int[1, 600]).Sample((count, most) =>
        {
            var some = Sampling.Some(count, most);
            Assert.Equal(some, Sampling.Some(count, most));
            Assert.Equal(some, some.Distinct().Order());
            Assert.InRange(some[^1], 0, count - 1);
            Assert.InRange(some.Length, Math.Min(count, most) - most / 32, Math.Min(count, most));
        });

    [Fact]
    public void Many_are_chosen_in_runs_and_few_one_by_one()
    {
        Assert.Equal(32, Runs(Sampling.Some(100_000, 512)), 2.0);
        Assert.Equal(16, Runs(Sampling.Some(100_000, 16)), 1.0);
    }

    private static double Runs(IReadOnlyList<int> some) =>
        some.Index().Count(one => one.Index == 0 || one.Item != some[one.Index - 1] + 1);
}
