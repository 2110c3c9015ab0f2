using Jaram.Inference;
using Jaram.Inference.Serving;
using Jaram.Server.Counting;

namespace Jaram.Server;

/// <summary>Which model is served, and how it is run.</summary>
public sealed record JaramOptions
{
    /// <summary>The folder of a model.</summary>
    public required string Model { get; init; }

    /// <summary>How weights and cache are kept, and how many threads compute.</summary>
    public EngineOptions Engine { get; init; } = new();

    /// <summary>How many requests are served at once, and how many may wait.</summary>
    public SchedulerOptions Scheduling { get; init; } = new();

    /// <summary>What energy and the machine cost.</summary>
    public Prices Prices { get; init; } = new();

    /// <summary>Tokens of a chat's answer to whoever does not say, or fewer if the context holds no more; 1 or
    /// more.</summary>
    public int AnswerTokens
    {
        get;
        init => field = value > 0 ? value : throw new ServerException(FormattableString.Invariant(
            $"an answer has 1 token or more, got {value}; correct it"));
    } = 512;

    /// <summary>How long a request may take, from 1 second on.</summary>
    public TimeSpan AnswerTime
    {
        get;
        init => field = value >= TimeSpan.FromSeconds(1)
            ? value
            : throw new ServerException(FormattableString.Invariant(
                $"a request may take 1 second or more, got {value.TotalSeconds}; correct it"));
    } = TimeSpan.FromMinutes(5);
}
