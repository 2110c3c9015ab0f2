// Token mixers that keep a state of fixed size instead of every token. Each is written as its paper defines it, one
// token after the other.
// Source: gated delta rule arXiv:2412.06464, section 3.1, per channel Kimi Linear, arXiv:2510.26692, section 3; state
// space duality arXiv:2405.21060, section 5; RWKV-5 arXiv:2404.05892, section 4.

namespace Jaram.Architecture.Graphs;

/// <summary>S ← S·decay + k vᵀ; o = Sᵀq. Inputs q, k, v and a decay of each head; keys may be shared.</summary>
/// <param name="Heads">Heads H of the values.</param>
internal sealed record StateSpace(int Heads) : Operator
{
    /// <inheritdoc/>
    public override string Word => "state space";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) =>
        inputs.Length == 4 && inputs[0] == inputs[1] && inputs[2] % Heads == 0 && inputs[3] == Heads
            ? inputs[2]
            : throw Unfit(inputs, $"queries, keys, values and decays of {Heads} heads");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var (q, k, v, decay) = (inputs[0], inputs[1], inputs[2], inputs[3]);
        var (keys, values, y) = (k.Width, v.Width / Heads, Signal.Zero(v.Rows, v.Width));
        for (var j = 0; j < v.Width; j++)
        {
            var state = new double[keys];
            for (var t = 0; t < v.Rows; t++)
                for (var i = 0; i < keys; i++)
                {
                    state[i] = state[i] * Math.Exp(-Math.Abs(decay[t][j / values])) + k[t][i] * v[t][j];
                    y[t][j] += q[t][i] * state[i];
                }
        }
        return y;
    }
}
