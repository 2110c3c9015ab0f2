// Canon layer: a short causal convolution, one filter a channel, added to its own input: y_t = x_t + Σ_j w_j ⊙ x_(t−j).
// Source: Physics of Language Models 4.1, section 4.
//
//   B batch · T tokens · C channels · J taps

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Jaram.Training.Blocks;

/// <summary>Lets each channel see its own last few values.</summary>
public sealed class Canon : Block
{
    private readonly int _taps;
    private readonly Parameter _filter;

    /// <param name="taps">Tokens that a filter spans, its own included.</param>
    /// <param name="channels">Channels C.</param>
    /// <param name="device">Where the filter lies.</param>
    public Canon(int taps, long channels, Device device) : base("canon") =>
        (_taps, _filter) = (taps, Weight("filter", empty(taps, channels, device: device)));

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x, Pass pass)
    {
        var T = x.shape[1];
        var seen = pass.Extend(this, "x", x, axis: 1, keep: _taps - 1);
        seen = nn.functional.pad(seen, (0, 0, long.Max(0, _taps - 1 + T - seen.shape[1]), 0));  // (B, J−1+T or more, C)
        var filter = _filter.to(x.dtype);
        var y = x;
        for (var tap = 0; tap < _taps; tap++)
            y = y + filter[tap] * seen.narrow(1, seen.shape[1] - T - tap, T);
        return y;
    }
}
