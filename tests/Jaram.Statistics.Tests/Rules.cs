namespace Jaram.Statistics.Tests;

internal static class Rules
{
    /// <summary>What a comparison is judged by unless it says otherwise.</summary>
    public static PayoffRule Usual { get; } =
        new() { Confidence = 0.95, Gain = 1.05, Power = 0.8, Samples = 100, Key = 1 };
}
