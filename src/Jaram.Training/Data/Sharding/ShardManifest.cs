using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jaram.Training.Data;

/// <summary>What a folder of shards holds: manifest.json, written last.</summary>
public sealed record ShardManifest
{
    /// <summary>The file in a folder of shards; written last.</summary>
    public const string FileName = "manifest.json";

    internal const string CurrentFormat = "jaram-shards/1";

    /// <summary>Names this layout of files.</summary>
    public required string Format { get; init; }

    /// <summary>Bytes an id takes: 2 or 4, little-endian.</summary>
    public required int TokenBytes { get; init; }

    /// <summary>Ids are below this.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>The id every document starts with.</summary>
    public required int Bos { get; init; }

    /// <summary>The id every document ends with.</summary>
    public required int End { get; init; }

    /// <summary>SHA-256 of the tokenizer, in hex.</summary>
    public required string TokenizerDigest { get; init; }

    /// <summary>What is trained on.</summary>
    public required Portion Training { get; init; }

    /// <summary>What is only measured on.</summary>
    public required Portion HeldOut { get; init; }

    /// <summary>How the two were told apart.</summary>
    public required Split Split { get; init; }

    /// <summary>RFC 6962 tree hash in hex; leaf n is the SHA-256 of the text of document n, 32 bytes.</summary>
    public required string MerkleRoot { get; init; }

    /// <summary>Ids in each shard but the last.</summary>
    public required long TokensPerShard { get; init; }

    /// <summary>The files of ids, in order.</summary>
    public required IReadOnlyList<ShardFile> Shards { get; init; }

    /// <summary>The file with one <see cref="DocumentEntry"/> a document.</summary>
    public required ShardFile Index { get; init; }

    /// <summary>Where documents come from.</summary>
    public required IReadOnlyList<ShardSource> Sources { get; init; }

    /// <summary>Licences by their own account; "" where a document does not say.</summary>
    public required IReadOnlyList<string> Licences { get; init; }

    /// <summary>Languages by their own account; "" where a document does not say.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>What was kept and dropped before, and why.</summary>
    public required CleaningReport Cleaning { get; init; }

    internal string ToJson() => JsonSerializer.Serialize(this, DataJson.Written.ShardManifest) + "\n";
}

/// <summary>A part of the documents.</summary>
/// <param name="Documents">How many.</param>
/// <param name="Tokens">Their ids, those for start and end among them.</param>
/// <param name="TextBytes">Bytes of their texts in UTF-8.</param>
public sealed record Portion(int Documents, long Tokens, long TextBytes);

/// <summary>A file beside the manifest.</summary>
/// <param name="File">Its name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Of its bytes, in hex.</param>
public sealed record ShardFile(string File, long Bytes, string Sha256);

/// <summary>A source of documents.</summary>
/// <param name="File">The file it was read from.</param>
/// <param name="Origin">The collection by its own account, or "".</param>
public sealed record ShardSource(string File, string Origin);

/// <summary>How manifests and reports look as JSON: the same text for the same content.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(ShardManifest))]
[JsonSerializable(typeof(CleaningReport))]
internal sealed partial class DataJson : JsonSerializerContext
{
    /// <summary>With Hangul and Arabic as themselves, not as \u escapes.</summary>
    public static DataJson Written => new(new JsonSerializerOptions(Default.ShardManifest.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
