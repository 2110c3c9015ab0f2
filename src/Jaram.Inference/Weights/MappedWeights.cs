using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Jaram.Checkpoints;

namespace Jaram.Inference.Weights;

/// <summary>Weights packed in a mapped file: nothing is read before it is used.</summary>
/// <param name="file">The file; it is closed with this.</param>
/// <param name="list">What the plan asks for; the file holds all of it.</param>
internal sealed unsafe class MappedWeights(SafetensorsReader file, WeightList list) : IHeldWeights
{
    /// <inheritdoc/>
    public long Bytes { get; } = list.Matrices.Sum(matrix => matrix.Bytes);

    /// <inheritdoc/>
    public PackedMatrix Matrix(MatrixWanted wanted) =>
        new(wanted.Format, wanted.Rows, wanted.Columns, At(wanted.Key));

    /// <inheritdoc/>
    public float* Floats(string name, params ReadOnlySpan<long> shape) => (float*)At(name);

    /// <inheritdoc/>
    public void Dispose() => file.Dispose();

    /// <summary>A tensor's pieces lie end to end: the first one's start is the whole's.</summary>
    private byte* At(string name) =>
        (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(file.Bytes(file[name], 0)));
}
