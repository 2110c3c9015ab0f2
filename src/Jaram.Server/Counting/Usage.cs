namespace Jaram.Server.Counting;

/// <summary>What a request took, in OpenAI's words and ours.</summary>
/// <param name="PromptTokens">Tokens of its prompts.</param>
/// <param name="CompletionTokens">Tokens written.</param>
/// <param name="TotalTokens">Both.</param>
/// <param name="PromptTokensDetails">Of the prompts.</param>
/// <param name="Jaram">What it cost.</param>
internal sealed record Usage(
    int PromptTokens, int CompletionTokens, int TotalTokens, PromptDetails PromptTokensDetails, Cost Jaram);

/// <summary>What is told of prompts.</summary>
/// <param name="CachedTokens">Tokens that were known and need not be read.</param>
internal sealed record PromptDetails(int CachedTokens);

/// <summary>What a request cost.</summary>
/// <param name="Joules">Energy.</param>
/// <param name="Won">Money, by the prices that /props tells.</param>
/// <param name="CacheBytes">Memory that its texts held.</param>
/// <param name="Seconds">The engine's time.</param>
/// <param name="Seed">With this seed the same request gives the same answer.</param>
internal sealed record Cost(Figure Joules, Figure Won, Figure CacheBytes, Figure Seconds, ulong Seed);

/// <summary>A number, and how it was come by.</summary>
/// <param name="Value">The number.</param>
/// <param name="How">measured or estimated.</param>
internal readonly record struct Figure(double Value, string How)
{
    /// <summary>A number that was read off.</summary>
    public static Figure Measured(double value) => new(value, "measured");

    /// <summary>A number that rests on what was declared.</summary>
    public static Figure Estimated(double value) => new(value, "estimated");
}
