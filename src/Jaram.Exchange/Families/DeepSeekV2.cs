// Source: DeepSeek-V2, arXiv:2405.04434, section 2.2; transformers, models/deepseek_v2, whose class routes by softmax
// without normalising and leaves mscale_all_dim out of the scores' scale, unlike the authors' own code.

using System.Text.Json.Nodes;
using Jaram.Architecture.Blocks;
using Jaram.Exchange.Keys;

namespace Jaram.Exchange.Families;

/// <summary>DeepSeek-V2: softmax routing without a bias; groups are judged by their best expert.</summary>
public sealed class DeepSeekV2 : LatentFamily
{
    private const string Greedy = "greedy", Grouped = "group_limited_greedy";

    /// <inheritdoc/>
    public override string Name => "deepseek-v2";

    /// <inheritdoc/>
    internal override string ModelType => "deepseek_v2";

    /// <inheritdoc/>
    internal override string Architecture => "DeepseekV2ForCausalLM";

    /// <inheritdoc/>
    internal override Routing Routing => Routing.Softmax;

    /// <inheritdoc/>
    internal override uint GgufRouting => 1;

    /// <inheritdoc/>
    internal override bool HasBias => false;

    /// <inheritdoc/>
    private protected override void FitMixture(Fitting fit, MixtureDesign mixture, Format format)
    {
        base.FitMixture(fit, mixture, format);
        fit.Needs("normalizeWeights", mixture.NormalizeWeights, false);
        fit.Needs("balanceRate", mixture.BalanceRate, 0);
        if (!IsGrouped(mixture)) return;
        fit.Needs("groupScore", mixture.GroupScore, GroupScore.Best);
        fit.Needs("groups", mixture.Groups, format == Format.HuggingFace,
            "is read by llama.cpp as if groups were judged by two experts", "use no groups, or export to hf");
    }

    /// <inheritdoc/>
    private protected override void FitScaling(Fitting fit, RotaryScaling? scaling, Format format)
    {
        base.FitScaling(fit, scaling, format);
        if (format == Format.HuggingFace && scaling is YarnScaling yarn)
            fit.Needs("warmth", "given", yarn.Warmth is null, "is read with and without it by different programs",
                "leave warmth out, or export to gguf");
    }

    /// <inheritdoc/>
    private protected override void DescribeChoice(JsonObject config, MixtureDesign? mixture)
    {
        var isGrouped = mixture is not null && IsGrouped(mixture);
        config["scoring_func"] = "softmax";
        config["topk_method"] = isGrouped ? Grouped : Greedy;
        config["n_group"] = isGrouped ? mixture!.Groups : 1;
        config["topk_group"] = isGrouped ? mixture!.ActiveGroups : 1;
    }

    /// <inheritdoc/>
    internal override (int Groups, int ActiveGroups, GroupScore Score) ReadChoice(Facts facts, Format format)
    {
        if (format == Format.Gguf)
        {
            facts.Must("expert_gating_func", (int)GgufRouting, "this family routes by softmax");
            facts.Must("expert_weights_norm", false, "V2 does not normalise");
            if (facts.Whole("expert_group_count", 0) is > 1 and var count)
                throw facts.Wrong("expert_group_count", count, "1: files do not tell whether the best expert judges a "
                    + "group, as the authors have it, or the best two, as llama.cpp has it");
            _ = facts.Whole("expert_group_used_count", 0);
            return (0, 0, GroupScore.BestTwo);
        }
        facts.Must("scoring_func", "softmax", "V2 routes");
        facts.Must("norm_topk_prob", false, "V2 does not normalise");
        var method = facts.Text("topk_method");
        var (groups, open) = (facts.Whole("n_group", 1), facts.Whole("topk_group", 1));
        return method switch
        {
            Greedy => (0, 0, GroupScore.BestTwo),
            Grouped => (groups, open, GroupScore.Best),
            _ => throw facts.Wrong("topk_method", method, $"{Greedy} or {Grouped}"),
        };
    }
}
