// Token mixers that keep a state of fixed size instead of every token. Each is written as its paper defines it, one
// token after the other.
// Source: gated delta rule arXiv:2412.06464, section 3.1, per channel Kimi Linear, arXiv:2510.26692, section 3; state
// space duality arXiv:2405.21060, section 5; RWKV-5 arXiv:2404.05892, section 4.

namespace Jaram.Architecture.Graphs;

/// <summary>S ← S·decay; S ← S + β k (v − Sᵀk)ᵀ; o = Sᵀq. Inputs q, k, v, decay and β.</summary>
/// <param name="Heads">Heads H.</param>
/// <param name="IsPerChannel">Whether each channel of a key decays by itself.</param>
internal sealed record DeltaRule(int Heads, bool IsPerChannel) : Operator
{
    /// <inheritdoc/>
    public override string Word => IsPerChannel ? "delta rule, decay per channel" : "delta rule, decay per head";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) =>
        inputs.Length == 5 && inputs[0] == inputs[1] && inputs[0] % Heads == 0 && inputs[2] % Heads == 0
            && inputs[3] == (IsPerChannel ? inputs[1] : Heads) && inputs[4] == Heads
            ? inputs[2]
            : throw Unfit(inputs, $"queries, keys, values, decays and rates of {Heads} heads");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var (q, k, v, decay, beta) = (inputs[0], inputs[1], inputs[2], inputs[3], inputs[4]);
        var (keys, values, y) = (k.Width / Heads, v.Width / Heads, Signal.Zero(v.Rows, v.Width));
        for (var j = 0; j < v.Width; j++)
        {
            var (head, state) = (j / values, new double[keys]);
            for (var t = 0; t < v.Rows; t++)
            {
                var known = 0.0;
                for (var i = 0; i < keys; i++)
                {
                    state[i] *= Math.Exp(-Math.Abs(decay[t][IsPerChannel ? head * keys + i : head]));
                    known += state[i] * k[t][head * keys + i];
                }
                for (var i = 0; i < keys; i++)
                {
                    state[i] += beta[t][head] * (v[t][j] - known) * k[t][head * keys + i];
                    y[t][j] += q[t][head * keys + i] * state[i];
                }
            }
        }
        return y;
    }
}
