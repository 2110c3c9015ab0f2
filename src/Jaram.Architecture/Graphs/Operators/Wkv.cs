// Token mixers that keep a state of fixed size instead of every token. Each is written as its paper defines it, one
// token after the other.
// Source: gated delta rule arXiv:2412.06464, section 3.1, per channel Kimi Linear, arXiv:2510.26692, section 3; state
// space duality arXiv:2405.21060, section 5; RWKV-5 arXiv:2404.05892, section 4.

using System.Collections.Immutable;

namespace Jaram.Architecture.Graphs;

/// <summary>o = Sᵀ r + (u ⊙ k · r) v; S ← S ⊙ w + k vᵀ, w and u learnt. Inputs r, k and v.</summary>
/// <param name="Heads">Heads H.</param>
/// <param name="Weights">(2, channels): decays and first weights</param>
internal sealed record Wkv(int Heads, ImmutableArray<double> Weights) : Operator
{
    /// <inheritdoc/>
    public override string Word => "weighted key-value recurrence";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) =>
        inputs.Length == 3 && inputs[0] == inputs[1] && inputs[1] == inputs[2] && inputs[0] % Heads == 0
            && Weights.Length == 2 * inputs[0]
            ? inputs[2]
            : throw Unfit(inputs, $"receptances, keys and values of {Heads} heads");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var (r, k, v) = (inputs[0], inputs[1], inputs[2]);
        var (size, y) = (v.Width / Heads, Signal.Zero(v.Rows, v.Width));
        for (var j = 0; j < v.Width; j++)
        {
            var state = new double[size];
            for (var t = 0; t < v.Rows; t++)
                for (var i = 0; i < size; i++)
                {
                    var channel = j / size * size + i;
                    var added = k[t][channel] * v[t][j];
                    y[t][j] += r[t][channel] * (state[i] + Weights[v.Width + channel] * added);
                    state[i] = state[i] * Math.Exp(-Math.Exp(Weights[channel])) + added;
                }
        }
        return y;
    }
}
