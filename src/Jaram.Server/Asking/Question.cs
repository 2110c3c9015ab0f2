using System.Collections.Immutable;
using Jaram.Inference.Generating;
using Jaram.Inference.Serving;

namespace Jaram.Server.Asking;

/// <summary>One request for text, every parameter checked.</summary>
internal sealed record Question
{
    /// <summary>What is to be gone on from; each is answered <see cref="Choices"/> times.</summary>
    public required ImmutableArray<Prompt> Prompts { get; init; }

    /// <summary>Answers to each prompt.</summary>
    public int Choices { get; init; } = 1;

    /// <summary>How tokens are chosen by the first choice; the seed of each further one is one more.</summary>
    public SamplingOptions Sampling { get; init; } = new();

    /// <summary>Texts that end an answer.</summary>
    public ImmutableArray<string> Stops { get; init; } = [];

    /// <summary>Tokens of an answer; null for as many as are usual and fit.</summary>
    public int? MostTokens { get; init; }

    /// <summary>Whether an answer is a call of a tool.</summary>
    public Calls Calls { get; init; }

    /// <summary>What answers are held to, if they are to anything.</summary>
    public Guidance? Guidance { get; init; }

    /// <summary>Whether probabilities are told.</summary>
    public bool TellsProbabilities { get; init; }

    /// <summary>How many of the likeliest tokens are told beside each.</summary>
    public int Alternatives { get; init; }

    /// <summary>Whether the prompt is repeated before the answer.</summary>
    public bool Echoes { get; init; }

    /// <summary>Whether the token that ends an answer is told of among the others, as whoever scores texts counts on a
    /// token behind the prompt.</summary>
    public bool TellsEnd { get; init; }

    /// <summary>Whether the answer is sent as it comes into being.</summary>
    public bool Streams { get; init; }

    /// <summary>Whether a stream ends with what it cost.</summary>
    public bool TellsUsage { get; init; }

    /// <summary>Whether the prompt's own tokens are scored.</summary>
    public bool ScoresPrompt => Echoes && TellsProbabilities;

    /// <summary>The order for a choice of a prompt.</summary>
    /// <param name="prompt">One of <see cref="Prompts"/>.</param>
    /// <param name="choice">From 0.</param>
    /// <param name="ends">Tokens that end an answer.</param>
    /// <param name="most">Tokens of the answer.</param>
    /// <param name="tenant">Who asks.</param>
    public Order OrderOf(Prompt prompt, int choice, ImmutableArray<int> ends, int most, string tenant) => new()
    {
        Prompt = prompt.Ids, Sampling = Sampling with { Seed = Sampling.Seed + (ulong)choice }, Ends = ends,
        Alternatives = Alternatives, TellsProbabilities = TellsProbabilities, ScoresPrompt = ScoresPrompt,
        MostTokens = most, Tenant = tenant, Guidance = Guidance,
    };
}

/// <summary>What is to be gone on from.</summary>
/// <param name="Ids">Its tokens.</param>
/// <param name="Hidden">Tokens in front that the caller did not send, as the one that begins a text.</param>
internal readonly record struct Prompt(ImmutableArray<int> Ids, int Hidden);
