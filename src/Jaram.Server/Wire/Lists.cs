using System.Text.Json.Serialization;
using Jaram.Server.Counting;

namespace Jaram.Server.Wire;

/// <summary>An error as OpenAI's clients read it.</summary>
internal sealed record ErrorBody(ErrorDetail Error);

/// <summary>What is wrong.</summary>
/// <param name="Message">In words.</param>
/// <param name="Type">The kind of error.</param>
/// <param name="Param">The parameter at fault, or null.</param>
/// <param name="Code">A word that programs look for.</param>
internal sealed record ErrorDetail(string Message, string Type, string? Param, string Code);

/// <summary>The models that can be asked.</summary>
internal sealed record ModelList(string Object, ModelCard[] Data);

/// <summary>A model.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Object">model</param>
/// <param name="Created">When it was loaded, in Unix seconds.</param>
/// <param name="OwnedBy">Who serves it.</param>
/// <param name="Jaram">What it is.</param>
internal sealed record ModelCard(string Id, string Object, long Created, string OwnedBy, ModelFacts Jaram);

/// <summary>What a model is.</summary>
/// <param name="Design">The name of its design.</param>
/// <param name="Step">The step that its weights are of.</param>
/// <param name="Weights">What they hash to.</param>
/// <param name="Context">Tokens that prompt and answer may have together.</param>
/// <param name="Vocabulary">Tokens that there are.</param>
internal sealed record ModelFacts(string Design, long Step, string Weights, int Context, int Vocabulary);

/// <summary>Ids of a text.</summary>
internal sealed record TokenList(int[] Tokens, int Count);

/// <summary>A text of ids.</summary>
internal sealed record PlainText(string Prompt);

/// <summary>What other programs must know of the tokenizer.</summary>
internal sealed record TokenizerFacts(string? EosToken, string? BosToken, string? PadToken, string? ChatTemplate);

/// <summary>Whether the server is well.</summary>
internal sealed record Health(string Status);

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
