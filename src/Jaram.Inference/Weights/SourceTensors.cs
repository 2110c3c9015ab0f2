using System.Runtime.InteropServices;
using Jaram.Checkpoints;
using Jaram.Inference.Kernels;

namespace Jaram.Inference.Weights;

/// <summary>A model's weights as they were published, under the names of its blocks; read as floats.</summary>
/// <param name="tensors">The listing; float32, bfloat16 or float16.</param>
/// <param name="bytes">Where they are.</param>
public sealed unsafe class SourceTensors(IEnumerable<TensorEntry> tensors, TensorBytes bytes)
{
    private readonly Dictionary<string, TensorEntry> _byName = tensors.ToDictionary(tensor => tensor.Name);

    /// <summary>Whether there is a tensor of that name.</summary>
    public bool Has(string name) => _byName.ContainsKey(name);

    /// <summary>Reads numbers of a tensor.</summary>
    /// <param name="name">Which.</param>
    /// <param name="shape">What shape it must have.</param>
    /// <param name="from">The first number, row-major.</param>
    /// <param name="into">To be filled.</param>
    /// <exception cref="InferenceException">It is missing, or of another shape or type.</exception>
    internal void Read(string name, ReadOnlySpan<long> shape, long from, Span<float> into)
    {
        var (tensor, size) = Find(name, shape);
        while (into.Length > 0)
        {
            var piece = bytes(tensor, from * size);
            var count = Math.Min(piece.Length / size, into.Length);
            Widen(tensor.DType, piece[..(count * size)], into[..count]);
            into = into[count..];
            from += count;
        }
    }

    /// <summary>Checks that a tensor is there.</summary>
    /// <exception cref="InferenceException">It is missing, or of another shape or type.</exception>
    internal void Check(string name, ReadOnlySpan<long> shape) => Find(name, shape);

    private (TensorEntry Tensor, int Size) Find(string name, ReadOnlySpan<long> shape)
    {
        if (!_byName.TryGetValue(name, out var tensor))
            throw new InferenceException(
                $"the weights lack '{name}', which the design has; take weights of this design");
        if (!tensor.Shape.AsSpan().SequenceEqual(shape))
            throw new InferenceException($"tensor '{name}' has shape [{string.Join(", ", tensor.Shape)}], the design "
                + $"has [{string.Join(", ", shape.ToArray())}]; take weights of this design");
        return tensor.DType switch
        {
            DType.F32 => (tensor, sizeof(float)),
            DType.BF16 or DType.F16 => (tensor, sizeof(ushort)),
            var other => throw new InferenceException($"tensor '{name}' is of type {other}, the engine reads F32, BF16 "
                + "and F16; convert it"),
        };
    }

    private static void Widen(DType type, ReadOnlySpan<byte> from, Span<float> into)
    {
        if (type == DType.F32) MemoryMarshal.Cast<byte, float>(from).CopyTo(into);
        else if (type == DType.F16)
        {
            var halves = MemoryMarshal.Cast<byte, Half>(from);
            for (var i = 0; i < into.Length; i++) into[i] = (float)halves[i];
        }
        else
            fixed (byte* at = from)
                for (var i = 0; i < into.Length; i++) into[i] = BFloat16.Read(at + i * sizeof(ushort));
    }
}
