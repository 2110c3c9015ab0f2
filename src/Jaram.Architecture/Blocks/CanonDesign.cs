// Canon layers: a short causal convolution, one filter a channel, added to its own input.
// Source: Physics of Language Models 4.1, section 4 (points A, B, C, D).

namespace Jaram.Architecture.Blocks;

/// <summary>Where in a layer a Canon convolution stands.</summary>
[Flags]
public enum CanonPoints
{
    /// <summary>Nowhere.</summary>
    None = 0,

    /// <summary>Before the token mixer.</summary>
    A = 1,

    /// <summary>On queries, keys and values.</summary>
    B = 2,

    /// <summary>Before the channel mixer.</summary>
    C = 4,

    /// <summary>On the hidden channels of the channel mixer.</summary>
    D = 8,
}

/// <summary>Short causal convolutions in a layer.</summary>
public sealed record CanonDesign
{
    /// <summary>Tokens that a filter spans, its own included.</summary>
    public required int Taps
    {
        get;
        init => field = value >= 2 ? value : throw Must.Refusal(nameof(Taps), value, "must be 2 or more", "use 4");
    }

    /// <summary>Where the convolutions stand, as in <c>a, c</c>.</summary>
    public required CanonPoints At
    {
        get;
        init => field = value != CanonPoints.None
            ? value
            : throw Must.Refusal(nameof(At), value, "must name a point", "use a, b, c or d");
    }

    /// <summary>Channels that pass a filter, at all points together.</summary>
    public long Channels(int width, LayerDesign layer) =>
        (At.HasFlag(CanonPoints.A) ? width : 0)
        + (At.HasFlag(CanonPoints.B) && layer.Mixer is AttentionDesign mixer ? mixer.QueryKeyValueChannels : 0)
        + (At.HasFlag(CanonPoints.C) ? width : 0)
        + (At.HasFlag(CanonPoints.D) && layer.Channel is MlpDesign channel ? channel.UpChannels : 0);

    internal void Check(LayerDesign layer)
    {
        if (At.HasFlag(CanonPoints.B) && layer.Mixer is not AttentionDesign)
            throw Must.Refusal("canon.at", At, "has b only with a mixer of kind attention",
                "leave b out, or use attention: a latent mixer keeps no keys and values");
        if (At.HasFlag(CanonPoints.D) && layer.Channel is not MlpDesign)
            throw Must.Refusal("canon.at", At, "has d only with a channel of kind mlp", "leave d out, or use an mlp");
    }
}
