// Choosing among experts, or among streams.
// Source: top-k routing arXiv:1701.06538, section 2.1; groups DeepSeek-V3, arXiv:2412.19437, section 2.1.2; streams
// arXiv:2409.19606, section 2, doubly stochastic arXiv:2512.24880, section 4.

namespace Jaram.Architecture.Graphs;

/// <summary>Scores of the experts with the highest choice, 0 for the others: inputs scores and choice.</summary>
/// <param name="Count">Experts that are chosen.</param>
/// <param name="Groups">Groups of experts, of which half are looked at; 1 for none.</param>
internal sealed record Top(int Count, int Groups) : Operator
{
    /// <inheritdoc/>
    public override string Word => Groups > 1 ? "top experts of top groups" : "top experts";

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) =>
        inputs.Length == 2 && inputs[0] == inputs[1] && inputs[0] % Groups == 0 && Count <= inputs[0]
            ? inputs[0]
            : throw Unfit(inputs, "scores and choices of as many experts");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var (x, choice, y) = (inputs[0], inputs[1], Signal.Zero(inputs[0].Rows, inputs[0].Width));
        for (var t = 0; t < x.Rows; t++)
        {
            var marks = choice[t].ToArray();
            var size = marks.Length / Groups;
            var kept = Enumerable.Range(0, Groups)
                .OrderByDescending(group => marks.Skip(group * size).Take(size).OrderDescending().Take(2).Sum())
                .Take((Groups + 1) / 2).SelectMany(group => Enumerable.Range(group * size, size));
            foreach (var expert in kept.OrderByDescending(expert => marks[expert]).Take(Count)) y[t][expert] =
                x[t][expert];
        }
        return y;
    }
}
