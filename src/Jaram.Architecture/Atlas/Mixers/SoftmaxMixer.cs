// Softmax attention as others build it.
// Source: arXiv:1706.03762; GQA arXiv:2305.13245; softcap arXiv:2408.00118, section 2; sinks: gpt-oss model card
// (arXiv:2508.10925); windows Mistral arXiv:2310.06825, chunks Llama 4; differential heads arXiv:2410.05258.

using System.Text.Json.Serialization;
using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Atlas.Mixers;

/// <summary>Causal attention with keys and values kept per token.</summary>
public sealed record SoftmaxMixer : Mixer
{
    /// <summary>Query heads H.</summary>
    public required int Heads { get; init => field = Must.BePositive(value); }

    /// <summary>Key-value heads K; they divide the query heads.</summary>
    public required int KeyValueHeads { get; init => field = Must.BePositive(value); }

    /// <summary>Channels of a head's query and key.</summary>
    public required int HeadDim { get; init => field = Must.BePositive(value); }

    /// <summary>Channels of a head's value; 0 for as many as its key has.</summary>
    public int ValueDim { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Tokens that a token may read, itself included; 0 for all.</summary>
    public int Window { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Tokens of a chunk that attention does not leave; 0 for none.</summary>
    public int Chunk { get; init => field = Must.NotBeNegative(value); }

    /// <summary>How positions turn queries and keys; absent for not at all.</summary>
    public RotaryBlueprint? Rotary { get; init; }

    /// <summary>Which matrices have shifts.</summary>
    public AttentionBias Bias { get; init; }

    /// <summary>What queries and keys are normalised over.</summary>
    public QueryKeyNorm QueryKeyNorm { get; init; }

    /// <summary>Whether values are normalised too, without a gain.</summary>
    public bool ValueNorm { get; init; }

    /// <summary>What multiplies the output.</summary>
    public OutputGate OutputGate { get; init; }

    /// <summary>Whether each head has a learnt score that no token bears.</summary>
    public bool Sinks { get; init; }

    /// <summary>Bound c of the scores c·tanh(s/c); 0 for none.</summary>
    public double Softcap { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Whether one matrix makes keys and values.</summary>
    public bool KeyEqualsValue { get; init; }

    /// <summary>Which tokens are read; absent for all.</summary>
    public Indexer? Indexer { get; init; }

    /// <summary>Channels of the queries, keys and values together.</summary>
    [JsonIgnore]
    public long QueryKeyValueChannels => Query + Key + Value;

    /// <inheritdoc/>
    public override long Parameters(int width, NormBlueprint norm) => Matrices(width)
        + Bias switch { AttentionBias.Inputs => Made, AttentionBias.All => Made + width, _ => 0 }
        + (norm.Gain ? QueryKeyNorm switch
        {
            QueryKeyNorm.Head => 2L * HeadDim, QueryKeyNorm.AllHeads => Query + Key, _ => 0,
        } : 0)
        + (Sinks ? Heads : 0) + (Indexer?.Parameters(width, width) ?? 0);

    /// <inheritdoc/>
    public override double Flops(int width, Work work) =>
        2.0 * Matrices(width) + 2.0 * Heads * ((double)HeadDim + EachValue) * KeysRead(work)
        + (Indexer?.Flops(width, width, work) ?? 0);

    /// <inheritdoc/>
    public override Kept Keeps(int width) =>
        Kept.Reading(Key + Value, Math.Max(Window, Chunk)) + (Indexer?.Keeps ?? default);

    internal override void Check()
    {
        Must.BeMultiple(nameof(Heads), Heads, nameof(KeyValueHeads), KeyValueHeads);
        if (Rotary is { } rotary) Must.At("rotary", () => rotary.Check(nameof(HeadDim), HeadDim));
        if (Window > 0 && Chunk > 0)
            throw Must.Refusal(nameof(Chunk), Chunk, $"must be 0 beside window ({Window})", "leave one of them out");
        if (OutputGate >= OutputGate.WithQuery)
            throw Must.Refusal(nameof(OutputGate), OutputGate, "needs a mixer of kind latent", "use channel");
        if (KeyEqualsValue && EachValue != HeadDim)
            throw Must.Refusal(nameof(ValueDim), ValueDim, $"must equal headDim ({HeadDim}) with keyEqualsValue",
                "leave one of them out");
    }

    private int EachValue => ValueDim > 0 ? ValueDim : HeadDim;

    private long Query => (long)Heads * HeadDim;

    private long Key => (long)KeyValueHeads * HeadDim;

    private long Value => (long)KeyValueHeads * EachValue;

    /// <summary>Channels that matrices make of the input.</summary>
    private long Made => Query + Key + (KeyEqualsValue ? 0 : Value);

    private double KeysRead(Work work) => Chunk > 0
        ? (Math.Min(Chunk, work.Context) + 1) / 2.0
        : Math.Min(work.KeysRead(Window), Indexer?.Tokens ?? double.PositiveInfinity);

    private long Matrices(int width) => width * (Made + (long)Heads * EachValue + OutputGate switch
    {
        OutputGate.Channel => (long)Heads * EachValue, OutputGate.Head => Heads, _ => 0,
    });
}
