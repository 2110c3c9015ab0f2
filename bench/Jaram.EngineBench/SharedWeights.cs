using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Gguf;
using Jaram.Exchange.Tensors;
using Jaram.Inference.Weights;

namespace Jaram.EngineBench;

/// <summary>Weights of any shape out of one block of random numbers: speed does not depend on values, and both engines
/// are given the same.</summary>
/// <param name="tensors">Names and shapes.</param>
internal sealed class SharedWeights(IEnumerable<(string Name, ImmutableArray<long> Shape)> tensors) : ITensorSource
{
    private const int Numbers = 1 << 20;

    private static readonly float[] _block = Block(), _nothing = new float[1 << 16];

    /// <inheritdoc/>
    public IReadOnlyList<SourceTensor> Tensors { get; } =
        [.. tensors.Select(tensor => new SourceTensor(tensor.Name, tensor.Shape, GgufType.F32.Blocks))];

    /// <summary>As the engine asks for them.</summary>
    public SourceTensors Source => new(
        Tensors.Select(tensor => new TensorEntry(tensor.Name, DType.F32, tensor.Shape.AsSpan())),
        (tensor, from) =>
        {
            if (IsNothing(tensor.Name))
                return MemoryMarshal.AsBytes(_nothing.AsSpan())[..(int)(tensor.ByteCount - from)];
            var bytes = MemoryMarshal.AsBytes(_block.AsSpan());
            var at = Place(tensor.Name, from / sizeof(float)) * sizeof(float);
            return bytes[at..(int)Math.Min(bytes.Length, at + tensor.ByteCount - from)];
        });

    /// <inheritdoc/>
    public void Read(SourceTensor tensor, long from, Span<float> into)
    {
        for (var i = 0; i < into.Length; i++)
            into[i] = IsNothing(tensor.Name) ? 0 : _block[Place(tensor.Name, from + i)];
    }

    /// <summary>Routers' biases and loads, which not every format has.</summary>
    private static bool IsNothing(string name) =>
        name.EndsWith("bias", StringComparison.Ordinal) || name.EndsWith("load", StringComparison.Ordinal);

    private static int Place(string name, long number) => (int)((number + name.Length * 1024L) % (Numbers - 1024));

    private static float[] Block()
    {
        var random = new Random(1);
        var block = new float[Numbers];
        for (var i = 0; i < Numbers; i++) block[i] = (random.NextSingle() - 0.5f) * 0.06f;
        return block;
    }
}
