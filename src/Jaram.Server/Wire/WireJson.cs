using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jaram.Server.Wire;

/// <summary>How answers are written; made when this is compiled, so that nothing is looked up by reflection.</summary>
[JsonSerializable(typeof(ErrorBody))]
[JsonSerializable(typeof(ModelList))]
[JsonSerializable(typeof(ModelCard))]
[JsonSerializable(typeof(TokenList))]
[JsonSerializable(typeof(PlainText))]
[JsonSerializable(typeof(TokenizerFacts))]
[JsonSerializable(typeof(Health))]
[JsonSerializable(typeof(Properties))]
[JsonSerializable(typeof(EmbeddingList<float[]>), TypeInfoPropertyName = "FloatEmbeddings")]
[JsonSerializable(typeof(EmbeddingList<string>), TypeInfoPropertyName = "CodedEmbeddings")]
[JsonSerializable(typeof(Embedding<float[]>), TypeInfoPropertyName = "FloatEmbedding")]
[JsonSerializable(typeof(Embedding<string>), TypeInfoPropertyName = "CodedEmbedding")]
[JsonSerializable(typeof(ChatCompletion))]
[JsonSerializable(typeof(ChatChunk))]
[JsonSerializable(typeof(CountedChatChunk))]
[JsonSerializable(typeof(Completion))]
[JsonSerializable(typeof(CompletionChunk))]
[JsonSerializable(typeof(CountedCompletionChunk))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>Every script is written as it is: the answer is JSON, never a part of a page.</summary>
    public static WireJson Wide { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
