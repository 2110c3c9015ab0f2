// Rotary positions in config.json: rope_parameters since transformers 5, rope_theta and rope_scaling before and
// elsewhere. Both are written; where both are read they must agree.
// Source: transformers, modeling_rope_utils.py.

using System.Text.Json.Nodes;
using Jaram.Architecture.Blocks;
using Jaram.Checkpoints;
using Jaram.Exchange.Keys;

namespace Jaram.Exchange.Families;

/// <summary>Writes and reads rotary positions.</summary>
internal static class HuggingFaceRope
{
    private const string New = "rope_parameters", Old = "rope_scaling", Theta = "rope_theta";
    private const string Type = "rope_type", OldType = "type", Plain = "default";
    private const string Context = "original_max_position_embeddings";
    private const string Turned = "mscale", All = "mscale_all_dim";

    /// <summary>Writes both forms.</summary>
    public static void Write(JsonObject config, RotaryDesign rotary)
    {
        var scaling = Scaling(rotary.Scaling);
        var parameters = (JsonObject)(scaling?.DeepClone() ?? new JsonObject { [Type] = Plain });
        parameters[Theta] = JsonNumbers.Real(rotary.Theta);
        config[New] = parameters;
        config[Theta] = JsonNumbers.Real(rotary.Theta);
        if (scaling is not null) scaling[OldType] = scaling[Type]!.DeepClone();
        config[Old] = scaling;
    }

    /// <summary>Reads either form.</summary>
    /// <param name="config">The file.</param>
    /// <param name="dim">Channels that turn.</param>
    /// <param name="layout">How they pair.</param>
    /// <exception cref="CheckpointException">The rule is none that Jaram knows, or the two forms disagree.</exception>
    public static RotaryDesign Read(Facts config, int dim, RotaryLayout layout)
    {
        const double Usual = 10_000;
        var theta = config.Real(Theta, Usual);
        var old = config.Has(Old) ? Scaling(config.Inner(Old)) : null;
        if (!config.Has(New)) return new() { Dim = dim, Theta = theta, Layout = layout, Scaling = old };
        var parameters = config.Inner(New);
        var scaling = Scaling(parameters);
        var newTheta = parameters.Real(Theta, theta);
        if (config.Has(Theta) && newTheta != theta)
            throw config.Wrong(Theta, theta, $"{newTheta}, as {New} says");
        if (config.Has(Old) && scaling != old)
            throw config.Wrong(Old, "another rule", $"the same as {New}");
        return new() { Dim = dim, Theta = newTheta, Layout = layout, Scaling = scaling };
    }

    private static JsonObject? Scaling(RotaryScaling? scaling)
    {
        switch (scaling)
        {
            case LinearScaling linear:
                return new() { [Type] = "linear", ["factor"] = JsonNumbers.Real(linear.Factor) };
            case Llama3Scaling llama:
                return new()
                {
                    [Type] = "llama3", ["factor"] = JsonNumbers.Real(llama.Factor),
                    ["low_freq_factor"] = JsonNumbers.Real(llama.LowFrequencyFactor),
                    ["high_freq_factor"] = JsonNumbers.Real(llama.HighFrequencyFactor),
                    [Context] = llama.OriginalContext,
                };
            case YarnScaling yarn:
                var written = new JsonObject
                {
                    [Type] = "yarn", ["factor"] = JsonNumbers.Real(yarn.Factor), [Context] = yarn.OriginalContext,
                    ["beta_fast"] = JsonNumbers.Real(yarn.FastTurns), ["beta_slow"] = JsonNumbers.Real(yarn.SlowTurns),
                };
                if (yarn.Warmth is { } warmth)
                    (written[Turned], written[All]) = (JsonNumbers.Real(warmth.Turned), JsonNumbers.Real(warmth.All));
                return written;
            default:
                return null;
        }
    }

    private static RotaryScaling? Scaling(Facts rule)
    {
        var type = rule.Has(Type) ? rule.Text(Type) : rule.Text(OldType, Plain);
        rule.Must(OldType, type, $"{Type} says so");
        _ = rule.Has(Theta);
        rule.Must("partial_rotary_factor", 1, "all channels of a head turn");
        RotaryScaling? scaling = type switch
        {
            Plain => null,
            "linear" => new LinearScaling { Factor = rule.Real("factor") },
            "llama3" => new Llama3Scaling
            {
                Factor = rule.Real("factor"), OriginalContext = rule.Whole(Context),
                LowFrequencyFactor = rule.Real("low_freq_factor"), HighFrequencyFactor = rule.Real("high_freq_factor"),
            },
            "yarn" => Yarn(rule),
            _ => throw rule.Wrong(Type, type, "default, linear, llama3 or yarn"),
        };
        rule.RefuseOthers(new HashSet<string>());
        return scaling;
    }

    private static YarnScaling Yarn(Facts rule)
    {
        rule.Must("truncate", true, "pairs are rounded outwards");
        if (rule.Has(Turned) != rule.Has(All))
            throw rule.Wrong(rule.Has(Turned) ? All : Turned, null,
                "both or neither: programs differ in what one means");
        return new()
        {
            Factor = rule.Real("factor"), OriginalContext = rule.Whole(Context),
            FastTurns = rule.Real("beta_fast", 32), SlowTurns = rule.Real("beta_slow", 1),
            Warmth = rule.Has(All) ? new() { Turned = rule.Real(Turned), All = rule.Real(All) } : null,
        };
    }
}
