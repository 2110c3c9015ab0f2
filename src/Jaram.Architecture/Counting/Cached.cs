namespace Jaram.Architecture.Counting;

/// <summary>What a model keeps for later tokens, in numbers (not bytes).</summary>
/// <param name="PerToken">Numbers that every token adds for ever.</param>
/// <param name="Fixed">Numbers that are there however long the text: windows and convolution inputs, when full.</param>
public readonly record struct Cached(long PerToken, long Fixed)
{
    /// <summary>Numbers kept per token, for ever or for a window's time.</summary>
    internal static Cached PerTokenRead(long numbers, int window) =>
        window == 0 ? new(numbers, 0) : new(0, numbers * window);

    /// <summary>Both together.</summary>
    public static Cached operator +(Cached a, Cached b) => new(a.PerToken + b.PerToken, a.Fixed + b.Fixed);
}
