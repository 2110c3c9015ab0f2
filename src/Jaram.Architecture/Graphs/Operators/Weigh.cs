// Attention in pieces, so that variants of it share all pieces but the one in which they differ. Scores carry, for each
// head, a number for every token of the text.
// Source: arXiv:1706.03762, section 3.2.1; grouped heads arXiv:2305.13245, section 2; sinks arXiv:2309.17453, section
// 3.

using System.Collections.Immutable;

namespace Jaram.Architecture.Graphs;

/// <summary>e^s / (Σ e^s + e^sink) over the tokens, for each head.</summary>
/// <param name="Heads">Heads H.</param>
/// <param name="Sinks">A learnt score for each head that takes weight and gives nothing; none for no sinks.</param>
internal sealed record Weigh(int Heads, ImmutableArray<double> Sinks) : Operator
{
    /// <inheritdoc/>
    public override string Word => Sinks.IsEmpty ? "softmax over tokens" : "softmax over tokens with sinks";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) =>
        Only(inputs) == Heads ? Heads : throw Unfit(inputs, $"scores of {Heads} heads");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs) => inputs[0].Map(inputs[0].Width, (x, y) =>
    {
        var rows = x.Length / Heads;
        var one = new double[rows + (Sinks.IsEmpty ? 0 : 1)];
        for (var head = 0; head < Heads; head++)
        {
            x.Slice(head * rows, rows).CopyTo(one);
            if (!Sinks.IsEmpty) one[^1] = Sinks[head];
            Apply.Softmax(one, one);
            one.AsSpan(0, rows).CopyTo(y[(head * rows)..]);
        }
    });
}
