using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Atlas.Mixers;
using Jaram.Architecture.Blocks;

namespace Jaram.Architecture.Atlas;

/// <summary>How blueprints are written as JSON: as designs are, and nothing that is absent, zero or false.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    AllowOutOfOrderMetadataProperties = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    WriteIndented = true,
    IndentSize = 2,
    NewLine = "\n",
    MaxDepth = DesignJson.MostDepth,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(Words<AttentionBias>), typeof(Words<Bend>), typeof(Words<CanonPoints>),
        typeof(Words<ChannelGate>), typeof(Words<Confidence>), typeof(Words<Decay>), typeof(Words<MakingOperation>),
        typeof(Words<NormKind>), typeof(Words<NormSites>), typeof(Words<OutputGate>), typeof(Words<QueryKeyNorm>),
        typeof(Words<ResidualExtras>), typeof(Words<RotaryLayout>), typeof(Words<ScalingRule>),
        typeof(Words<Scoring>)])]
[JsonSerializable(typeof(Blueprint))]
internal sealed partial class BlueprintJson : JsonSerializerContext
{
    /// <summary>A blueprint's keys are those that can be set.</summary>
    public static JsonTypeInfo<Blueprint> Strict => field ??=
        (JsonTypeInfo<Blueprint>)new JsonSerializerOptions(Default.Options)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            TypeInfoResolver = Default.WithAddedModifier(DesignJson.DropComputed).WithAddedModifier(LeaveOutDefaults),
        }.GetTypeInfo(typeof(Blueprint));

    /// <summary>What a model goes without is not written; what must be there always is.</summary>
    private static void LeaveOutDefaults(JsonTypeInfo type)
    {
        foreach (var key in type.Properties.Where(key => !key.IsRequired))
            key.ShouldSerialize = (record, value) => value is not (null or false or 0 or 0L or 0.0)
                && value is not ICollection { Count: 0 }
                && !(value is Enum word && Convert.ToInt64(word, null) == 0);
    }
}
