// Mixture of experts: each token passes a few of many small networks, chosen by a router, and the shared ones.
// Source: DeepSeekMoE arXiv:2401.06066, section 3; balancing without auxiliary loss arXiv:2408.15664, section 3;
// sigmoid routing and group-limited choice DeepSeek-V3, arXiv:2412.19437, section 2.1.2.

using System.Text.Json.Serialization;

namespace Jaram.Architecture.Blocks;

/// <summary>How the router turns an affinity into a weight.</summary>
public enum Routing
{
    /// <summary>Each expert by itself: σ(Wx).</summary>
    Sigmoid,

    /// <summary>Against the other experts: softmax(Wx).</summary>
    Softmax,
}

/// <summary>What a group of experts is chosen by.</summary>
public enum GroupScore
{
    /// <summary>The sum of its best two experts' scores (DeepSeek-V3).</summary>
    BestTwo,

    /// <summary>Its best expert's score (DeepSeek-V2, arXiv:2405.04434, section 2.2.2).</summary>
    Best,
}

/// <summary>Many experts of which each token passes a few.</summary>
public sealed record MixtureDesign : ChannelMixerDesign
{
    /// <summary>Routed experts E.</summary>
    public required int Experts { get; init => field = Must.BePositive(value); }

    /// <summary>Routed experts k that one token passes.</summary>
    public required int Active { get; init => field = Must.BePositive(value); }

    /// <summary>One routed expert.</summary>
    public required MlpDesign Expert { get; init; }

    /// <summary>Experts that every token passes; their hidden channels stand side by side in one network.</summary>
    public int Shared { get; init => field = Must.NotBeNegative(value); }

    /// <summary>How the router turns an affinity into a weight.</summary>
    public required Routing Routing { get; init; }

    /// <summary>Groups that the experts are parted into; 0 for no groups.</summary>
    public int Groups { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Groups that one token may choose from.</summary>
    public int ActiveGroups { get; init => field = Must.NotBeNegative(value); }

    /// <summary>What groups are chosen by. Not written where it is the best two, as it was before there was another:
    /// ledgers hold digests of designs as they are written.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public GroupScore GroupScore { get; init; }

    /// <summary>Whether the chosen experts' weights are divided by their sum.</summary>
    public required bool NormalizeWeights { get; init; }

    /// <summary>What the weights are multiplied by.</summary>
    public required double Scale { get; init => field = Must.BePositive(value); }

    /// <summary>Step γ by which each expert's bias follows its load; 0 for no balancing.</summary>
    public double BalanceRate { get; init => field = Must.NotBeNegative(value); }

    /// <summary>The shared experts as the one network that they are; null without any.</summary>
    public MlpDesign? SharedExpert => Shared == 0 ? null : Expert with { Hidden = Expert.Hidden * Shared };

    /// <inheritdoc/>
    public override long Parameters(int width) => Router(width) + ((long)Experts + Shared) * Expert.Parameters(width);

    /// <inheritdoc/>
    public override long ActiveParameters(int width) =>
        Router(width) + ((long)Active + Shared) * Expert.Parameters(width);

    /// <inheritdoc/>
    public override double Flops(int width) => 2.0 * ActiveParameters(width);

    internal override void Check()
    {
        Must.BeAtMost(nameof(Active), Active, nameof(Experts), Experts);
        Must.BeAtMost(nameof(Shared), Shared, $"{int.MaxValue} over expert.hidden", int.MaxValue / Expert.Hidden);
        if (Groups == 0)
        {
            if (ActiveGroups > 0)
                throw Must.Refusal(nameof(ActiveGroups), ActiveGroups, "must be 0 without groups",
                    "give groups, or leave it out");
            if (GroupScore != GroupScore.BestTwo)
                throw Must.Refusal(nameof(GroupScore), GroupScore, "must be absent without groups",
                    "give groups, or leave it out");
            return;
        }
        Must.BeMultiple(nameof(Experts), Experts, nameof(Groups), Groups);
        Must.BePositive(ActiveGroups, nameof(ActiveGroups));
        Must.BeAtMost(nameof(ActiveGroups), ActiveGroups, nameof(Groups), Groups);
        Must.BeAtMost(nameof(Active), Active, "experts of the active groups", Experts / Groups * ActiveGroups);
    }

    private long Router(int width) => (long)width * Experts;
}
