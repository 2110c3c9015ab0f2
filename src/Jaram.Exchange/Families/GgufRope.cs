// Rotary positions in a GGUF file.
// Source: llama.cpp, llama-arch.cpp (keys), llama-context.cpp and models/deepseek2.cpp (what yarn_log_multiplier does:
// it is a tenth of DeepSeek's mscale_all_dim, and mscale counts as equal to it), conversion/llama.py (rope_freqs).

using Jaram.Architecture.Blocks;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Gguf;
using Jaram.Exchange.Keys;
using Jaram.Exchange.Tensors;

namespace Jaram.Exchange.Families;

/// <summary>Writes and reads rotary positions.</summary>
internal static class GgufRope
{
    private const string Theta = "rope.freq_base", Dim = "rope.dimension_count", Type = "rope.scaling.type",
        Factor = "rope.scaling.factor", Context = "rope.scaling.original_context_length",
        Fast = "rope.scaling.yarn_beta_fast", Slow = "rope.scaling.yarn_beta_slow",
        LogMultiplier = "rope.scaling.yarn_log_multiplier";

    /// <summary>Adds the keys; wavelengths of llama3 are a tensor, <see cref="Factors"/>.</summary>
    /// <param name="metadata">Where to.</param>
    /// <param name="own">What keys of the architecture begin with.</param>
    /// <param name="rotary">The design.</param>
    public static void Write(GgufMetadata metadata, string own, RotaryDesign rotary)
    {
        metadata.Add(own + Dim, (uint)rotary.Dim).Add(own + Theta, (float)rotary.Theta);
        if (rotary.Scaling is LinearScaling linear)
            metadata.Add(own + Type, "linear").Add(own + Factor, (float)linear.Factor);
        if (rotary.Scaling is not YarnScaling yarn) return;
        metadata.Add(own + Type, "yarn").Add(own + Factor, (float)yarn.Factor)
            .Add(own + Context, (uint)yarn.OriginalContext)
            .Add(own + Fast, (float)yarn.FastTurns).Add(own + Slow, (float)yarn.SlowTurns);
        if (yarn.Warmth is { } warmth) metadata.Add(own + LogMultiplier, 0.1f * (float)warmth.All);
    }

    /// <summary>What llama3's wavelengths are multiplied by, a number a pair; null for another rule.</summary>
    public static float[]? Factors(RotaryDesign rotary)
    {
        if (rotary.Scaling is not Llama3Scaling scaling) return null;
        return [.. Enumerable.Range(0, rotary.Dim / 2).Select(pair =>
        {
            var frequency = Math.Pow(rotary.Theta, -2.0 * pair / rotary.Dim);
            return (float)(frequency / scaling.Scale(frequency, pair, rotary));
        })];
    }

    /// <summary>The rule of llama3 that gives these factors, of the two that models were published with; the factors
    /// alone do not tell its numbers.</summary>
    /// <exception cref="CheckpointException">It is neither.</exception>
    public static RotaryDesign Recognise(RotaryDesign rotary, ReadOnlySpan<float> factors)
    {
        foreach (var factor in (double[])[8, 32])
        {
            var known = rotary with
            {
                Scaling = new Llama3Scaling
                {
                    Factor = factor, OriginalContext = 8192, LowFrequencyFactor = 1, HighFrequencyFactor = 4,
                },
            };
            if (factors.Length == rotary.Dim / 2 && Rearranged.AreClose(Factors(known), factors)) return known;
        }
        throw new CheckpointException("rope_freqs.weight holds wavelengths that are those of no published Llama: "
            + "import the Hugging Face folder, whose config.json says how they are made");
    }

    /// <summary>Reads the keys.</summary>
    /// <param name="facts">Keys of the architecture.</param>
    /// <param name="dim">Channels that turn.</param>
    /// <param name="layout">How they pair in the design that is made.</param>
    /// <exception cref="CheckpointException">The rule is none that Jaram knows.</exception>
    public static RotaryDesign Read(Facts facts, int dim, RotaryLayout layout)
    {
        facts.Must(Dim, dim, "all channels of a head turn, or DeepSeek's own part of them");
        facts.Must("rope.scaling.attn_factor", 1, "scores are warmed by yarn's own rule");
        var type = facts.Text(Type, "none");
        var factor = facts.Real(Factor, 1);
        return new()
        {
            Dim = dim, Theta = facts.Real(Theta, 10_000), Layout = layout,
            Scaling = (type, factor) switch
            {
                ("none", _) or ("linear", 1) => null,
                ("linear", _) => new LinearScaling { Factor = factor },
                ("yarn", _) => Yarn(facts, factor),
                _ => throw facts.Wrong(Type, type, "none, linear or yarn"),
            },
        };
    }

    private static YarnScaling Yarn(Facts facts, double factor) => new()
    {
        Factor = factor, OriginalContext = facts.Whole(Context),
        FastTurns = facts.Real(Fast, 32), SlowTurns = facts.Real(Slow, 1),
        Warmth = facts.Real(LogMultiplier, 0) is not 0 and var tenth ? Warm(Math.Round(tenth * 10, 6)) : null,
    };

    private static YarnWarmth Warm(double both) => new() { Turned = both, All = both };
}
