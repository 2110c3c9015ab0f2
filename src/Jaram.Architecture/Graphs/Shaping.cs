// Operators that only move numbers: the normal form has none of them left that it can do without.
// Source: ours.

using System.Collections.Immutable;

namespace Jaram.Architecture.Graphs;

/// <summary>Some of a token's numbers, one after the other.</summary>
/// <param name="From">The first.</param>
/// <param name="Count">How many.</param>
internal sealed record Slice(int From, int Count) : Operator
{
    /// <inheritdoc/>
    public override string Word => "slice";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => From >= 0 && Count > 0 && From + Count <= Only(inputs)
        ? Count
        : throw Unfit(inputs, $"at least {From + Count} numbers");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs) =>
        inputs[0].Map(Count, (x, y) => x.Slice(From, Count).CopyTo(y));
}

/// <summary>The inputs' numbers side by side.</summary>
internal sealed record Concat : Operator
{
    /// <inheritdoc/>
    public override string Word => "concat";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs)
    {
        if (inputs.IsEmpty) throw Unfit(inputs, "an input");
        var sum = 0;
        foreach (var width in inputs) sum = checked(sum + width);
        return sum;
    }

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var width = 0;
        foreach (var input in inputs) width += input.Width;
        var (y, at) = (Signal.Zero(inputs[0].Rows, width), 0);
        foreach (var input in inputs)
        {
            for (var row = 0; row < y.Rows; row++) input[row].CopyTo(y[row][at..]);
            at += input.Width;
        }
        return y;
    }
}

/// <summary>A token's numbers in another order.</summary>
/// <param name="Order">For each place, the place that its number comes from.</param>
internal sealed record Permute(ImmutableArray<int> Order) : Operator
{
    /// <inheritdoc/>
    public override string Word => "permute";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => Only(inputs) == Order.Length
        ? Order.Length
        : throw Unfit(inputs, $"{Order.Length} numbers");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs) => inputs[0].Map(Order.Length, (x, y) =>
    {
        for (var i = 0; i < y.Length; i++) y[i] = x[Order[i]];
    });
}

/// <summary>What was there a token before; nothing before the first.</summary>
internal sealed record Shift : Operator
{
    /// <inheritdoc/>
    public override string Word => "previous token";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => Only(inputs);

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var y = Signal.Zero(inputs[0].Rows, inputs[0].Width);
        for (var t = 1; t < y.Rows; t++) inputs[0][t - 1].CopyTo(y[t]);
        return y;
    }
}

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

/// <summary>What another layer computed; a graph of one layer only knows that it comes from there.</summary>
/// <param name="What">As in <c>values of the first layer</c>.</param>
/// <param name="Width">Numbers of a token.</param>
internal sealed record Elsewhere(string What, int Width) : Operator
{
    /// <inheritdoc/>
    public override string Word => What;

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => Only(inputs) > 0 ? Width : 0;

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var draw = new Draw((ulong)(Width + What.Length));
        return new(inputs[0].Rows, Width, [.. draw.Vector(inputs[0].Rows * Width)]);
    }
}
