using System.Collections.Immutable;

namespace Jaram.Inference.Weights;

/// <summary>Notes what a plan asks for, in order; a thing asked for twice is noted once.</summary>
internal sealed unsafe class WeightList : IWeights
{
    private readonly Dictionary<string, MatrixWanted> _matrices = [];
    private readonly Dictionary<string, ImmutableArray<long>> _floats = [];

    /// <summary>The matrices.</summary>
    public IEnumerable<MatrixWanted> Matrices => _matrices.Values;

    /// <summary>Names and shapes of the floats.</summary>
    public IEnumerable<(string Name, ImmutableArray<long> Shape)> FloatTensors =>
        _floats.Select(pair => (pair.Key, pair.Value));

    /// <summary>Numbers of a tensor of that shape.</summary>
    public static int CountOf(ImmutableArray<long> shape) =>
        (int)shape.Aggregate(1L, (product, size) => product * size);

    /// <inheritdoc/>
    public PackedMatrix Matrix(MatrixWanted wanted)
    {
        _matrices.TryAdd(wanted.Key, wanted);
        return new(wanted.Format, wanted.Rows, wanted.Columns, null);
    }

    /// <inheritdoc/>
    public float* Floats(string name, params ReadOnlySpan<long> shape)
    {
        _floats.TryAdd(name, [.. shape]);
        return null;
    }
}
