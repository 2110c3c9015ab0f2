// Attention in pieces, so that variants of it share all pieces but the one in which they differ. Scores carry, for each
// head, a number for every token of the text.
// Source: arXiv:1706.03762, section 3.2.1; grouped heads arXiv:2305.13245, section 2; sinks arXiv:2309.17453, section
// 3.

namespace Jaram.Architecture.Graphs;

/// <summary>Scores q·k / √(channels), summed over pairs of inputs: q₁ k₁ q₂ k₂ …. Fewer keys than queries are shared by
/// heads that stand together.</summary>
/// <param name="Heads">Heads H of the queries.</param>
internal sealed record Match(int Heads) : Operator
{
    /// <inheritdoc/>
    public override string Word => "match";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs)
    {
        if (inputs.IsEmpty || inputs.Length % 2 != 0) throw Unfit(inputs, "queries and keys, in pairs");
        for (var i = 0; i < inputs.Length; i += 2)
        {
            var size = inputs[i] / Heads;
            if (size == 0 || inputs[i] % Heads != 0 || inputs[i + 1] % size != 0 || Heads % (inputs[i + 1] / size) != 0)
                throw Unfit(inputs, $"{Heads} heads of queries and a part of as many of keys");
        }
        return Heads;
    }

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var (rows, channels) = (inputs[0].Rows, 0);
        var scores = Signal.Zero(rows, Heads * rows);
        for (var i = 0; i < inputs.Length; i += 2)
        {
            var (q, k, size) = (inputs[i], inputs[i + 1], inputs[i].Width / Heads);
            var shared = Heads / (k.Width / size);
            channels += size;
            for (var t = 0; t < rows; t++)
                for (var head = 0; head < Heads; head++)
                    for (var s = 0; s < rows; s++)
                        for (var c = 0; c < size; c++)
                            scores[t][head * rows + s] += q[t][head * size + c] * k[s][head / shared * size + c];
        }
        return scores.Map(scores.Width, (x, y) =>
        {
            for (var i = 0; i < y.Length; i++) y[i] = x[i] / Math.Sqrt(channels);
        });
    }
}
