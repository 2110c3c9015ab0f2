// DeepSeek's reading of YaRN warms the turning channels and all channels of a score by numbers of their own.
// Source: DeepSeek-V2 and V3, published config.json (mscale, mscale_all_dim) and modeling code.

namespace Jaram.Architecture.Blocks;

/// <summary>How much scores are warmed: with m(a) = 0.1 a ln(factor) + 1, what turning channels give to a score is
/// multiplied by m(turned)², what the others give by m(all)².</summary>
public sealed record YarnWarmth
{
    /// <summary>The a of channels that turn.</summary>
    public required double Turned { get; init => field = Must.BePositive(value); }

    /// <summary>The a of all other channels.</summary>
    public required double All { get; init => field = Must.BePositive(value); }
}
