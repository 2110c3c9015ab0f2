// Operators that only move numbers: the normal form has none of them left that it can do without.
// Source: ours.

using System.Collections.Immutable;

namespace Jaram.Architecture.Graphs;

/// <summary>Pairs of channels turn by angles that grow with the position.</summary>
/// <param name="Heads">Parts that turn alike.</param>
/// <param name="IsInterleaved">Pairs are neighbours; else halves.</param>
internal sealed record Rotate(int Heads, bool IsInterleaved) : Operator
{
    private const double Theta = 10000;

    /// <inheritdoc/>
    public override string Word => "rotate";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => Only(inputs) % (2 * Heads) == 0
        ? inputs[0]
        : throw Unfit(inputs, $"an even count of numbers for each of {Heads} heads");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var (x, y) = (inputs[0], Signal.Zero(inputs[0].Rows, inputs[0].Width));
        var size = x.Width / Heads;
        for (var t = 0; t < x.Rows; t++)
            for (var head = 0; head < Heads; head++)
                for (var pair = 0; pair < size / 2; pair++)
                {
                    var (sin, cos) = Math.SinCos(t * Math.Pow(Theta, -2.0 * pair / size));
                    var (a, b) = (head * size + First(pair), head * size + Second(pair, size));
                    (y[t][a], y[t][b]) = (x[t][a] * cos - x[t][b] * sin, x[t][a] * sin + x[t][b] * cos);
                }
        return y;
    }

    /// <summary>The order that brings neighbours into halves.</summary>
    public static ImmutableArray<int> Halved(int heads, int size) => [.. Enumerable.Range(0, heads * size).Select(i =>
        i / size * size + (i % size < size / 2 ? 2 * (i % size) : 2 * (i % size - size / 2) + 1))];

    private int First(int pair) => IsInterleaved ? 2 * pair : pair;

    private int Second(int pair, int size) => IsInterleaved ? 2 * pair + 1 : pair + size / 2;
}
