using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Jaram.Checkpoints;
using Jaram.Inference.Weights;

namespace Jaram.Inference.Costing;

/// <summary>Weights of any shape out of one block of random numbers: speed does not depend on values.</summary>
public static class RandomWeights
{
    private const int Numbers = 1 << 20;

    private static readonly float[] _block = Block();

    /// <summary>Weights for tensors of these shapes.</summary>
    public static SourceTensors Of(IEnumerable<(string Name, ImmutableArray<long> Shape)> tensors) =>
        new(tensors.Select(tensor => new TensorEntry(tensor.Name, DType.F32, tensor.Shape.AsSpan())),
            (tensor, from) =>
            {
                var bytes = MemoryMarshal.AsBytes(_block.AsSpan());
                var at = (int)((from + (long)(uint)tensor.Name.Length * 4096) % (bytes.Length - 4096) / 4 * 4);
                return bytes[at..(int)Math.Min(bytes.Length, at + tensor.ByteCount - from)];
            });

    private static float[] Block()
    {
        var random = new Random(1);
        var block = new float[Numbers];
        for (var i = 0; i < Numbers; i++) block[i] = (random.NextSingle() - 0.5f) * 0.06f;
        return block;
    }
}
