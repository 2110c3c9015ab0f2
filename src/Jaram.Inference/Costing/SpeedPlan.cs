namespace Jaram.Inference.Costing;

/// <summary>How long is measured.</summary>
/// <param name="Rounds">Repeats of each measurement, 1 or more.</param>
/// <param name="RoundSeconds">Each repeat goes on for so long at least.</param>
/// <param name="Depths">Tokens before those that are decoded; cut to the model's context.</param>
public sealed record SpeedPlan(int Rounds, double RoundSeconds, IReadOnlyList<int> Depths)
{
    /// <summary>Tokens of the prompt, if the context has room for them.</summary>
    public const int PromptTokens = 512;

    /// <summary>Tokens that a text is decoded by before it is cut back to its depth.</summary>
    public const int DecodedTokens = 32;

    /// <summary>Texts decoded together, to see whether the model of one text foretells several.</summary>
    public const int Batch = 8;

    /// <summary>Five repeats at three depths.</summary>
    public static SpeedPlan Full { get; } = new(5, 0.5, [0, 1024, 4096]);

    /// <summary>Three short repeats at two depths.</summary>
    public static SpeedPlan Quick { get; } = new(3, 0.1, [0, 1024]);
}

/// <summary>What is measured: reading a prompt, or decoding texts.</summary>
public enum SpeedKind
{
    /// <summary>Tokens of one prompt, read at once.</summary>
    Prefill,

    /// <summary>One token of each text after another.</summary>
    Decode,
}

/// <summary>One measurement.</summary>
/// <param name="Kind">What was measured.</param>
/// <param name="Depth">Tokens before.</param>
/// <param name="Batch">Texts together.</param>
/// <param name="Tokens">Tokens of a prompt, or of a step.</param>
/// <param name="Rates">Tokens a second of each repeat, all texts together, in the order of measuring.</param>
/// <param name="Joules">Of a token, over all repeats.</param>
/// <param name="IsCounted">Whether a counter told the joules; else they are estimated.</param>
public sealed record Speed(SpeedKind Kind, int Depth, int Batch, int Tokens, IReadOnlyList<double> Rates, double Joules,
    bool IsCounted)
{
    /// <summary>Tokens a second, the middle repeat.</summary>
    public double Median => Rates.Order().ElementAt(Rates.Count / 2);

    /// <summary>Seconds of a step, or of a prompt.</summary>
    public double Seconds => Tokens / Median;

    /// <summary>Half of what the best exceeds the worst by, as a share of the middle.</summary>
    public double Spread => (Rates.Max() - Rates.Min()) / 2 / Median;
}

/// <summary>What a machine can do at most, measured in the run itself.</summary>
/// <param name="Bandwidth">Bytes a second that are read.</param>
/// <param name="Peak">Operations a second.</param>
public sealed record Ceilings(double Bandwidth, double Peak);

/// <summary>All measurements of a run.</summary>
/// <param name="Threads">Threads that computed.</param>
/// <param name="Before">Ceilings before the first.</param>
/// <param name="After">Ceilings after the last.</param>
/// <param name="Speeds">Each measurement.</param>
public sealed record SpeedReport(int Threads, Ceilings Before, Ceilings After, IReadOnlyList<Speed> Speeds)
{
    /// <summary>Bytes a second, the mean of before and after.</summary>
    public double Bandwidth => (Before.Bandwidth + After.Bandwidth) / 2;

    /// <summary>Operations a second, the mean of before and after.</summary>
    public double Peak => (Before.Peak + After.Peak) / 2;
}
