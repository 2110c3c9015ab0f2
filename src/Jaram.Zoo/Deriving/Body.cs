// An animal's weights in memory, to be changed.
// Source: ours.

using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Jaram.Architecture;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Packing;
using Jaram.Inference.Weights;

namespace Jaram.Zoo.Deriving;

/// <summary>A design and its weights. What changes it makes a copy.</summary>
internal sealed class Body
{
    private readonly SortedDictionary<string, Matrix> _tensors;

    /// <param name="design">The architecture.</param>
    /// <param name="tokenizer">Its tokenizer's name in the zoo.</param>
    /// <param name="tensors">All weights and buffers.</param>
    public Body(Design design, string tokenizer, IEnumerable<KeyValuePair<string, Matrix>> tensors)
    {
        (Design, Tokenizer) = (design, tokenizer);
        _tensors = new(tensors.ToDictionary(), StringComparer.Ordinal);
    }

    /// <summary>The architecture.</summary>
    public Design Design { get; }

    /// <summary>Its tokenizer's name in the zoo.</summary>
    public string Tokenizer { get; }

    /// <summary>All weights and buffers, by name.</summary>
    public IReadOnlyDictionary<string, Matrix> Tensors => _tensors;

    /// <summary>One of them.</summary>
    public Matrix this[string name] => _tensors[name];

    /// <summary>Takes up a version.</summary>
    public static Body Of(Design design, string tokenizer, HeldTensors held) => new(design, tokenizer,
        held.Tensors.Select(tensor => KeyValuePair.Create(tensor.Name,
            new Matrix(tensor.Shape, MemoryMarshal.Cast<byte, float>(held.Bytes(tensor.Name)).ToArray()))));

    /// <summary>The same with some tensors changed.</summary>
    /// <param name="change">Gives a tensor's successor; itself where nothing changes.</param>
    public Body With(Func<string, Matrix, Matrix> change) => With(Design, change);

    /// <summary>The same for another design.</summary>
    public Body With(Design design, Func<string, Matrix, Matrix> change) => new(design, Tokenizer,
        _tensors.Select(one => KeyValuePair.Create(one.Key, change(one.Key, one.Value))));

    /// <summary>As a version holds it.</summary>
    public HeldTensors Held() => HeldTensors.Copy(Entries,
        (entry, from) => MemoryMarshal.AsBytes(_tensors[entry.Name].Numbers.AsSpan())[(int)from..]);

    /// <summary>As the engine takes it.</summary>
    public SourceTensors Source() => new(Entries,
        (entry, from) => MemoryMarshal.AsBytes(_tensors[entry.Name].Numbers.AsSpan())[(int)from..]);

    /// <summary>Writes it as safetensors.</summary>
    public void Write(Stream to) => SafetensorsWriter.Write(to, Entries,
        (entry, from) => MemoryMarshal.AsBytes(_tensors[entry.Name].Numbers.AsSpan())[(int)from..]);

    private IEnumerable<TensorEntry> Entries =>
        _tensors.Select(one => new TensorEntry(one.Key, DType.F32, one.Value.Shape.AsSpan()));
}

/// <summary>A tensor's numbers.</summary>
/// <param name="Shape">Sizes, outermost first; one or two.</param>
/// <param name="Numbers">Row-major; nobody changes them in place.</param>
internal sealed record Matrix(ImmutableArray<long> Shape, float[] Numbers)
{
    /// <summary>Rows; 1 for a vector.</summary>
    public int Rows => Shape.Length == 1 ? 1 : (int)Shape[0];

    /// <summary>Numbers of a row.</summary>
    public int Columns => (int)Shape[^1];

    /// <summary>Whether it is a matrix, no vector.</summary>
    public bool IsFlat => Shape.Length == 2;

    /// <summary>Root mean square of its numbers.</summary>
    public double Size => Math.Sqrt(Numbers.Average(w => (double)w * w));

    /// <summary>Each number changed by its place.</summary>
    /// <param name="change">Of row, column and number.</param>
    public Matrix Map(Func<int, int, float, double> change)
    {
        var (columns, changed) = (Columns, new float[Numbers.Length]);
        for (var at = 0; at < changed.Length; at++)
            changed[at] = (float)change(at / columns, at % columns, Numbers[at]);
        return this with { Numbers = changed };
    }

    /// <summary>Some rows, in an order.</summary>
    public Matrix TakeRows(IReadOnlyList<int> rows)
    {
        var taken = new float[rows.Count * Columns];
        for (var i = 0; i < rows.Count; i++)
            Numbers.AsSpan(rows[i] * Columns, Columns).CopyTo(taken.AsSpan(i * Columns));
        return new(Shape.SetItem(0, rows.Count), taken);
    }

    /// <summary>Some columns, in an order; of a vector its numbers.</summary>
    public Matrix TakeColumns(IReadOnlyList<int> columns)
    {
        var taken = new float[Rows * columns.Count];
        for (var i = 0; i < Rows; i++)
            for (var k = 0; k < columns.Count; k++) taken[i * columns.Count + k] = Numbers[i * Columns + columns[k]];
        return new(Shape.SetItem(Shape.Length - 1, columns.Count), taken);
    }

    /// <summary>Rows become columns.</summary>
    public Matrix Turned() => new([Shape[1], Shape[0]], TurnedNumbers());

    private float[] TurnedNumbers()
    {
        var turned = new float[Numbers.Length];
        for (var i = 0; i < Rows; i++)
            for (var k = 0; k < Columns; k++) turned[k * Rows + i] = Numbers[i * Columns + k];
        return turned;
    }
}
