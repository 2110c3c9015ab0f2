using System.Collections.Immutable;
using Jaram.Inference.Generating;

namespace Jaram.Inference.Serving;

/// <summary>What is asked of a model: a prompt to go on from, or to be scored.</summary>
public sealed record Order
{
    /// <summary>Ids, 1 or more.</summary>
    public required ImmutableArray<int> Prompt { get; init; }

    /// <summary>How tokens are chosen; its stop texts are the caller's concern.</summary>
    public required SamplingOptions Sampling { get; init; }

    /// <summary>Tokens that end the answer; they are not part of it.</summary>
    public ImmutableArray<int> Ends { get; init; } = [];

    /// <summary>What the answer is held to, if it is to anything.</summary>
    public Guidance? Guidance { get; init; }

    /// <summary>Likeliest tokens to be told beside each; 0 for none.</summary>
    public int Alternatives { get; init; }

    /// <summary>Whether probabilities are told.</summary>
    public bool TellsProbabilities { get; init; }

    /// <summary>Whether the prompt's own tokens are scored as well.</summary>
    public bool ScoresPrompt { get; init; }

    /// <summary>Whether the mean of what the model makes of each token is wanted, and nothing written.</summary>
    public bool Embeds { get; init; }

    /// <summary>Who asks: orders of one tenant wait for each other, and share beginnings of texts.</summary>
    public string Tenant { get; init; } = "";

    /// <summary>Tokens to be written; 0 only scores the prompt.</summary>
    public int MostTokens { get; init; } = 200;
}
