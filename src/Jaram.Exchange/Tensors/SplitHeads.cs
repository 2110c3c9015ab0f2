// GGUF keeps what makes keys and values from the latent apart, the keys' part on its side, so that it can be folded
// into the query as it lies.
// Source: llama.cpp, conversion of DeepSeek-V2 (attn_k_b, attn_v_b).
//
//   ours    (H·(N + V), R): per head N rows for its key, then V rows for its value
//   theirs  k_b (H, R, N), v_b (H, V, R)

namespace Jaram.Exchange.Tensors;

/// <summary>One matrix of ours; theirs for keys, turned over, and theirs for values.</summary>
/// <param name="own">Our name.</param>
/// <param name="keys">Their name of the keys' part.</param>
/// <param name="values">Their name of the values' part.</param>
/// <param name="heads">H.</param>
/// <param name="plain">N, channels of a key.</param>
/// <param name="value">V, channels of a value.</param>
/// <param name="rank">R, of the latent.</param>
internal sealed class SplitHeads(string own, string keys, string values, long heads, long plain, long value, long rank)
    : Link
{
    /// <inheritdoc/>
    public override IEnumerable<NamedShape> At(Side side) => side == Side.Own
        ? [NamedShape.Of(own, heads * (plain + value), rank)]
        : [NamedShape.Of(keys, heads, rank, plain), NamedShape.Of(values, heads, value, rank)];

    /// <inheritdoc/>
    public override Strip Find(Side side, string tensor, long row)
    {
        if (side == Side.Own)
        {
            var (of, channel) = (row / (plain + value), row % (plain + value));
            return channel < plain
                ? new(keys, of * rank * plain + channel, plain)
                : new(values, (of * value + channel - plain) * rank);
        }
        var (per, skipped) = tensor == keys ? (rank, 0) : (value, plain);
        var (head, inside) = (row / per, row % per);
        var start = (head * (plain + value) + skipped) * rank;
        return tensor == keys ? new(own, start + inside, rank) : new(own, start + inside * rank);
    }
}
