using Jaram.Checkpoints.Packing;
using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying.Weights;
using Jaram.Training.Raising;

namespace Jaram.Bench;

/// <summary>Whether weights come from a seed: each version of a model under its own seed, another model's versions under
/// that seed, and the newest version under seeds that have nothing to do with it.</summary>
internal static class Birthmarks
{
    private const int Seeds = 1000;

    /// <summary>Measures, and prints the extremes.</summary>
    /// <param name="model">A raised model.</param>
    /// <param name="other">Another one of the same design.</param>
    /// <param name="samples">Where each z goes.</param>
    public static void Measure(string model, string other, Samples samples)
    {
        var (own, foreign) = (new ModelFolder(model), new ModelFolder(other));
        var history = own.FindHistory()!;
        var (tensors, seed) = (history.FirstWeights().Tensors, history.Seed);
        samples.Add("weights", "seed", "step", "z");
        var born = Under("own", "own", own.Versions().Versions, seed);
        var strange = Under("another's", "own", foreign.Versions().Versions, seed);
        var newest = own.Versions().Versions.RestoreWeights(own.Versions().Versions.Steps()[^1]);
        List<double> chance = [];
        for (var i = 0; i < Seeds; i++)
        {
            chance.Add(Birthmark.Of(tensors, [.. CounterRandom.Seed((ulong)i), .. new byte[24]], new(newest.Tensors, newest.Bytes)));
            samples.Add("own", i, "newest", $"{chance[^1]:f4}");
        }
        var mean = chance.Average();
        var deviation = Math.Sqrt(chance.Average(z => (z - mean) * (z - mean)));
        samples.Conclude($"own seed: {born.Count} versions, least z {born.Min():f1}; another model's weights: "
            + $"{strange.Count} versions, greatest |z| {strange.Max(Math.Abs):f2}; {Seeds} other seeds: mean {mean:f3}, "
            + $"deviation {deviation:f3}, Kolmogorov-Smirnov {Distance(chance):f4} (5 % at {1.36 / Math.Sqrt(Seeds):f4})");

        List<double> Under(string whose, string by, PackedVersions store, byte[] drawn) => [.. store.Steps().Select(step =>
        {
            var weights = store.RestoreWeights(step);
            var z = Birthmark.Of(tensors, drawn, new(weights.Tensors, weights.Bytes));
            samples.Add(whose, by, step, $"{z:f2}");
            return z;
        })];
    }

    /// <summary>The greatest distance between the sample's distribution and the normal one.</summary>
    private static double Distance(List<double> sample) => sample.Order().Index().Max(z =>
    {
        var due = Normal(z.Item);
        return Math.Max(Math.Abs(due - (double)z.Index / sample.Count), Math.Abs((z.Index + 1.0) / sample.Count - due));
    });

    /// <summary>Φ, by Simpson's rule from -8.</summary>
    private static double Normal(double z)
    {
        const int Parts = 2000;
        if (z <= -8) return 0;
        var (h, sum) = ((z + 8) / Parts, 0.0);
        for (var i = 0; i <= Parts; i++)
            sum += (i is 0 or Parts ? 1 : i % 2 == 1 ? 4 : 2) * Math.Exp(-Math.Pow(-8 + i * h, 2) / 2);
        return sum * h / 3 / Math.Sqrt(2 * Math.PI);
    }
}
