// Attention in pieces, so that variants of it share all pieces but the one in which they differ. Scores carry, for each
// head, a number for every token of the text.
// Source: arXiv:1706.03762, section 3.2.1; grouped heads arXiv:2305.13245, section 2; sinks arXiv:2309.17453, section
// 3.

namespace Jaram.Architecture.Graphs;

/// <summary>−∞ for all tokens but those of the highest marks; inputs: scores, and one head of marks.</summary>
/// <param name="Count">Tokens that are kept.</param>
/// <param name="Block">Tokens that are kept or left together.</param>
internal sealed record Select(int Count, int Block) : Operator
{
    /// <inheritdoc/>
    public override string Word => Block > 1 ? "select blocks" : "select tokens";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) =>
        inputs.Length == 2 && inputs[1] == 1 ? inputs[0] : throw Unfit(inputs, "scores, and one head of marks");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var (x, marks, y) = (inputs[0], inputs[1], Signal.Zero(inputs[0].Rows, inputs[0].Width));
        for (var t = 0; t < x.Rows; t++)
        {
            var mark = marks[t].ToArray();
            var kept = Enumerable.Range(0, t + 1).GroupBy(s => s / Block)
                .OrderByDescending(block => block.Max(s => mark[s])).Take(Count).SelectMany(block => block).ToHashSet();
            for (var i = 0; i < x.Width; i++)
                y[t][i] = kept.Contains(i % x.Rows) ? x[t][i] : double.NegativeInfinity;
        }
        return y;
    }
}
