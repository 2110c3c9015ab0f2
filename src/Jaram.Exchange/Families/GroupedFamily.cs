// What Llama and Qwen3 share: layers that are all alike, attention with grouped heads, SwiGLU. They differ in the norm
// of queries and keys, and in the order of channels that GGUF wants.
// Source: transformers, configuration_llama.py, configuration_qwen3.py; llama.cpp, models/llama.cpp, models/qwen3.cpp.

using System.Text.Json.Nodes;
using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Checkpoints.Gguf;
using Jaram.Exchange.Keys;
using Jaram.Exchange.Tensors;

namespace Jaram.Exchange.Families;

/// <summary>Dense models with grouped heads.</summary>
public abstract class GroupedFamily : Family
{
    /// <summary>Whether queries and keys of a head are normalised.</summary>
    internal abstract bool HasQueryKeyNorm { get; }

    /// <summary>The order of turning channels in its GGUF files.</summary>
    internal abstract RotaryLayout GgufLayout { get; }

    /// <inheritdoc/>
    internal override RotaryLayout Layout => RotaryLayout.Halves;

    /// <inheritdoc/>
    internal override void FitLayer(Fitting fit, Design design, LayerDesign layer, Format format)
    {
        if (layer.Channel is MlpDesign mlp) fit.Needs("activation", mlp.Activation, Activation.SwiGlu);
        else fit.Needs("channel", "mixture", false, "has dense layers", "use kind mlp, or a design for deepseek-v3");
        if (layer.Mixer is not AttentionDesign mixer)
        {
            fit.Needs("mixer", "latent", false, "has attention with keys and values", "use kind attention");
            return;
        }
        fit.Needs("queryKeyNorm", mixer.QueryKeyNorm, HasQueryKeyNorm);
        fit.Needs("outputGate", mixer.OutputGate, false);
        fit.Needs("softcap", mixer.Softcap, 0);
        if (format == Format.HuggingFace)
            fit.Needs("heads", mixer.Heads, design.Width % mixer.Heads == 0,
                $"wants a divisor of width ({design.Width})", "change heads or width");
        if (mixer.Rotary is not { } rotary) return;
        fit.Needs("rotary.dim", rotary.Dim, mixer.HeadDim);
        FitScaling(fit, rotary.Scaling, format);
    }

    /// <inheritdoc/>
    internal override void FitStack(Fitting fit, Design design, Format format) => fit.Needs("pattern", design.Pattern,
        design.Stack.Distinct().Count() == 1, "has layers that are all alike", "use one kind of layer");

    /// <inheritdoc/>
    internal override void Describe(Design design, JsonObject config)
    {
        var (mixer, mlp) = Parts(design);
        config["intermediate_size"] = mlp.Hidden;
        config["num_attention_heads"] = mixer.Heads;
        config["num_key_value_heads"] = mixer.KeyValueHeads;
        config["head_dim"] = mixer.HeadDim;
        config["attention_bias"] = false;
        config["attention_dropout"] = JsonNumbers.Real(0);
        HuggingFaceRope.Write(config, mixer.Rotary!);
    }

    /// <inheritdoc/>
    internal override void Describe(Design design, GgufMetadata metadata)
    {
        var (mixer, mlp) = Parts(design);
        var own = GgufArchitecture + ".";
        metadata.Add(own + "feed_forward_length", (uint)mlp.Hidden)
            .Add(own + "attention.head_count", (uint)mixer.Heads)
            .Add(own + "attention.head_count_kv", (uint)mixer.KeyValueHeads)
            .Add(own + "attention.key_length", (uint)mixer.HeadDim)
            .Add(own + "attention.value_length", (uint)mixer.HeadDim);
        GgufRope.Write(metadata, own, mixer.Rotary!);
    }

    /// <inheritdoc/>
    internal override Described Read(Facts facts, Format format)
    {
        var isGguf = format == Format.Gguf;
        var heads = facts.Whole(isGguf ? "attention.head_count" : "num_attention_heads");
        var width = facts.Whole(isGguf ? "embedding_length" : "hidden_size");
        var head = facts.Whole(isGguf ? "attention.key_length" : "head_dim", heads == 0 ? 0 : width / heads);
        if (isGguf)
        {
            facts.Must("attention.value_length", head, "keys are as long");
            facts.Must("expert_count", 0, $"{Name} has no experts here");
            facts.Must("expert_used_count", 0, $"{Name} has no experts here");
        }
        else
        {
            facts.Must("hidden_act", "silu", $"{Name} is computed");
            facts.Must("attention_bias", false, $"{Name} has no biases here");
            facts.Must("mlp_bias", false, $"{Name} has no biases here");
            facts.Must("use_sliding_window", false, $"{Name} has no windows here");
            if (facts.Has("layer_types") && facts.Texts("layer_types").Any(type => type != "full_attention"))
                throw facts.Wrong("layer_types", facts.Texts("layer_types").First(type => type != "full_attention"),
                    "full_attention for every layer");
        }
        var layer = new LayerDesign
        {
            Mixer = new AttentionDesign
            {
                Heads = heads, HeadDim = head, QueryKeyNorm = HasQueryKeyNorm,
                KeyValueHeads = facts.Whole(isGguf ? "attention.head_count_kv" : "num_key_value_heads", heads),
                Rotary = isGguf ? GgufRope.Read(facts, head, Layout) : HuggingFaceRope.Read(facts, head, Layout),
            },
            Channel = new MlpDesign
            {
                Hidden = facts.Whole(isGguf ? "feed_forward_length" : "intermediate_size"),
                Activation = Activation.SwiGlu,
            },
        };
        var layers = facts.Whole(isGguf ? "block_count" : "num_hidden_layers");
        return new(layer, layers, null, layers, 0);
    }

    /// <inheritdoc/>
    internal override IEnumerable<Link> Links(Design design, Format format)
    {
        var (names, (mixer, mlp)) = (new LayerNames(design, format), Parts(design));
        foreach (var link in names.Ends()) yield return link;
        if (format == Format.Gguf && GgufRope.Factors(mixer.Rotary!) is { } factors)
            yield return new Fixed("rope_freqs.weight", factors);
        for (var i = 0; i < design.Stack.Length; i++)
        {
            foreach (var link in names.Norms(i)) yield return link;
            foreach (var link in Attention(names, i, design.Width, mixer, format)) yield return link;
            var (own, theirs, gguf) = LayerNames.Layer(i);
            foreach (var link in names.Network(
                own + "channel.inner.", theirs + "mlp.", part => $"{gguf}ffn_{part}.weight", mlp)) yield return link;
        }
    }

    /// <summary>What this family's readers do not scale.</summary>
    private protected virtual void FitScaling(Fitting fit, RotaryScaling? scaling, Format format)
    {
        if (scaling is YarnScaling yarn)
            fit.Needs("warmth", "given", yarn.Warmth is null, "warms as the paper does", "leave warmth out");
    }

    private static (AttentionDesign, MlpDesign) Parts(Design design) =>
        ((AttentionDesign)design.Stack[0].Mixer, (MlpDesign)design.Stack[0].Channel);

    private IEnumerable<Link> Attention(LayerNames names, int index, long width, AttentionDesign mixer, Format format)
    {
        var (own, theirs, gguf) = LayerNames.Layer(index);
        (own, theirs) = (own + "mixer.inner.", theirs + "self_attn.");
        var layout = (mixer.Rotary!.Layout, format == Format.Gguf ? GgufLayout : Layout);
        Link Turning(string name, string foreign, params long[] shape) =>
            new Turned(NamedShape.Of(own + name, shape), foreign, mixer.HeadDim, mixer.HeadDim, layout);

        yield return Turning("q.weight", names.Theirs(theirs + "q_proj.weight", gguf + "attn_q.weight"),
            mixer.QueryChannels, width);
        yield return Turning("k.weight", names.Theirs(theirs + "k_proj.weight", gguf + "attn_k.weight"),
            mixer.KeyChannels, width);
        yield return names.Same(own + "v.weight", theirs + "v_proj.weight", gguf + "attn_v.weight",
            mixer.KeyChannels, width);
        yield return names.Same(own + "out.weight", theirs + "o_proj.weight", gguf + "attn_output.weight",
            width, mixer.QueryChannels);
        if (!HasQueryKeyNorm) yield break;
        yield return Turning("q_norm.gain", names.Theirs(theirs + "q_norm.weight", gguf + "attn_q_norm.weight"),
            mixer.HeadDim);
        yield return Turning("k_norm.gain", names.Theirs(theirs + "k_norm.weight", gguf + "attn_k_norm.weight"),
            mixer.HeadDim);
    }
}
