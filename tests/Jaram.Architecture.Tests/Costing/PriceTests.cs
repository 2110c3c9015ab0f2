using CsCheck;
using Jaram.Architecture.Costing;

namespace Jaram.Architecture.Tests.Costing;

public sealed class PriceTests
{
    private const double Server = 2;

    /// <summary>gpt-oss-120b on a B200 of 111 M KRW: tokens/s and board joules of ML.ENERGY v3; energy of tokens only.
    /// </summary>
    [Theory]
    [InlineData(16_979, 0.040, 69.1, 5.3)]
    [InlineData(1_358, 0.49, 864.0, 64.4)]
    public void Gpt_oss_on_a_b200_costs_what_is_known(double rate, double joules, double machine, double energy)
    {
        var price = Price.Of(Assumptions.Default.With(Assumptions.IdleShare, 0, "test"), Figure.Of(111e6), Figure.Of(rate),
            Figure.Of(joules * Server));
        Assert.Equal(machine, price.Machine.Value, 0.1);
        Assert.Equal(energy, price.Energy.Value, 0.05);
        Assert.Equal(price.Machine.Value + price.Energy.Value, price.Total.Value);
    }

    [Fact]
    public void A_machine_that_never_rests_draws_for_the_hours_it_is_not_used()
    {
        // 1 kW at 1,000 tokens/s, half of the time: 2 kW·s for 1,000 tokens, so 2,000 kJ/Mtok / 3,600 = 0.5556 kWh
        var price = Price.Of(With((Assumptions.Utilisation, 0.5), (Assumptions.Pue, 1), (Assumptions.Tariff, 100)),
            Figure.Of(0), Figure.Of(1000), Figure.Of(1));
        Assert.Equal(55.56, price.Energy.Value, 0.01);
        Assert.Equal(0, price.Machine.Value);
    }

    [Fact]
    public void Base_charge_maintenance_and_operation_come_by_the_hour()
    {
        // 8.76 M KRW over a year: 1,000 KRW/h and 10 % of it; 2 kW · 7,300 KRW / 730 h = 20; operation 80; 3.6 Mtok/h
        var price = Price.Of(With((Assumptions.Utilisation, 1), (Assumptions.Years, 1), (Assumptions.Maintenance, 0.1),
            (Assumptions.Demand, 7300), (Assumptions.Operation, 80)), Figure.Of(8.76e6), Figure.Of(1000), Figure.Of(2));
        Assert.Equal((1000 + 100 + 20 + 80) / 3.6, price.Machine.Value, 1e-9);
    }

    [Fact]
    public void What_is_not_known_is_told_and_not_guessed()
    {
        var price = Price.Of(Assumptions.Default, Figure.CannotTell("capexKrw of x"), Figure.Of(10), Figure.Of(1));
        Assert.Equal("capexKrw of x", price.Total.Missing);
        Assert.True(price.Energy.IsKnown);
        Assert.Throws<InvalidOperationException>(() => price.Total.Value);
    }

    [Fact]
    public void More_bandwidth_never_costs_more() =>
        Gen.Select(Gen.Double[1, 10_000], Gen.Double[1, 10], Gen.Double[0.1, 1000], Gen.Bool).Sample((slow, factor, peak, dense) =>
        {
            Estimate On(double bandwidth) => Estimate.Of(Shapes.Model(dense ? Shapes.Dense : Shapes.Sparse),
                Precision.Of("bf16"), Shapes.Machine((Hardware.Bandwidth, bandwidth), (Hardware.PeakBf16, peak),
                    (Hardware.Memory, 80), (Hardware.BoardWatts, 700), (Hardware.Capex, 1e8)), Assumptions.Default);
            foreach (var (before, after) in On(slow).Batches.Zip(On(slow * factor).Batches))
                Assert.True(after.Price.Total.Value <= before.Price.Total.Value * (1 + 1e-12));
        }, iter: 200);

    private static Assumptions With(params (string Name, double Value)[] changed) =>
        changed.Aggregate(Assumptions.Default, (all, one) => all.With(one.Name, one.Value, "test"));
}
