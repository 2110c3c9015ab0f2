using Jaram.Ledger.Growth;
using Jaram.Ledger.Tests.Forgeries;
using Jaram.Ledger.Verifying.Weights;

namespace Jaram.Ledger.Tests.Verifying;

public sealed class BirthmarkTests(ITestOutputHelper output)
{
    /// <summary>Beyond it, one KS test of a thousand numbers fails in a thousand: 1.95/√n.</summary>
    private const double Kolmogorov = 1.95;

    [Fact]
    public void Against_seeds_that_are_not_its_own_z_is_drawn_from_N_0_1()
    {
        var model = ToyRun.Honest(1);
        using var raised = model.Store[model.Versions[^1].Version.Version].Open();
        double[] z = [.. Enumerable.Range(0, 1000).Select(i => Mark(raised, (ulong)i))];
        var mean = z.Average();
        var deviation = Math.Sqrt(z.Average(x => (x - mean) * (x - mean)));
        double[] sorted = [.. z.Order()];
        var distance = sorted.Select((x, i) => Math.Max(Normal(x) - i / 1000.0, (i + 1) / 1000.0 - Normal(x))).Max();
        output.WriteLine($"mean {mean:F4}, deviation {deviation:F4}, Kolmogorov-Smirnov {distance:F4}");
        Assert.True(Math.Abs(mean) < 3.3 / Math.Sqrt(1000), $"mean {mean}");
        Assert.InRange(deviation, 0.93, 1.07);
        Assert.True(distance < Kolmogorov / Math.Sqrt(1000), $"Kolmogorov-Smirnov {distance}");
    }

    [Fact]
    public void What_was_raised_bears_its_mark_and_what_replaced_it_does_not()
    {
        for (var seed = 0UL; seed < 20; seed++)
        {
            var (model, other) = (ToyRun.Honest(seed), ToyRun.Honest(seed + 1000));
            foreach (var made in model.Versions)
            {
                using var own = model.Store[made.Version.Version].Open();
                Assert.True(Birthmark.Of(ToyNet.Tensors, model.History.Seed, own.Weights) > 6);
            }
            foreach (var made in other.Versions)
            {
                using var strange = other.Store[made.Version.Version].Open();
                Assert.InRange(Birthmark.Of(ToyNet.Tensors, model.History.Seed, strange.Weights), -4, 4);
            }
        }
    }

    private static double Mark(StoredVersion version, ulong seed) =>
        Birthmark.Of(ToyNet.Tensors, [.. CounterRandom.Seed(seed), .. new byte[24]], version.Weights);

    /// <summary>Φ by Abramowitz and Stegun 7.1.26, good to 1.5e-7.</summary>
    private static double Normal(double x)
    {
        var t = 1 / (1 + 0.3275911 * Math.Abs(x) / Math.Sqrt(2));
        var tail = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
            * Math.Exp(-x * x / 2) / 2;
        return x > 0 ? 1 - tail : tail;
    }
}
