// Mixtures of experts without shared ones, in all layers.
// Source: huggingface/transformers, models/mixtral, gpt_oss, minimax_m2.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;

namespace Jaram.Exchange.Describing;

/// <summary>Mixtral, gpt-oss, MiniMax M2.</summary>
internal sealed class PlainMixtureConfig : ConfigFamily
{
    private const double UsualLimit = 7;

    /// <inheritdoc/>
    public override IReadOnlyList<string> ModelTypes { get; } = ["mixtral", "gpt_oss", "minimax_m2"];

    /// <inheritdoc/>
    public override Blueprint Read(Decoder config, string name)
    {
        var model = base.Read(config, name);
        if (config.ModelType != "minimax_m2") return model;
        var depth = config.Facts.Flag("use_mtp", false) ? config.Facts.Whole("num_mtp_modules", 0) : 0;
        config.Facts.Must("mtp_transformer_layers", 1, "a module ahead is one layer");
        config.Facts.Must("shared_intermediate_size", 0, "there are no shared experts");
        return depth == 0 ? model
            : model with { Ahead = new() { Depth = depth, Layer = model.Order[^1], Norms = 3 } };
    }

    /// <inheritdoc/>
    protected override (string Name, Mixer Mixer) Mixer(Decoder config, int layer)
    {
        switch (config.ModelType)
        {
            case "gpt_oss":
                _ = config.Facts.Whole("initial_context_length", 0);
                var (name, mixer) = Windows.Put(config, layer, config.Attention(AttentionBias.All), period: 2);
                return (name, mixer with { Sinks = true });
            case "minimax_m2":
                config.Facts.Must("qk_norm_type", "per_layer", "all heads are normalised together");
                return ("full", config.Attention() with
                {
                    QueryKeyNorm = config.Facts.Flag("use_qk_norm", true) ? QueryKeyNorm.AllHeads : QueryKeyNorm.None,
                });
            default:
                var window = config.Facts.Whole("sliding_window", 0);
                return window > 0 ? ("local", config.Attention() with { Window = window })
                    : ("full", config.Attention());
        }
    }

    /// <inheritdoc/>
    protected override (string Name, Channel Channel) Channel(Decoder config, int layer)
    {
        var (facts, isOss, isMax) = (config.Facts, config.ModelType == "gpt_oss", config.ModelType == "minimax_m2");
        config.Agree("num_experts_per_tok", "experts_per_token");
        var expert = config.Gated(facts.Whole("intermediate_size"));
        if (isOss)
            expert = expert with
                { Bend = Bend.SwigluOai, Clamp = facts.Real("swiglu_limit", UsualLimit), Bias = true };
        return ("experts", new MixtureChannel
        {
            Experts = facts.Whole("num_local_experts"), Active = facts.Whole("num_experts_per_tok"), Expert = expert,
            Scoring = isMax ? Sigmoid(config) : Scoring.SoftmaxOfChosen, RouterBias = isOss, Scale = 1,
            BalancedByBias = isMax && facts.Flag("use_routing_bias", true), NormalizeWeights = isMax,
        });
    }

    private static Scoring Sigmoid(Decoder config)
    {
        config.Facts.Must("scoring_func", "sigmoid", "MiniMax M2 is computed");
        return Scoring.Sigmoid;
    }
}
