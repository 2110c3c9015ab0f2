namespace Jaram.Architecture.Atlas;

/// <summary>What a model keeps for later tokens, in numbers (not bytes), by how it grows.</summary>
public readonly record struct Kept
{
    /// <summary>Keys, values and latents that every token adds for ever.</summary>
    public long PerToken { get; init; }

    /// <summary>Keys of indexers that every token adds for ever.</summary>
    public long Indexed { get; init; }

    /// <summary>Keys, values and latents of windows, when full.</summary>
    public long Windowed { get; init; }

    /// <summary>States of recurrences, as large for a long text as for a short one.</summary>
    public long Recurrent { get; init; }

    /// <summary>Past inputs of short convolutions and token shifts.</summary>
    public long Convolved { get; init; }

    /// <summary>Numbers kept per token, for ever or for a window's time.</summary>
    internal static Kept Reading(long numbers, int window) =>
        window == 0 ? new() { PerToken = numbers } : new() { Windowed = numbers * window };

    /// <summary>Both together.</summary>
    public static Kept operator +(Kept a, Kept b) => new()
    {
        PerToken = a.PerToken + b.PerToken, Indexed = a.Indexed + b.Indexed, Windowed = a.Windowed + b.Windowed,
        Recurrent = a.Recurrent + b.Recurrent, Convolved = a.Convolved + b.Convolved,
    };
}
