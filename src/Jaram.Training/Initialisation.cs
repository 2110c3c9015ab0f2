// The one place where weights begin. All are uniform: no outliers, and the same bits on every machine.
// Source: karpathy/nanochat nanochat/gpt.py (2026), with uniform for normal: matrices ±√3/√fan-in, the MLP's way up
// ×0.4, every matrix that writes to the residual stream 0, embedding and head by their standard deviation.

using Jaram.Ledger.Growth;
using Jaram.Training.Blocks;
using static TorchSharp.torch;

namespace Jaram.Training;

/// <summary>Sets a model's first weights from a seed.</summary>
public static class Initialisation
{
    private const double Embedding = 0.8, TiedEmbedding = 0.05, Head = 0.001, WayUp = 0.4;

    /// <summary>How every weight and buffer of a model begins; gains, mixing numbers and buffers keep the values they
    /// were built with.</summary>
    /// <param name="model">A model as built, no step made.</param>
    /// <param name="bits">Significant bits that numbers keep when version 0 is saved.</param>
    public static FirstWeights Of(Decoder model, int bits) => new(Tensors(model), bits);

    /// <summary>Draws a model's first weights.</summary>
    /// <param name="model">The model; its weight names key the random streams.</param>
    /// <param name="seed">Decides all of them.</param>
    public static void Apply(Decoder model, ReadOnlySpan<byte> seed)
    {
        using var quiet = no_grad();
        var tensors = model.named_parameters().Select(p => (Tensor)p.parameter)
            .Concat(model.named_buffers().Select(b => b.buffer));
        foreach (var (first, weight) in Tensors(model).Zip(tensors))
        {
            using var scope = NewDisposeScope();
            var start = new float[first.Count];
            first.Fill(seed, 0, start);
            weight.copy_(tensor(start).view(weight.shape));
        }
    }

    private static IReadOnlyList<FirstTensor> Tensors(Decoder model) =>
    [
        .. model.named_parameters().Select(p => First(p.name, p.parameter, model.Design.TiedEmbeddings)),
        .. model.named_buffers().Select(b => Kept(b.name, b.buffer)),
    ];

    private static FirstTensor First(string name, Tensor weight, bool isTied)
    {
        if (weight.dim() < 2) return Kept(name, weight);
        var deviation = Deviation(name, weight.shape[1], isTied);
        return deviation > 0
            ? new FirstTensor.Uniform(name, weight.shape, Math.Sqrt(3) * deviation)
            : new FirstTensor.Repeated(name, weight.shape, [0]);
    }

    private static FirstTensor.Repeated Kept(string name, Tensor built)
    {
        using var scope = NewDisposeScope();
        float[] values = [.. built.detach().cpu().to(float32).data<float>()];
        return new(name, built.shape, values.Distinct().Count() == 1 ? [values[0]] : values);
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
