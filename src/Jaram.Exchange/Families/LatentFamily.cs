// What DeepSeek-V2 and V3 share: latent attention, dense layers at the bottom, mixtures of experts above. They differ
// in how experts are chosen. In their Hugging Face classes the norms of latents add 1e-6, whatever config.json says.
// Source: transformers, models/deepseek_v2 and deepseek_v3; llama.cpp, models/deepseek2.cpp.

using System.Text.Json.Nodes;
using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Checkpoints.Gguf;
using Jaram.Exchange.Keys;
using Jaram.Exchange.Tensors;

namespace Jaram.Exchange.Families;

/// <summary>Models with latent attention.</summary>
public abstract class LatentFamily : Family
{
    private const double InnerEpsilon = 1e-6;
    private const int MostInGguf = 512;

    /// <inheritdoc/>
    internal override RotaryLayout Layout => RotaryLayout.Interleaved;

    /// <inheritdoc/>
    internal override string GgufArchitecture => "deepseek2";

    /// <summary>How affinities become weights.</summary>
    internal abstract Routing Routing { get; }

    /// <summary>The number that says so in GGUF.</summary>
    internal abstract uint GgufRouting { get; }

    /// <summary>Whether each expert has a bias that its choice depends on.</summary>
    internal abstract bool HasBias { get; }

    /// <inheritdoc/>
    internal override void FitLayer(Fitting fit, Design design, LayerDesign layer, Format format)
    {
        if (layer.Mixer is not LatentAttentionDesign mixer)
        {
            fit.Needs("mixer", "attention", false, "has latent attention", "use kind latent");
            return;
        }
        fit.Needs("rawLatent", mixer.RawLatent, false);
        if (format == Format.HuggingFace)
        {
            fit.Needs("norm.epsilon", design.Norm.Epsilon, InnerEpsilon);
            fit.Needs("heads", mixer.Heads, design.Width % mixer.Heads == 0,
                $"wants a divisor of width ({design.Width})", "change heads or width");
        }
        FitScaling(fit, mixer.Rotary?.Scaling, format);
        if (layer.Channel is MixtureDesign mixture) FitMixture(fit, mixture, format);
        else fit.Needs("activation", ((MlpDesign)layer.Channel).Activation, Activation.SwiGlu);
    }

    /// <inheritdoc/>
    internal override void FitStack(Fitting fit, Design design, Format format)
    {
        var stack = design.Stack;
        var dense = stack.TakeWhile(layer => layer.Channel is MlpDesign).ToList();
        fit.Needs("pattern", design.Pattern,
            stack.Select(layer => layer.Mixer).Distinct().Count() == 1 && dense.Distinct().Count() <= 1
                && stack.Skip(dense.Count).Distinct().Count() <= 1,
            "has dense layers first, then mixtures, each all alike", "use at most two kinds of layer, with one mixer");
        if (format != Format.Gguf) return;
        fit.Needs("pattern", design.Pattern, stack.Length <= MostInGguf, $"has {MostInGguf} layers at most in GGUF",
            "use fewer layers");
        var isTaken = stack.Length is 26 or 27 || stack.Length == 48 && design.Vocabulary == 128_256;
        fit.Needs("pattern", design.Pattern,
            !isTaken || stack[0].Mixer is LatentAttentionDesign { QueryRank: 0 },
            $"is read without a query rank by llama.cpp where it has {stack.Length} layers",
            "use another number of layers, or queryRank 0");
    }

    /// <inheritdoc/>
    internal override void Describe(Design design, JsonObject config)
    {
        var (mixer, dense, mixture, denseLayers) = Parts(design);
        config["num_attention_heads"] = mixer.Heads;
        config["num_key_value_heads"] = mixer.Heads;
        config["q_lora_rank"] = mixer.QueryRank == 0 ? null : mixer.QueryRank;
        config["kv_lora_rank"] = mixer.LatentRank;
        config["qk_nope_head_dim"] = mixer.PlainDim;
        config["qk_rope_head_dim"] = mixer.RotaryDim;
        config["v_head_dim"] = mixer.ValueDim;
        config["intermediate_size"] = dense?.Hidden ?? mixture!.Expert.Hidden;
        config["first_k_dense_replace"] = denseLayers;
        config["moe_layer_freq"] = 1;
        config["moe_intermediate_size"] = mixture?.Expert.Hidden ?? dense!.Hidden;
        config["n_routed_experts"] = mixture?.Experts ?? 2;             // without mixtures nothing is made of these
        config["n_shared_experts"] = mixture?.Shared ?? 1;
        config["num_experts_per_tok"] = mixture?.Active ?? 1;
        config["norm_topk_prob"] = mixture?.NormalizeWeights ?? false;
        config["routed_scaling_factor"] = JsonNumbers.Real(mixture?.Scale ?? 1);
        config["attention_bias"] = false;
        config["attention_dropout"] = JsonNumbers.Real(0);
        DescribeChoice(config, mixture);
        HuggingFaceRope.Write(config, mixer.Rotary!);
    }

    /// <inheritdoc/>
    internal override void Describe(Design design, GgufMetadata metadata)
    {
        var (mixer, dense, mixture, denseLayers) = Parts(design);
        var own = GgufArchitecture + ".";
        metadata.Add(own + "feed_forward_length", (uint)(dense?.Hidden ?? mixture!.Expert.Hidden))
            .Add(own + "attention.head_count", (uint)mixer.Heads)
            .Add(own + "attention.head_count_kv", 1u)                   // heads read one latent: that is MQA
            .Add(own + "attention.q_lora_rank", (uint)mixer.QueryRank)
            .Add(own + "attention.kv_lora_rank", (uint)mixer.LatentRank)
            .Add(own + "attention.key_length", (uint)(mixer.LatentRank + mixer.RotaryDim))
            .Add(own + "attention.value_length", (uint)mixer.LatentRank)
            .Add(own + "attention.key_length_mla", (uint)(mixer.PlainDim + mixer.RotaryDim))
            .Add(own + "attention.value_length_mla", (uint)mixer.ValueDim)
            .Add(own + "leading_dense_block_count", (uint)denseLayers)
            .Add(own + "expert_feed_forward_length", (uint)(mixture?.Expert.Hidden ?? dense!.Hidden))
            .Add(own + "expert_shared_count", (uint)(mixture?.Shared ?? 0));
        GgufRope.Write(metadata, own, mixer.Rotary!);
        if (mixture is null) return;
        metadata.Add(own + "expert_count", (uint)mixture.Experts).Add(own + "expert_used_count", (uint)mixture.Active)
            .Add(own + "expert_weights_scale", (float)mixture.Scale)
            .Add(own + "expert_weights_norm", mixture.NormalizeWeights)
            .Add(own + "expert_gating_func", GgufRouting);
        if (IsGrouped(mixture))
            metadata.Add(own + "expert_group_count", (uint)mixture.Groups)
                .Add(own + "expert_group_used_count", (uint)mixture.ActiveGroups);
    }

    /// <inheritdoc/>
    internal override Described Read(Facts facts, Format format) => LatentReading.Of(this, facts, format);

    /// <inheritdoc/>
    internal override IEnumerable<Link> Links(Design design, Format format)
    {
        var (names, (mixer, _, _, _)) = (new LayerNames(design, format), Parts(design));
        foreach (var link in names.Ends()) yield return link;
        for (var i = 0; i < design.Stack.Length; i++)
        {
            foreach (var link in names.Norms(i)) yield return link;
            foreach (var link in LatentNames.Attention(names, i, design.Width, mixer, format)) yield return link;
            var channel = design.Stack[i].Channel is MixtureDesign mixture
                ? LatentNames.Mixture(names, i, design.Width, mixture, format, HasBias)
                : LatentNames.Dense(names, i, (MlpDesign)design.Stack[i].Channel);
            foreach (var link in channel) yield return link;
        }
    }

    /// <summary>What of a mixture this family computes.</summary>
    private protected virtual void FitMixture(Fitting fit, MixtureDesign mixture, Format format)
    {
        fit.Needs("activation", mixture.Expert.Activation, Activation.SwiGlu);
        fit.Needs("routing", mixture.Routing, Routing);
        fit.Needs("shared", mixture.Shared, mixture.Shared > 0, "has a shared expert", "write 1 or more");
        if (format == Format.Gguf)
            fit.Needs("experts", mixture.Experts, mixture.Experts is > 1 and <= MostInGguf,
                $"has 2 to {MostInGguf} experts in GGUF", "use as many");
        if (IsGrouped(mixture))
            fit.Needs("groups", mixture.Groups, mixture.Experts / mixture.Groups > 1,
                "has groups of two experts and more", "use fewer groups");
    }

    /// <summary>What of a scaling this family's readers compute.</summary>
    private protected virtual void FitScaling(Fitting fit, RotaryScaling? scaling, Format format)
    {
        fit.Needs("scaling", "llama3", scaling is not Llama3Scaling, "is not read with such wavelengths", "use yarn");
        if (format == Format.Gguf && scaling is YarnScaling yarn)
            fit.Needs("warmth", yarn.Warmth is { } warm ? $"{warm.Turned} and {warm.All}" : "absent",
                yarn.Warmth is { } w && w.Turned == w.All, "warms all channels alike in GGUF",
                "give warmth with turned equal to all");
    }

    /// <summary>Adds how experts are chosen to config.json; null without mixtures.</summary>
    private protected abstract void DescribeChoice(JsonObject config, MixtureDesign? mixture);

    /// <summary>Reads how experts are chosen.</summary>
    internal abstract (int Groups, int ActiveGroups, GroupScore Score) ReadChoice(Facts facts, Format format);

    /// <summary>Whether a token may choose from some groups only.</summary>
    internal static bool IsGrouped(MixtureDesign mixture) =>
        mixture.Groups > 1 && mixture.ActiveGroups < mixture.Groups;

    private static (LatentAttentionDesign Mixer, MlpDesign? Dense, MixtureDesign? Mixture, int DenseLayers) Parts(
        Design design)
    {
        var stack = design.Stack;
        return ((LatentAttentionDesign)stack[0].Mixer, stack[0].Channel as MlpDesign,
            stack[^1].Channel as MixtureDesign, stack.Count(layer => layer.Channel is MlpDesign));
    }
}
