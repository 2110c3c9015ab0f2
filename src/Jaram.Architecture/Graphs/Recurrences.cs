// Token mixers that keep a state of fixed size instead of every token. Each is written as its paper defines it, one
// token after the other.
// Source: gated delta rule arXiv:2412.06464, section 3.1, per channel Kimi Linear, arXiv:2510.26692, section 3; state
// space duality arXiv:2405.21060, section 5; RWKV-5 arXiv:2404.05892, section 4.

using System.Collections.Immutable;

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

/// <summary>Tokens made fewer: each block's weighted mean stands for it. Inputs the tokens and a mark for each.</summary>
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
