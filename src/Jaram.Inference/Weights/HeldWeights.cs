using Jaram.Inference.Kernels;

namespace Jaram.Inference.Weights;

/// <summary>Weights packed into memory of their own.</summary>
internal sealed unsafe class HeldWeights : IHeldWeights
{
    private readonly Dictionary<string, PackedMatrix> _matrices = [];
    private readonly Dictionary<string, long> _floatAt = [];
    private readonly NativeArray<byte> _packed;
    private readonly NativeArray<float> _floats;

    /// <summary>Packs what a list asks for.</summary>
    /// <exception cref="InferenceException">The source lacks something, or memory does not suffice.</exception>
    public HeldWeights(WeightList list, SourceTensors source)
    {
        _packed = new(list.Matrices.Sum(matrix => matrix.Bytes) + Blocks.Ahead);
        _floats = new(list.FloatTensors.Sum(tensor => (long)Lanes.Padded(WeightList.CountOf(tensor.Shape))));
        var at = _packed.Start;
        foreach (var wanted in list.Matrices)
        {
            MatrixPacking.Pack(wanted, source, at);
            _matrices[wanted.Key] = new(wanted.Format, wanted.Rows, wanted.Columns, at);
            at += wanted.Bytes;
        }
        var next = 0L;
        foreach (var (name, shape) in list.FloatTensors)
        {
            source.Read(name, shape.AsSpan(), 0, _floats.Slice(next, WeightList.CountOf(shape)));
            _floatAt[name] = next;
            next += Lanes.Padded(WeightList.CountOf(shape));
        }
    }

    /// <inheritdoc/>
    public long Bytes => _packed.Count;

    /// <inheritdoc/>
    public PackedMatrix Matrix(MatrixWanted wanted) => _matrices[wanted.Key];

    /// <inheritdoc/>
    public float* Floats(string name, params ReadOnlySpan<long> shape) => _floats.Start + _floatAt[name];

    /// <inheritdoc/>
    public void Dispose()
    {
        _packed.Dispose();
        _floats.Dispose();
    }
}
