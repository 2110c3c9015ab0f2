using Jaram.Server.Counting;

namespace Jaram.Server.Wire;

/// <summary>How the model is run and what is assumed: /props.</summary>
/// <param name="Model">What is served.</param>
/// <param name="Engine">How it is computed.</param>
/// <param name="Limits">What a request may have.</param>
/// <param name="Assumptions">What costs are reckoned from.</param>
internal sealed record Properties(ModelCard Model, EngineFacts Engine, Limits Limits, Assumptions Assumptions);

/// <summary>How a model is computed.</summary>
/// <param name="Weights">How weights are kept.</param>
/// <param name="WeightBytes">Memory of the weights.</param>
/// <param name="Cache">How the cache is kept.</param>
/// <param name="CacheBytes">Memory that the cache may take.</param>
/// <param name="CacheBytesPerToken">Memory of a token, as long as no window has passed it.</param>
/// <param name="Threads">Threads that compute.</param>
/// <param name="Seats">Requests served at once.</param>
/// <param name="MostWaiting">Requests that may wait.</param>
internal sealed record EngineFacts(string Weights, long WeightBytes, string Cache, long CacheBytes,
    double CacheBytesPerToken, int Threads, int Seats, int MostWaiting);

/// <summary>What a request may have; more is refused, nothing is cut off.</summary>
internal sealed record Limits(int Context, int BodyBytes, int JsonDepth, int Messages, int Prompts, int Choices,
    int Stops, int StopCharacters, int Alternatives, int AnswerTokens, double AnswerSeconds);

/// <summary>What costs are reckoned from.</summary>
/// <param name="Energy">measured by the processor's counters, or estimated.</param>
/// <param name="Method">In words.</param>
/// <param name="Prices">As they were declared.</param>
internal sealed record Assumptions(string Energy, string Method, Prices Prices);
