// Multi-token prediction: extra modules that foresee the tokens after the next, one layer deep each.
// Source: DeepSeek-V3, arXiv:2412.19437, section 2.2.

namespace Jaram.Architecture.Blocks;

/// <summary>Modules that predict further ahead than the next token; they share embedding and head.</summary>
public sealed record AheadDesign
{
    /// <summary>Tokens foreseen beyond the next one: so many modules, one after the other.</summary>
    public required int Depth { get; init => field = Must.BePositive(value); }

    /// <summary>The named layer that each module is made of.</summary>
    public required string Layer { get; init => field = Must.BeFilled(value); }

    /// <summary>Weight of these predictions' mean loss beside the next token's.</summary>
    public required double Weight { get; init => field = Must.BePositive(value); }
}
