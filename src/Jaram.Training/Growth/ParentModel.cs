// A raised model as operators read it.
// Source: ours.

using System.Runtime.InteropServices;
using Jaram.Architecture;
using Jaram.Checkpoints.Packing;
using Jaram.Ledger.Growth;

namespace Jaram.Training.Growth;

/// <summary>A version that something is grown from.</summary>
/// <param name="Design">Its architecture.</param>
/// <param name="Weights">Its weights and buffers, float32.</param>
/// <param name="Memory">What its optimizer remembers; none where that is not kept.</param>
public sealed record ParentModel(Design Design, HeldTensors Weights, HeldTensors Memory)
{
    private readonly HashSet<string> _names = [.. Weights.Tensors.Select(tensor => tensor.Name)];

    /// <summary>Whether it has such a tensor.</summary>
    internal bool Has(string name) => _names.Contains(name);

    /// <summary>A tensor's sizes.</summary>
    internal IReadOnlyList<long> Shape(string name) => Weights[name].Shape;

    /// <summary>A tensor's numbers, row-major.</summary>
    internal ReadOnlySpan<float> Numbers(string name) => MemoryMarshal.Cast<byte, float>(Weights.Bytes(name));

    /// <summary>A matrix by its rows, in double.</summary>
    internal double[][] Rows(string name)
    {
        var numbers = Numbers(name);
        var columns = (int)Shape(name)[1];
        var rows = new double[numbers.Length / columns][];
        for (var row = 0; row < rows.Length; row++)
        {
            rows[row] = new double[columns];
            for (var column = 0; column < columns; column++) rows[row][column] = numbers[row * columns + column];
        }
        return rows;
    }

    /// <summary>Every tensor as it is: what an operator says of tensors that it leaves alone.</summary>
    internal static Heir Same(FirstTensor tensor) => new Heir.Copied(tensor.Name);
}
