// Multi-head Latent Attention (MLA): the cache keeps one small latent per token instead of K and V per head.
// Source: DeepSeek-V2, arXiv:2405.04434, sections 2.1.2 and 2.1.3.

using System.Text.Json.Serialization;
using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Blocks;

/// <summary>One small latent per token stands in for every head's keys and values.</summary>
public sealed record LatentAttentionDesign : TokenMixerDesign
{
    /// <summary>Rank of the query's low-rank form (d'_c in the paper); 0 for a full query.</summary>
    public int QueryRank { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Rank R of the joint key-value latent (d_c in the paper).</summary>
    public required int LatentRank { get; init => field = Must.BePositive(value); }

    /// <summary>Channels N of a head's query and key that carry no position (d_h in the paper).</summary>
    public required int PlainDim { get; init => field = Must.BePositive(value); }

    /// <summary>Channels V of a head's value (d_h in the paper).</summary>
    public required int ValueDim { get; init => field = Must.BePositive(value); }

    /// <summary>Whether the latent is used as it is; otherwise it is normalised. Attention that was turned into latent
    /// attention has no norm there. Not written where it is normalised, as it was before there was a choice.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool RawLatent { get; init; }

    /// <summary>Channels P of the rotary key that all heads share (d_h^R in the paper); 0 without positions.</summary>
    public int RotaryDim => Rotary?.Dim ?? 0;

    /// <inheritdoc/>
    public override long Parameters(int width, NormDesign norm) =>
        Matrices(width) + (norm.Gain ? (long)QueryRank + (RawLatent ? 0 : LatentRank) : 0);

    /// <inheritdoc/>
    public override double Flops(int width, Work work) => work switch
    {
        // W_UK is folded into the query and W_UV into the output: heads read latents, K and V are never made.
        // Folding costs what making this one token's K and V would cost, so the matrices count the same.
        Work.Decode => 2.0 * Matrices(width) + 2.0 * Heads * (2.0 * LatentRank + RotaryDim) * work.KeysRead(Window),
        _ => 2.0 * Matrices(width) + 2.0 * Heads * ((double)PlainDim + RotaryDim + ValueDim) * work.KeysRead(Window),
    };

    /// <inheritdoc/>
    public override Cached Cache() => Cached.PerTokenRead((long)LatentRank + RotaryDim, Window);

    internal override void Check()
    {
        if (Rotary is { } rotary) Must.At("rotary", rotary.Check);
    }

    private long Matrices(int width)
    {
        var query = Heads * ((long)PlainDim + RotaryDim);
        return (QueryRank == 0 ? width * query : QueryRank * (width + query))
            + width * ((long)LatentRank + RotaryDim)
            + (long)LatentRank * Heads * ((long)PlainDim + ValueDim)
            + (long)Heads * ValueDim * width;
    }
}
