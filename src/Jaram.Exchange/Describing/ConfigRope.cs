// Rotary positions as config.json has them: rope_parameters since transformers 5, rope_theta and rope_scaling before.
// Where both are there they must agree.
// Source: huggingface/transformers, src/transformers/modeling_rope_utils.py.

using Jaram.Architecture.Atlas;
using Jaram.Architecture.Blocks;
using Jaram.Exchange.Keys;

namespace Jaram.Exchange.Describing;

/// <summary>Reads rotary positions of any rule that blueprints know.</summary>
internal static class ConfigRope
{
    private const string New = "rope_parameters", Old = "rope_scaling", Theta = "rope_theta";
    private const string Share = "partial_rotary_factor", Context = "original_max_position_embeddings";

    /// <summary>Numbers of a rule that blueprints have no words for: they shape it and add no part.</summary>
    private static readonly HashSet<string> _shapes =
    [
        "low_freq_factor", "high_freq_factor", "beta_fast", "beta_slow", "mscale", "mscale_all_dim", "truncate",
        "attention_factor", "short_factor", "long_factor", "short_mscale", "long_mscale", "mrope_section",
        "mrope_interleaved",
    ];

    /// <summary>How queries and keys turn.</summary>
    /// <param name="config">The file.</param>
    /// <param name="dim">Channels of a head.</param>
    /// <param name="layout">How channels pair.</param>
    /// <param name="kind">The layer's kind, where the file has a rule for each.</param>
    public static RotaryBlueprint Read(
        Decoder config, int dim, RotaryLayout layout = RotaryLayout.Halves, string kind = "")
    {
        var facts = config.Facts;
        var old = facts.Has(Old) ? Rule(facts.Inner(Old)) : default;
        var now = IsByKind(facts, kind) ? Rule(OfKind(facts, kind)) : facts.Has(New) ? Rule(facts.Inner(New)) : default;
        if (facts.Has(Old) && facts.Has(New) && old with { Theta = 0, Share = 0 } != now with { Theta = 0, Share = 0 })
            throw facts.Wrong(Old, old.ToString(), $"{now}, as {New} says");
        var rule = facts.Has(New) ? now : old;
        var turned = (int)(dim * One(facts, Share, rule.Share, 1)) / 2 * 2;
        return new()
        {
            Dim = facts.Whole("rotary_dim", turned), Theta = One(facts, Theta, rule.Theta, 0), Layout = layout,
            Scaling = rule.Kind, Factor = rule.Factor,
            OriginalContext = rule.Context > 0
                || rule.Kind is ScalingRule.None or ScalingRule.Linear or ScalingRule.Proportional
                ? rule.Context
                : facts.Whole(Context, 0),
        };
    }

    /// <summary>Whether the file has a rule for each kind of layer.</summary>
    public static bool IsByKind(Facts facts, string kind) =>
        kind != "" && facts.Has(New) && (facts.Inner(New).Has(Windows.Full) || facts.Inner(New).Has(Windows.Sliding));

    private static Facts OfKind(Facts facts, string kind)
    {
        var rules = facts.Inner(New);
        rules.PassOver(Windows.Full, Windows.Sliding);
        rules.RefuseOthers(new HashSet<string>());
        return rules.Inner(kind);
    }

    /// <summary>A number that stands in the file or in its rule; if in both, the same.</summary>
    private static double One(Facts facts, string key, double inRule, double otherwise)
    {
        var outside = facts.Real(key, 0);
        if (outside > 0 && inRule > 0 && outside != inRule)
            throw facts.Wrong(key, outside, FormattableString.Invariant($"{inRule}, as {New} says"));
        return outside > 0 ? outside : inRule > 0 ? inRule : otherwise;
    }

    private static Found Rule(Facts rule)
    {
        var type = rule.Has("rope_type") ? rule.Text("rope_type") : rule.Text("type", "default");
        if (rule.Text("type", type) is var second && second != type && (type, second) != ("default", "mrope"))
            throw rule.Wrong("type", second, $"'{type}', as rope_type says");
        var found = new Found(type switch
        {
            "default" or "mrope" => ScalingRule.None,
            "linear" => ScalingRule.Linear,
            "llama3" => ScalingRule.Llama3,
            "yarn" or "deepseek_yarn" => ScalingRule.Yarn,
            "longrope" or "su" => ScalingRule.LongRope,
            "proportional" => ScalingRule.Proportional,
            _ => throw rule.Wrong("rope_type", type, "default, linear, llama3, yarn, longrope or proportional"),
        }, rule.Real("factor", 0), rule.Whole(Context, 0), rule.Real(Theta, 0), rule.Real(Share, 0));
        rule.RefuseOthers(_shapes);
        return found;
    }

    private readonly record struct Found(ScalingRule Kind, double Factor, int Context, double Theta, double Share);
}
