using CsCheck;
using Jaram.Statistics.Curves;

namespace Jaram.Statistics.Tests.Curves;

public sealed class PowerLawFitTests
{
    private static readonly double[] _compute = [1, 2, 4, 8, 16, 32, 64];

    [Fact]
    public void Curves_that_made_the_points_are_found_again() =>
        Gen.Select(Gen.Double[0.2, 0.9], Gen.Double[0.1, 0.6], Gen.Double[0.1, 0.6]).Sample((floor, first, second) =>
        {
            PowerLaw[] laws = [new(floor, 0.5, first), new(floor, 0.3, second)];
            var least = laws.Min(law => law.At(_compute[^1]));
            var fit = PowerLawFit.Of([.. laws.Select(Ladder)], least);
            foreach (var (law, found) in laws.Zip(fit.Curves))
                foreach (var compute in _compute) Assert.Equal(law.At(compute), found.At(compute), 2e-3 * law.At(compute));
        }, iter: 50);

    [Fact]
    public void One_odd_rung_does_not_rule_the_curve()
    {
        var law = new PowerLaw(0.5, 0.5, 0.3);
        Rung[] rungs = [.. Ladder(law)];
        rungs[3] = rungs[3] with { Loss = rungs[3].Loss * 1.2 };
        var fit = PowerLawFit.Of([rungs], law.At(64)).Curves[0];
        foreach (var compute in _compute) Assert.Equal(law.At(compute), fit.At(compute), 0.02);
    }

    [Fact]
    public void The_unit_of_compute_does_not_matter()
    {
        var law = new PowerLaw(0.4, 0.2, 0.25);
        var small = PowerLawFit.Of([Ladder(law)], law.At(64));
        var large = PowerLawFit.Of([[.. Ladder(law).Select(r => r with { Compute = r.Compute * 1e15 })]], law.At(64));
        Assert.Equal(small.Curves[0].Slope, large.Curves[0].Slope, 1e-6);
        Assert.Equal(small.Floor, large.Floor, 1e-6);
    }

    [Fact]
    public void A_ladder_of_one_rung_is_refused() =>
        Assert.Contains("2 rungs or more, got 1", Assert.Throws<StatisticsException>(
            () => PowerLawFit.Of([[new(1, 1)]], 1)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_loss_that_is_no_number_is_refused() =>
        Assert.Throws<StatisticsException>(() => PowerLawFit.Of([[new(1, 1), new(2, double.NaN)]], 1));

    private static IReadOnlyList<Rung> Ladder(PowerLaw law) => [.. _compute.Select(c => new Rung(c, law.At(c)))];
}
