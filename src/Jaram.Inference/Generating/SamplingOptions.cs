using System.Collections.Immutable;

namespace Jaram.Inference.Generating;

/// <summary>How the next token is chosen from the model's scores, and when an answer ends.</summary>
public sealed record SamplingOptions
{
    /// <summary>Scores are divided by this; 0 takes the highest always.</summary>
    public double Temperature { get; init => field = Within(value, 0, 100, "temperature"); } = 0.8;

    /// <summary>Only the so many highest are considered; 0 for all.</summary>
    public int TopK { get; init => field = (int)Within(value, 0, int.MaxValue, "top-k"); }

    /// <summary>Only the highest that together have this probability are considered, in (0, 1].</summary>
    public double TopP { get; init => field = Within(value, double.Epsilon, 1, "top-p"); } = 1;

    /// <summary>Only those with at least this share of the highest's probability are considered, in [0, 1].</summary>
    public double MinP { get; init => field = Within(value, 0, 1, "min-p"); }

    /// <summary>Positive scores of tokens that stand in the text already are divided by this, negative
    /// multiplied (CTRL, arXiv:1909.05858, section 4.1).</summary>
    public double RepetitionPenalty { get; init => field = Within(value, 0.01, 100, "repetition-penalty"); } = 1;

    /// <summary>Subtracted from a token's score for each time that it was written.</summary>
    public double FrequencyPenalty { get; init => field = Within(value, -2, 2, "frequency-penalty"); }

    /// <summary>Subtracted from a token's score if it was written.</summary>
    public double PresencePenalty { get; init => field = Within(value, -2, 2, "presence-penalty"); }

    /// <summary>Added to the scores of these tokens, in [-100, 100].</summary>
    public ImmutableSortedDictionary<int, float> Bias
    {
        get;
        init => field = value.Values.All(bias => bias is >= -100 and <= 100)
            ? value
            : throw new InferenceException("logit-bias must be from -100 to 100; correct it");
    } = ImmutableSortedDictionary<int, float>.Empty;

    /// <summary>Decides every draw.</summary>
    public ulong Seed { get; init; }

    /// <summary>Tokens at most.</summary>
    public int MaxTokens { get; init => field = (int)Within(value, 1, int.MaxValue, "max-tokens"); } = 200;

    /// <summary>Texts that end the answer, none empty; they are not part of it.</summary>
    public ImmutableArray<string> Stop
    {
        get;
        init => field = value.All(stop => stop != "")
            ? value
            : throw new InferenceException("a stop text must have a character at least, got none; leave it out");
    } = [];

    private static double Within(double value, double least, double most, string name) =>
        value >= least && value <= most
            ? value
            : throw new InferenceException(FormattableString.Invariant(
                $"{name} must be from {least} to {most}, got {value}; correct it"));
}
