using Jaram.Server.Counting;

namespace Jaram.Server.Wire;

/// <summary>A whole completion.</summary>
internal sealed record Completion(string Id, string Object, long Created, string Model, CompletionChoice[] Choices,
    Usage Usage, string SystemFingerprint);

/// <summary>A piece of a completion.</summary>
internal sealed record CompletionChunk(
    string Id, string Object, long Created, string Model, string SystemFingerprint, CompletionChoice[] Choices);

/// <summary>A piece of a completion of which the cost will be told: null until the last.</summary>
internal sealed record CountedCompletionChunk(string Id, string Object, long Created, string Model,
    string SystemFingerprint, CompletionChoice[] Choices, Usage? Usage);

/// <summary>One of the answers, or a piece of it.</summary>
internal sealed record CompletionChoice(
    string Text, int Index, CompletionProbabilities? Logprobs, string? FinishReason);

/// <summary>How likely tokens were, place by place.</summary>
/// <param name="Tokens">Their texts; what is no whole character is U+FFFD.</param>
/// <param name="TokenLogprobs">Natural logarithms; null for the first token of a text.</param>
/// <param name="TopLogprobs">The likeliest at each place, by text; of several with one text the likeliest.</param>
/// <param name="TextOffset">Characters of the text before each.</param>
internal sealed record CompletionProbabilities(
    string[] Tokens, float?[] TokenLogprobs, Dictionary<string, float>?[]? TopLogprobs, int[] TextOffset);
