using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Jaram.Architecture.Blocks;

namespace Jaram.Architecture;

/// <summary>How designs are written as JSON: camelCase keys, unknown and double keys refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    AllowOutOfOrderMetadataProperties = true,
    ReadCommentHandling = JsonCommentHandling.Skip,
    WriteIndented = true,
    IndentSize = 2,
    NewLine = "\n",
    MaxDepth = MostDepth,
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(Words<Activation>), typeof(Words<CanonPoints>), typeof(Words<GroupScore>),
        typeof(Words<NormPlacement>), typeof(Words<ResidualExtras>),
        typeof(Words<RotaryLayout>), typeof(Words<Routing>)])]
[JsonSerializable(typeof(Design))]
internal sealed partial class DesignJson : JsonSerializerContext
{
    /// <summary>Objects within objects that a file may have.</summary>
    public const int MostDepth = 32;

    /// <summary>A design's keys are those that can be set.</summary>
    public static JsonTypeInfo<Design> Strict => field ??=
        (JsonTypeInfo<Design>)new JsonSerializerOptions(Default.Options)
        {
            TypeInfoResolver = Default.WithAddedModifier(DropComputed),
        }.GetTypeInfo(typeof(Design));

    /// <summary>A computed property is no key: left in, the reader would skip it in silence.</summary>
    internal static void DropComputed(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
            if (type.Properties[i].Set is null) type.Properties.RemoveAt(i);
    }
}
