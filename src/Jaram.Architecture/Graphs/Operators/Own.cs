// What a graph's author invented, and the grammar has no word for.
// Source: ours.

using System.Security.Cryptography;
using System.Text;

namespace Jaram.Architecture.Graphs;

/// <summary>An operator that only its author knows: some function of its inputs, the same each time.</summary>
/// <param name="Name">Its author's word.</param>
/// <param name="Width">Numbers of a token that come out.</param>
/// <param name="ReadsEarlier">Whether it reads earlier tokens too.</param>
internal sealed record Own(string Name, int Width, bool ReadsEarlier) : Operator
{
    /// <inheritdoc/>
    public override string Word => Name;

    /// <inheritdoc/>
    public override int WidthOf(ReadOnlySpan<int> inputs) => !inputs.IsEmpty ? Width : throw Unfit(inputs, "an input");

    /// <inheritdoc/>
    public override Signal Of(ReadOnlySpan<Signal> inputs)
    {
        var x = new Concat().Of(inputs);
        var draw = new Draw(BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(Name))));
        var y = Signal.Zero(x.Rows, Width);
        for (var i = 0; i < Width; i++)
        {
            var w = draw.Vector(x.Width);
            for (var t = 0; t < x.Rows; t++)
            {
                var sum = 0.0;
                for (var s = ReadsEarlier ? 0 : t; s <= t; s++)
                    for (var c = 0; c < w.Length; c++) sum += w[c] * x[s][c] / (1 + t - s);
                y[t][i] = Math.Tanh(sum);
            }
        }
        return y;
    }
}
