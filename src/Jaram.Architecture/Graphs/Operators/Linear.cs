// Operators that hold learnt numbers. A rewrite that changes one carries its numbers along, so it can be proved.
// Source: ours.

using System.Collections.Immutable;

namespace Jaram.Architecture.Graphs;

/// <summary>y = W x; with a bank of several W, one for each part, whose outputs stand side by side.</summary>
/// <param name="In">Columns of a W.</param>
/// <param name="Out">Rows of a W.</param>
/// <param name="Bank">How many; 1 for a plain matrix.</param>
/// <param name="Weights">(bank, out, in) row-major</param>
internal sealed record Linear(int In, int Out, int Bank, ImmutableArray<double> Weights) : Operator
{
    /// <inheritdoc/>
    public override string Word => "linear";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => Only(inputs) == In || inputs[0] == In * Bank
        ? Out * Bank
        : throw Unfit(inputs, $"{In} numbers");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs) => inputs[0].Map(Out * Bank, (x, y) =>
    {
        for (var expert = 0; expert < Bank; expert++)
        {
            var own = x.Length == In ? x : x.Slice(expert * In, In);
            for (var row = 0; row < Out; row++)
            {
                var w = Weights.AsSpan().Slice((expert * Out + row) * In, In);
                var sum = 0.0;
                for (var i = 0; i < In; i++) sum += w[i] * own[i];
                y[expert * Out + row] = sum;
            }
        }
    });

    /// <summary>Other numbers, computed for each place of a W.</summary>
    /// <param name="rows">Rows of a new W.</param>
    /// <param name="columns">Columns of a new W.</param>
    /// <param name="bank">How many.</param>
    /// <param name="number">From part, row and column.</param>
    public static Linear Make(int rows, int columns, int bank, Func<int, int, int, double> number)
    {
        var w = ImmutableArray.CreateBuilder<double>(bank * rows * columns);
        for (var expert = 0; expert < bank; expert++)
            for (var row = 0; row < rows; row++)
                for (var column = 0; column < columns; column++) w.Add(number(expert, row, column));
        return new(columns, rows, bank, w.MoveToImmutable());
    }

    /// <summary>A number of W.</summary>
    public double At(int expert, int row, int column) => Weights[(expert * Out + row) * In + column];
}
