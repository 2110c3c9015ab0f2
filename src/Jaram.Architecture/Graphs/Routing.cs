// Choosing among experts, or among streams.
// Source: top-k routing arXiv:1701.06538, section 2.1; groups DeepSeek-V3, arXiv:2412.19437, section 2.1.2; streams
// arXiv:2409.19606, section 2, doubly stochastic arXiv:2512.24880, section 4.

namespace Jaram.Architecture.Graphs;

/// <summary>Scores of the experts with the highest choice, 0 for the others: inputs scores and choice.</summary>
/// <param name="Count">Experts that are chosen.</param>
/// <param name="Groups">Groups of experts, of which half are looked at; 1 for none.</param>
internal sealed record Top(int Count, int Groups) : Operator
{
    /// <inheritdoc/>
    public override string Word => Groups > 1 ? "top experts of top groups" : "top experts";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) =>
        inputs.Length == 2 && inputs[0] == inputs[1] && inputs[0] % Groups == 0 && Count <= inputs[0]
            ? inputs[0]
            : throw Unfit(inputs, "scores and choices of as many experts");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var (x, choice, y) = (inputs[0], inputs[1], Signal.Zero(inputs[0].Rows, inputs[0].Width));
        for (var t = 0; t < x.Rows; t++)
        {
            var marks = choice[t].ToArray();
            var size = marks.Length / Groups;
            var kept = Enumerable.Range(0, Groups)
                .OrderByDescending(group => marks.Skip(group * size).Take(size).OrderDescending().Take(2).Sum())
                .Take((Groups + 1) / 2).SelectMany(group => Enumerable.Range(group * size, size));
            foreach (var expert in kept.OrderByDescending(expert => marks[expert]).Take(Count)) y[t][expert] = x[t][expert];
        }
        return y;
    }
}

/// <summary>x / Σ x.</summary>
internal sealed record Share : Operator
{
    /// <inheritdoc/>
    public override string Word => "share";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => Only(inputs);

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs) => inputs[0].Map(inputs[0].Width, (x, y) =>
    {
        var sum = 0.0;
        foreach (var number in x) sum += number;
        for (var i = 0; i < y.Length; i++) y[i] = x[i] / sum;
    });
}

/// <summary>Σ_i w_i y_i: inputs a weight for each of some outputs, and those side by side.</summary>
internal sealed record Blend : Operator
{
    /// <inheritdoc/>
    public override string Word => "blend";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => inputs.Length == 2 && inputs[1] % inputs[0] == 0
        ? inputs[1] / inputs[0]
        : throw Unfit(inputs, "weights, and as many outputs");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var (w, x) = (inputs[0], inputs[1]);
        var y = Signal.Zero(x.Rows, x.Width / w.Width);
        for (var t = 0; t < x.Rows; t++)
            for (var i = 0; i < x.Width; i++) y[t][i % y.Width] += w[t][i / y.Width] * x[t][i];
        return y;
    }
}

/// <summary>w_i y for each i, side by side: inputs weights and y.</summary>
internal sealed record Spread : Operator
{
    /// <inheritdoc/>
    public override string Word => "spread";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) =>
        inputs.Length == 2 ? inputs[0] * inputs[1] : throw Unfit(inputs, "weights, and what they are for");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var (w, x) = (inputs[0], inputs[1]);
        var y = Signal.Zero(x.Rows, w.Width * x.Width);
        for (var t = 0; t < x.Rows; t++)
            for (var i = 0; i < y.Width; i++) y[t][i] = w[t][i / x.Width] * x[t][i % x.Width];
        return y;
    }
}

/// <summary>Streams mixed with each other: inputs an n × n matrix for each token, and n streams side by side.</summary>
/// <param name="Streams">n</param>
internal sealed record Turn(int Streams) : Operator
{
    /// <inheritdoc/>
    public override string Word => "mix streams";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) =>
        inputs.Length == 2 && inputs[0] == Streams * Streams && inputs[1] % Streams == 0
            ? inputs[1]
            : throw Unfit(inputs, $"{Streams * Streams} weights, and {Streams} streams");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var (w, x, y) = (inputs[0], inputs[1], Signal.Zero(inputs[1].Rows, inputs[1].Width));
        var width = x.Width / Streams;
        for (var t = 0; t < x.Rows; t++)
            for (var to = 0; to < Streams; to++)
                for (var from = 0; from < Streams; from++)
                    for (var i = 0; i < width; i++)
                        y[t][to * width + i] += w[t][to * Streams + from] * x[t][from * width + i];
        return y;
    }
}

/// <summary>An n × n matrix made doubly stochastic: e^x, its rows and columns divided by their sums in turn.</summary>
/// <param name="Size">n</param>
internal sealed record Sinkhorn(int Size) : Operator
{
    private const int Rounds = 20;

    /// <inheritdoc/>
    public override string Word => "doubly stochastic";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) =>
        Only(inputs) == Size * Size ? inputs[0] : throw Unfit(inputs, $"{Size * Size} numbers");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs) => inputs[0].Map(Size * Size, (x, y) =>
    {
        for (var i = 0; i < y.Length; i++) y[i] = Math.Exp(x[i]);
        for (var round = 0; round < Rounds; round++)
        {
            for (var row = 0; row < Size; row++) Divide(y, row * Size, 1);
            for (var column = 0; column < Size; column++) Divide(y, column, Size);
        }
    });

    private void Divide(Span<double> y, int first, int step)
    {
        var sum = 0.0;
        for (var i = 0; i < Size; i++) sum += y[first + i * step];
        for (var i = 0; i < Size; i++) y[first + i * step] /= sum;
    }
}
