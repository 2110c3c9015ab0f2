// Operators without learnt numbers that work on each channel.
// Source: ours; functions as PyTorch defines them.

namespace Jaram.Architecture.Graphs;

/// <summary>Normalises, without any gain.</summary>
/// <param name="Kind">How.</param>
/// <param name="Groups">Parts that are normalised each by itself, heads mostly.</param>
internal sealed record Normalise(NormBy Kind, int Groups) : Operator
{
    private const double Epsilon = 1e-12;

    /// <inheritdoc/>
    public override string Word => (Kind, Groups) switch
    {
        (NormBy.Rms, 1) => "rms norm",
        (NormBy.Rms, _) => "rms norm of each head",
        (NormBy.Layer, 1) => "layer norm",
        (NormBy.Layer, _) => "layer norm of each head",
        _ => "length norm of each head",
    };

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) =>
        Only(inputs) % Groups == 0 ? inputs[0] : throw Unfit(inputs, $"a multiple of {Groups} numbers");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs) => inputs[0].Map(inputs[0].Width, (x, y) =>
    {
        var size = x.Length / Groups;
        for (var from = 0; from < x.Length; from += size)
        {
            var (mean, square) = (0.0, 0.0);
            if (Kind == NormBy.Layer) foreach (var number in x.Slice(from, size)) mean += number / size;
            foreach (var number in x.Slice(from, size)) square += (number - mean) * (number - mean);
            var by = 1 / Math.Sqrt((Kind == NormBy.Length ? square : square / size) + Epsilon);
            for (var i = from; i < from + size; i++) y[i] = (x[i] - mean) * by;
        }
    });
}
