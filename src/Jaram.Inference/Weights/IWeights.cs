namespace Jaram.Inference.Weights;

/// <summary>Where the steps of a plan get their weights. A plan is built twice: once to hear what it asks for, and once
/// to be given it.</summary>
internal unsafe interface IWeights
{
    /// <summary>A matrix, or a stretch of its rows, or of those rows' transpose.</summary>
    PackedMatrix Matrix(MatrixWanted wanted);

    /// <summary>Numbers that are kept as float32.</summary>
    float* Floats(string name, params ReadOnlySpan<long> shape);
}

/// <summary>Weights that are there.</summary>
internal interface IHeldWeights : IWeights, IDisposable
{
    /// <summary>Bytes of the matrices.</summary>
    long Bytes { get; }
}

/// <summary>A matrix that a step asks for.</summary>
/// <param name="Name">The tensor it is made of.</param>
/// <param name="TensorRows">That tensor's rows.</param>
/// <param name="TensorColumns">That tensor's columns.</param>
/// <param name="Format">How it is to be kept.</param>
internal sealed record MatrixWanted(string Name, int TensorRows, int TensorColumns, WeightFormat Format)
{
    /// <summary>First of the tensor's rows that are taken.</summary>
    public int From { get; init; }

    /// <summary>How many are taken.</summary>
    public int Count { get; init; } = TensorRows;

    /// <summary>Whether the taken rows become columns.</summary>
    public bool IsTransposed { get; init; }

    /// <summary>Outputs.</summary>
    public int Rows => IsTransposed ? TensorColumns : Count;

    /// <summary>Inputs.</summary>
    public int Columns => IsTransposed ? Count : TensorColumns;

    /// <summary>What tells it from others in a packed file.</summary>
    public string Key => (From, Count, IsTransposed) == (0, TensorRows, false)
        ? Name
        : FormattableString.Invariant($"{Name}[{From}..{From + Count}]{(IsTransposed ? "^T" : "")}");

    /// <summary>Bytes when packed.</summary>
    public long Bytes => PackedMatrix.BytesOf(Format, Rows, Columns);
}
