using System.Text.Json.Serialization;
using Jaram.Server.Counting;

namespace Jaram.Server.Wire;

/// <summary>Vectors of texts.</summary>
/// <typeparam name="T">Numbers, or their bytes in Base64.</typeparam>
internal sealed record EmbeddingList<T>(
    string Object, Embedding<T>[] Data, string Model, EmbeddingUsage Usage, EmbeddingFacts Jaram);

/// <summary>The vector of a text.</summary>
internal sealed record Embedding<T>(
    string Object, int Index, [property: JsonPropertyName("embedding")] T Vector);

/// <summary>What vectors took.</summary>
internal sealed record EmbeddingUsage(int PromptTokens, int TotalTokens, Cost Jaram);

/// <summary>How vectors were made.</summary>
/// <param name="Pooling">From the states of a text's tokens.</param>
/// <param name="Dimensions">Numbers of a vector.</param>
internal sealed record EmbeddingFacts(string Pooling, int Dimensions);
