// Source: DeepSeek-V3, arXiv:2412.19437, section 2.1.2; transformers, models/deepseek_v3.

using System.Text.Json.Nodes;
using Jaram.Architecture.Blocks;
using Jaram.Exchange.Keys;

namespace Jaram.Exchange.Families;

/// <summary>DeepSeek-V3: sigmoid routing with a bias per expert; groups are judged by their best two.</summary>
public sealed class DeepSeekV3 : LatentFamily
{
    /// <inheritdoc/>
    public override string Name => "deepseek-v3";

    /// <inheritdoc/>
    internal override string ModelType => "deepseek_v3";

    /// <inheritdoc/>
    internal override string Architecture => "DeepseekV3ForCausalLM";

    /// <inheritdoc/>
    internal override Routing Routing => Routing.Sigmoid;

    /// <inheritdoc/>
    internal override uint GgufRouting => 2;

    /// <inheritdoc/>
    internal override bool HasBias => true;

    /// <inheritdoc/>
    private protected override void FitMixture(Fitting fit, MixtureDesign mixture, Format format)
    {
        base.FitMixture(fit, mixture, format);
        if (IsGrouped(mixture)) fit.Needs("groupScore", mixture.GroupScore, GroupScore.BestTwo);
    }

    /// <inheritdoc/>
    private protected override void DescribeChoice(JsonObject config, MixtureDesign? mixture)
    {
        config["scoring_func"] = "sigmoid";
        config["topk_method"] = "noaux_tc";
        config["n_group"] = Math.Max(1, mixture?.Groups ?? 1);
        config["topk_group"] = Math.Max(1, mixture?.ActiveGroups ?? 1);
        config["rope_interleave"] = true;
    }

    /// <inheritdoc/>
    internal override (int Groups, int ActiveGroups, GroupScore Score) ReadChoice(Facts facts, Format format)
    {
        var isGguf = format == Format.Gguf;
        if (isGguf) facts.Must("expert_gating_func", (int)GgufRouting, "this family routes by sigmoid");
        else
        {
            facts.Must("scoring_func", "sigmoid", "V3 routes");
            facts.Must("topk_method", "noaux_tc", "V3 chooses");
        }
        var groups = facts.Whole(isGguf ? "expert_group_count" : "n_group", isGguf ? 0 : null);
        var open = facts.Whole(isGguf ? "expert_group_used_count" : "topk_group", isGguf ? 0 : null);
        return groups <= 1 ? (0, 0, GroupScore.BestTwo) : (groups, open, GroupScore.BestTwo);
    }
}
