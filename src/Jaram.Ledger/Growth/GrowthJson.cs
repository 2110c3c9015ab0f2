// The JSON form of everything in a growth ledger.
// Source: ours.

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jaram.Ledger.Growth;

/// <summary>How predicates and their blobs look as JSON: one content, one sequence of bytes.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Recorded<Commitment>), TypeInfoPropertyName = "RecordedCommitment")]
[JsonSerializable(typeof(Commitment))]
[JsonSerializable(typeof(Recorded<Nonce>), TypeInfoPropertyName = "RecordedNonce")]
[JsonSerializable(typeof(Recorded<Descent>), TypeInfoPropertyName = "RecordedDescent")]
[JsonSerializable(typeof(Recorded<Plan>), TypeInfoPropertyName = "RecordedPlan")]
[JsonSerializable(typeof(Recorded<VersionMade>), TypeInfoPropertyName = "RecordedVersionMade")]
[JsonSerializable(typeof(Recorded<Rewound>), TypeInfoPropertyName = "RecordedRewound")]
[JsonSerializable(typeof(FirstWeights))]
[JsonSerializable(typeof(TensorListing))]
[JsonSerializable(typeof(DescentMap))]
[JsonSerializable(typeof(IReadOnlyList<StepRecord>))]
internal sealed partial class GrowthJson : JsonSerializerContext
{
    /// <summary>With Hangul and Arabic as themselves, as they stand in the log.</summary>
    public static GrowthJson Written => field ??= new(new JsonSerializerOptions(Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
