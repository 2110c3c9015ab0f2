// The one place where weights begin. All are uniform: no outliers, and the same bits on every machine.
// Source: karpathy/nanochat nanochat/gpt.py (2026), with uniform for normal: matrices ±√3/√fan-in, the MLP's way up
// ×0.4, every matrix that writes to the residual stream 0, embedding and head by their standard deviation.

using Jaram.Training.Blocks;
using static TorchSharp.torch;

namespace Jaram.Training;

/// <summary>Sets a model's first weights from a seed.</summary>
public static class Initialisation
{
    private const double Embedding = 0.8, TiedEmbedding = 0.05, Head = 0.001, WayUp = 0.4;

    /// <summary>Overwrites every matrix; gains and mixing numbers keep the values they were built with.</summary>
    /// <param name="model">The model; its weight names key the random streams.</param>
    /// <param name="seed">The run's seed.</param>
    public static void Apply(Decoder model, ulong seed)
    {
        using var quiet = no_grad();
        foreach (var (name, weight) in model.named_parameters())
        {
            if (weight.dim() < 2) continue;
            using var scope = NewDisposeScope();
            var deviation = Deviation(name, weight.shape[1], model.Design.TiedEmbeddings);
            var start = new float[weight.NumberOfElements];
            if (deviation > 0) new CounterRandom(seed, name).Fill(start, 0, Math.Sqrt(3) * deviation);
            weight.copy_(tensor(start).view(weight.shape));
        }
    }

    /// <summary>Standard deviation of a weight's first values.</summary>
    private static double Deviation(string name, long fanIn, bool isTied) => name switch
    {
        "embedding" => isTied ? TiedEmbedding : Embedding,
        "head" => Head,
        _ when name.EndsWith(".out.weight", StringComparison.Ordinal)
            || name.EndsWith(".down.weight", StringComparison.Ordinal)
            || name.EndsWith(".filter", StringComparison.Ordinal) => 0,
        _ when name.EndsWith(".up.weight", StringComparison.Ordinal) => WayUp / Math.Sqrt(fanIn),
        _ => 1 / Math.Sqrt(fanIn),
    };
}
