// Choosing among experts, or among streams.
// Source: top-k routing arXiv:1701.06538, section 2.1; groups DeepSeek-V3, arXiv:2412.19437, section 2.1.2; streams
// arXiv:2409.19606, section 2, doubly stochastic arXiv:2512.24880, section 4.

namespace Jaram.Architecture.Graphs;

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
