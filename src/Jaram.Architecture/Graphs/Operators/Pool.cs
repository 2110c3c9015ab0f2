// Token mixers that keep a state of fixed size instead of every token. Each is written as its paper defines it, one
// token after the other.
// Source: gated delta rule arXiv:2412.06464, section 3.1, per channel Kimi Linear, arXiv:2510.26692, section 3; state
// space duality arXiv:2405.21060, section 5; RWKV-5 arXiv:2404.05892, section 4.

namespace Jaram.Architecture.Graphs;

/// <summary>Tokens made fewer: each block's weighted mean stands for it. Inputs the tokens and a mark for
/// each.</summary>
/// <param name="Block">Tokens of a block.</param>
internal sealed record Pool(int Block) : Operator
{
    /// <inheritdoc/>
    public override string Word => "pool blocks";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => inputs.Length == 2 && inputs[0] % inputs[1] == 0
        ? inputs[0]
        : throw Unfit(inputs, "tokens, and marks for them");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var (x, marks, y) = (inputs[0], inputs[1], Signal.Zero(inputs[0].Rows, inputs[0].Width));
        var run = x.Width / marks.Width;
        for (var t = 0; t < x.Rows; t++)
            for (var i = 0; i < x.Width; i++)
            {
                var (sum, weights) = (0.0, 0.0);
                for (var s = t / Block * Block; s <= t; s++)
                {
                    var weight = Math.Exp(marks[s][i / run]);
                    (sum, weights) = (sum + weight * x[s][i], weights + weight);
                }
                y[t][i] = sum / weights;
            }
        return y;
    }
}
