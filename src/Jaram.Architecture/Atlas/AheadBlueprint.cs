// Multi-token prediction as others build it.
// Source: DeepSeek-V3, arXiv:2412.19437, section 2.2.

namespace Jaram.Architecture.Atlas;

/// <summary>Modules that predict further ahead than the next token; they share embedding and head.</summary>
public sealed record AheadBlueprint
{
    /// <summary>Tokens foreseen beyond the next one: so many modules, one after the other.</summary>
    public required int Depth { get; init => field = Must.BePositive(value); }

    /// <summary>The named layer that each module is made of.</summary>
    public required string Layer { get; init => field = Must.BeFilled(value); }

    /// <summary>Norms of a module besides its layer's.</summary>
    public required int Norms { get; init => field = Must.NotBeNegative(value); }
}
