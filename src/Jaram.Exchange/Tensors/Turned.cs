// Two layouts of the channels that positions turn: pair i is channels i and i + P/2, or channels 2i and 2i + 1. Rows of
// the matrices that make them are put into the other order, and so are gains of norms over them.
// Source: RoFormer, arXiv:2104.09864, section 3.4.2 (interleaved); GPT-NeoX (halves).

using Jaram.Architecture.Blocks;

namespace Jaram.Exchange.Tensors;

/// <summary>A tensor whose rows come in heads, of which some channels turn.</summary>
internal sealed class Turned : Link
{
    private readonly NamedShape _own, _foreign;
    private readonly (RotaryLayout Own, RotaryLayout Foreign) _layout;
    private readonly long _head, _first, _turning;

    /// <param name="own">Our tensor; a vector counts as rows of one number.</param>
    /// <param name="foreign">Theirs, of the same shape.</param>
    /// <param name="head">Channels of a head.</param>
    /// <param name="turning">How many of them turn: the last ones.</param>
    /// <param name="layout">How they pair on either side.</param>
    public Turned(NamedShape own, string foreign, long head, long turning,
        (RotaryLayout Own, RotaryLayout Foreign) layout) =>
        (_own, _foreign, _head, _first, _turning, _layout) =
            (own, new(foreign, own.Shape), head, head - turning, turning, layout);

    /// <inheritdoc/>
    public override IEnumerable<NamedShape> At(Side side) => [side == Side.Own ? _own : _foreign];

    /// <inheritdoc/>
    public override Strip Find(Side side, string tensor, long row)
    {
        var (here, there) = side == Side.Own ? (_layout.Own, _layout.Foreign) : (_layout.Foreign, _layout.Own);
        var other = side == Side.Own ? _foreign : _own;
        return new(other.Name, Moved(row, here, there) * RowLength(other));
    }

    /// <inheritdoc/>
    public override long RowLength(NamedShape tensor) => tensor.Shape.Length == 1 ? 1 : tensor.RowLength;

    private long Moved(long row, RotaryLayout here, RotaryLayout there)
    {
        var channel = row % _head - _first;
        if (channel < 0 || here == there) return row;
        var moved = there == RotaryLayout.Interleaved
            ? channel % (_turning / 2) * 2 + channel / (_turning / 2)
            : channel % 2 * (_turning / 2) + channel / 2;
        return row - channel + moved;
    }
}
