// Choosing among experts, or among streams.
// Source: top-k routing arXiv:1701.06538, section 2.1; groups DeepSeek-V3, arXiv:2412.19437, section 2.1.2; streams
// arXiv:2409.19606, section 2, doubly stochastic arXiv:2512.24880, section 4.

namespace Jaram.Architecture.Graphs;

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
