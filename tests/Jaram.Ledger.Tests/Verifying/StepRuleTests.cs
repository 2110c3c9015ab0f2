using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying.Weights;

namespace Jaram.Ledger.Tests.Verifying;

public sealed class StepRuleTests
{
    [Theory]
    [InlineData(0.9, 0.95, 1.165)]
    [InlineData(0.9, 0.98, 1.70)]
    [InlineData(0.9, 0.99, 2.35)]
    [InlineData(0.9, 0.999, 7.27)]
    public void Long_after_the_start_Adams_reach_is_the_bound_of_Cauchy_and_Schwarz(double b1, double b2, double c)
    {
        Assert.Equal(c, new StepRule.AdamW(1, 0, b1, b2, Rounding.All).Most(1_000_000), 0.005);
    }

    [Theory]
    [InlineData(0.8, 0.995)]
    [InlineData(0.9, 0.999)]
    [InlineData(0.8, 0.96)]
    [InlineData(0.95, 0.9025)]
    public void No_gradients_move_Adam_beyond_its_reach(double b1, double b2)
    {
        var rule = new StepRule.AdamW(1, 0, b1, b2, Rounding.All);
        var dice = new CounterRandom(CounterRandom.Seed(1), $"{b1} {b2}");
        var place = 0UL;
        for (var run = 0; run < 200; run++)
        {
            double m = 0, v = 0;
            var growth = Math.Exp(dice.Unit(place++) - 0.5);            // gradients that swell are the worst
            for (var t = 1; t <= 200; t++)
            {
                var g = Math.Pow(growth, t) * (run % 2 == 0 ? 1 : 2 * dice.Unit(place++) - 1);
                (m, v) = (b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g * g);
                var moved = Math.Abs(m / (1 - Math.Pow(b1, t)) / Math.Sqrt(v / (1 - Math.Pow(b2, t))));
                Assert.True(moved <= rule.Most(t) * (1 + 1e-9), $"run {run}, step {t}: {moved} > {rule.Most(t)}");
            }
        }
    }

    [Fact]
    public void The_worst_gradients_reach_the_bound()
    {
        const double B1 = 0.8, B2 = 0.96;
        double m = 0, v = 0;
        for (var t = 1; t <= 300; t++)
        {
            var g = Math.Pow(B2 / B1, t);                               // Cauchy-Schwarz holds with equality here
            (m, v) = (B1 * m + (1 - B1) * g, B2 * v + (1 - B2) * g * g);
        }
        Assert.Equal(new StepRule.AdamW(1, 0, B1, B2, Rounding.All).Most(300), m / Math.Sqrt(v), 3);
    }

    [Fact]
    public void Rounded_memories_reach_a_little_further()
    {
        var (exact, rounded) = (new StepRule.AdamW(1, 0, 0.8, 0.995, 24), new StepRule.AdamW(1, 0, 0.8, 0.995, 8));
        Assert.InRange(rounded.Most(1000) / exact.Most(1000), 1.001, 1.02);
    }
}
