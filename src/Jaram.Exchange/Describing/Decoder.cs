// Keys that nearly all families share.
// Source: huggingface/transformers, src/transformers/configuration_utils.py, modeling_rope_utils.py.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;
using Jaram.Exchange.Keys;

namespace Jaram.Exchange.Describing;

/// <summary>A config.json, asked in words that mean the same in many families.</summary>
internal sealed class Decoder
{
    private const int MostLayers = 4096;

    /// <summary>The key that names each layer's kind, in files that need not count them.</summary>
    private const string Blocks = "layers_block_type";

    /// <summary>ε of norms where the file does not say.</summary>
    private const double UsualEpsilon = 1e-5;

    /// <param name="facts">Its keys.</param>
    /// <param name="modelType">What it calls itself.</param>
    public Decoder(Facts facts, string modelType)
    {
        (Facts, ModelType) = (facts, modelType);
        Width = facts.Whole("hidden_size");
        Layers = !facts.Has("num_hidden_layers") && facts.Has(Blocks) ? facts.Texts(Blocks).Count
            : facts.Whole("num_hidden_layers");
        if (Layers is 0 or > MostLayers) throw facts.Wrong("num_hidden_layers", (double)Layers, $"1 to {MostLayers}");
    }

    /// <summary>Its keys.</summary>
    public Facts Facts { get; }

    /// <summary>What it calls itself.</summary>
    public string ModelType { get; }

    /// <summary>Model width.</summary>
    public int Width { get; }

    /// <summary>Layers, modules ahead left out.</summary>
    public int Layers { get; }

    /// <summary>Query heads.</summary>
    public int Heads => Facts.Whole("num_attention_heads") is > 0 and var heads ? heads
        : throw Facts.Wrong("num_attention_heads", 0.0, "1 or more");

    /// <summary>Channels of a head; unless they are given, the heads share the width.</summary>
    public int HeadDim => Facts.Has("head_dim") ? Facts.Whole("head_dim")
        : Width % Heads == 0 ? Width / Heads
        : throw Facts.Wrong("num_attention_heads", (double)Heads, $"a divisor of hidden_size ({Width}), or head_dim");

    /// <summary>Softmax attention, before a family's own words.</summary>
    /// <param name="bias">What matrices have shifts, if attention_bias is not given.</param>
    /// <param name="kind">The layer's kind, if positions turn by kind.</param>
    public SoftmaxMixer Attention(AttentionBias bias = AttentionBias.None, string kind = "") => new()
    {
        Heads = Heads, KeyValueHeads = Facts.Whole("num_key_value_heads", Heads), HeadDim = HeadDim,
        Bias = !Facts.Has("attention_bias") ? bias : Facts.Flag("attention_bias")
            ? bias == AttentionBias.None ? AttentionBias.All : bias
            : AttentionBias.None,
        Rotary = ConfigRope.Read(this, HeadDim, kind: kind),
    };

    /// <summary>A gated network, bent as the file says.</summary>
    /// <param name="hidden">Its hidden channels.</param>
    public MlpChannel Gated(int hidden) => new()
    {
        Hidden = hidden, Bend = BendOf("hidden_act", "silu"), Gate = ChannelGate.Hidden,
        Bias = Facts.Flag("mlp_bias", false),
    };

    /// <summary>A norm by mean and deviation, with gain and shift.</summary>
    /// <param name="epsilon">The key of its ε.</param>
    public NormBlueprint LayerNorm(string epsilon) => new()
        { Kind = NormKind.Layer, Epsilon = Facts.Real(epsilon, UsualEpsilon), Gain = true, Shift = true };

    /// <summary>How hidden channels are bent.</summary>
    /// <param name="key">The key.</param>
    /// <param name="otherwise">What its absence means.</param>
    public Bend BendOf(string key, string otherwise) => Facts.Text(key, otherwise) switch
    {
        "silu" or "swish" => Bend.Silu,
        "gelu" => Bend.Gelu,
        "gelu_pytorch_tanh" or "gelu_new" or "gelu_fast" => Bend.GeluTanh,
        "relu" => Bend.Relu,
        "relu2" => Bend.ReluSquared,
        "xielu" => Bend.Xielu,
        var other => throw Facts.Wrong(key, other, "silu, gelu, gelu_pytorch_tanh, relu, relu2 or xielu"),
    };

    /// <summary>Words that say of each layer what it is; all the same if they are not given.</summary>
    /// <param name="key">The key of the list.</param>
    /// <param name="layer">Which layer.</param>
    /// <param name="otherwise">The word of a layer, if there is no list.</param>
    public string WordOf(string key, int layer, Func<int, string> otherwise)
    {
        if (!Facts.Has(key)) return otherwise(layer);
        var words = Facts.Texts(key);
        return words.Count == Layers ? words[layer]
            : throw Facts.Wrong(key, $"a list of {words.Count}", $"{Layers} words, as num_hidden_layers says");
    }

    /// <summary>Whether a list of zeros and ones, one for each layer, has a one for this layer.</summary>
    /// <param name="facts">Where the list stands.</param>
    /// <param name="key">Its key.</param>
    /// <param name="layer">Which layer.</param>
    public bool IsOn(Facts facts, string key, int layer)
    {
        var list = facts.Numbers(key);
        if (list.Count != Layers)
            throw facts.Wrong(key, $"a list of {list.Count}", $"{Layers} numbers, as num_hidden_layers says");
        return list[layer] <= 1 ? list[layer] == 1 : throw facts.Wrong(key, (double)list[layer], "0 or 1");
    }

    /// <summary>Two keys that must say the same, wherever both are there.</summary>
    public void Agree(string key, string other)
    {
        if (Facts.Has(key) && Facts.Has(other) && Facts.Real(key) is var value && Facts.Real(other) is var second
            && value != second)
            throw Facts.Wrong(key, value, FormattableString.Invariant($"{second}, as {other} says"));
    }

    /// <summary>Groups of experts; one group is none.</summary>
    public (int Groups, int Active) Groups =>
        Facts.Whole("n_group", 0) is > 1 and var groups ? (groups, Facts.Whole("topk_group")) : Ungrouped();

    /// <summary>Modules ahead, each as a layer of the model.</summary>
    /// <param name="key">The key of their number.</param>
    /// <param name="layer">The layer's name.</param>
    public AheadBlueprint? Ahead(string key, string layer) =>
        Facts.Whole(key, 0) is > 0 and var depth ? new() { Depth = depth, Layer = layer, Norms = 3 } : null;

    private (int, int) Ungrouped()
    {
        if (Facts.Whole("topk_group", 1) is > 1 and var active)
            throw Facts.Wrong("topk_group", (double)active, $"at most n_group ({Facts.Whole("n_group", 1)})");
        return (0, 0);
    }
}
