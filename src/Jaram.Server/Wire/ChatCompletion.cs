using System.Text.Json.Serialization;
using Jaram.Server.Counting;

namespace Jaram.Server.Wire;

/// <summary>A chat's whole answer.</summary>
internal sealed record ChatCompletion(
    string Id, string Object, long Created, string Model, ChatChoice[] Choices, Usage Usage, string SystemFingerprint);

/// <summary>One of the answers.</summary>
internal sealed record ChatChoice(int Index, ChatAnswer Message, ChatProbabilities? Logprobs, string FinishReason);

/// <summary>What the model says.</summary>
/// <param name="Role">assistant</param>
/// <param name="Content">Its text; null for a call alone.</param>
/// <param name="Refusal">Always null.</param>
/// <param name="ToolCalls">What it asks its caller to run.</param>
internal sealed record ChatAnswer(string Role, string? Content, string? Refusal,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ChatCall[]? ToolCalls);

/// <summary>A call of a tool.</summary>
/// <param name="Index">Its number, in streams.</param>
/// <param name="Id">What its answer must name.</param>
/// <param name="Type">function</param>
/// <param name="Function">The call.</param>
internal sealed record ChatCall([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Index,
    string Id, string Type, CalledFunction Function);

/// <summary>Which function, and what it is given.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arguments">A JSON object as a text.</param>
internal sealed record CalledFunction(string Name, string Arguments);

/// <summary>A piece of a chat's answer.</summary>
internal sealed record ChatChunk(
    string Id, string Object, long Created, string Model, string SystemFingerprint, ChatDelta[] Choices);

/// <summary>A piece of an answer of which the cost will be told: null until the last.</summary>
internal sealed record CountedChatChunk(
    string Id, string Object, long Created, string Model, string SystemFingerprint, ChatDelta[] Choices, Usage? Usage);

/// <summary>What one of the answers goes on with.</summary>
internal sealed record ChatDelta(int Index, Delta Delta, ChatProbabilities? Logprobs, string? FinishReason);

/// <summary>What is added to an answer.</summary>
internal sealed record Delta
{
    /// <summary>Who speaks; in the first piece.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Role { get; init; }

    /// <summary>Text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Content { get; init; }

    /// <summary>Calls of tools.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ChatCall[]? ToolCalls { get; init; }
}

/// <summary>How likely the tokens of a chat's answer were.</summary>
internal sealed record ChatProbabilities(TokenProbability[] Content, TokenProbability[]? Refusal);

/// <summary>How likely a token was.</summary>
/// <param name="Token">Its text; what is no whole character is U+FFFD.</param>
/// <param name="Logprob">Natural logarithm.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="TopLogprobs">The likeliest at its place; null within such a list.</param>
internal sealed record TokenProbability(
    string Token, float Logprob, int[] Bytes,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TokenProbability[]? TopLogprobs);
