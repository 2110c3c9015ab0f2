// Latent attention as others build it.
// Source: DeepSeek-V2, arXiv:2405.04434, section 2.1; grouped differential form: Motif 3, ggml-org/llama.cpp,
// conversion/motif3.py; gate made with the query: A.X K2, huggingface/transformers, models/axk2.

using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Atlas.Mixers;

/// <summary>One small latent per token stands in for keys and values.</summary>
public sealed record LatentMixer : Mixer
{
    /// <summary>Query heads H, those that measure noise included.</summary>
    public required int Heads { get; init => field = Must.BePositive(value); }

    /// <summary>Heads that keys and values are unfolded to; 0 for as many as query heads.</summary>
    public int KeyValueHeads { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Query heads whose attention is subtracted from that of the others; 0 for none.</summary>
    public int NoiseHeads { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Rank of the query's low-rank form; 0 for a full query.</summary>
    public int QueryRank { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Rank R of the joint key-value latent.</summary>
    public required int LatentRank { get; init => field = Must.BePositive(value); }

    /// <summary>Channels N of a head's query and key that are a head's own.</summary>
    public required int PlainDim { get; init => field = Must.BePositive(value); }

    /// <summary>Channels P of the key that all heads share.</summary>
    public int SharedDim { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Channels V of a head's value.</summary>
    public required int ValueDim { get; init => field = Must.BePositive(value); }

    /// <summary>Tokens that a token may read, itself included; 0 for all.</summary>
    public int Window { get; init => field = Must.NotBeNegative(value); }

    /// <summary>How positions turn the shared key; absent for not at all.</summary>
    public RotaryBlueprint? Rotary { get; init; }

    /// <summary>What multiplies the output.</summary>
    public OutputGate OutputGate { get; init; }

    /// <summary>Which tokens are read; absent for all.</summary>
    public Indexer? Indexer { get; init; }

    /// <inheritdoc/>
    public override long Parameters(int width, NormBlueprint norm) =>
        Matrices(width) + (norm.Gain ? (long)QueryRank + LatentRank : 0)
        + (Indexer?.Parameters(width, IndexerQuery(width)) ?? 0);

    /// <inheritdoc/>
    public override double Flops(int width, Work work)
    {
        var keys = Math.Min(work.KeysRead(Window), Indexer?.Tokens ?? double.PositiveInfinity);
        // Decoding folds W_UK into the query and W_UV into the output: heads read latents, K and V are never made.
        var channels = work is Work.Decode
            ? 2.0 * LatentRank + SharedDim
            : (double)PlainDim + SharedDim + ValueDim;
        return 2.0 * Matrices(width) + 2.0 * Heads * channels * keys
            + (Indexer?.Flops(width, IndexerQuery(width), work) ?? 0);
    }

    /// <inheritdoc/>
    public override Kept Keeps(int width) =>
        Kept.Reading((long)LatentRank + SharedDim, Window) + (Indexer?.Keeps ?? default);

    internal override void Check()
    {
        if (KeyValueHeads > 0) Must.BeMultiple(nameof(Heads), Heads, nameof(KeyValueHeads), KeyValueHeads);
        Must.BeAtMost(nameof(NoiseHeads), NoiseHeads, $"{nameof(Heads)} less one", Heads - 1);
        if (Rotary is { } rotary) Must.At("rotary", () => rotary.Check(nameof(SharedDim), SharedDim));
        if (OutputGate >= OutputGate.WithQuery && QueryRank == 0)
            throw Must.Refusal(nameof(OutputGate), OutputGate, "needs queryRank above 0, which is 0", "give the rank");
    }

    private int IndexerQuery(int width) => QueryRank > 0 ? QueryRank : width;

    private long Matrices(int width)
    {
        long query = Heads * ((long)PlainDim + SharedDim), signals = Heads - NoiseHeads;
        var output = signals * ValueDim;
        return width * ((long)LatentRank + SharedDim)
            + (long)LatentRank * (KeyValueHeads > 0 ? KeyValueHeads : Heads) * ((long)PlainDim + ValueDim)
            + (NoiseHeads > 0 ? width * signals : 0)                                // how much noise is subtracted
            + output * width
            + (QueryRank == 0 ? width * query : QueryRank * (long)width) + OutputGate switch
            {
                OutputGate.WithQuery => QueryRank * (query + output),
                OutputGate.WithDoubledQuery => 2L * QueryRank * (query + output),
                OutputGate.Channel => QueryRank * query + Gated(width) * output,
                OutputGate.Head => QueryRank * query + width * signals,
                _ => QueryRank * query,
            };
    }

    /// <summary>What a gate is made of: with noise heads the query's low-rank form, else the input.</summary>
    private long Gated(int width) => NoiseHeads > 0 && QueryRank > 0 ? QueryRank : width;
}
