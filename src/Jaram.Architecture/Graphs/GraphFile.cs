// An architecture as graphs that its author drew, for what neither a design nor a blueprint has words for. Learnt
// numbers are drawn by lot: equivalences are proved on them as on any other graph.
// Source: ours; docs/formats/graph.md.

using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Jaram.Architecture.Atlas;

namespace Jaram.Architecture.Graphs;

/// <summary>Kinds of layer as graphs of operators.</summary>
public sealed record GraphFile
{
    /// <summary>Names this layout.</summary>
    public const string CurrentFormat = "jaram-graph/1";

    /// <summary>Numbers that a signal or a size may have: graphs are drawn small, as sizes do not count.</summary>
    internal const int Widest = 128;

    private const int MostNodes = 512, MostLayers = 64;

    /// <summary>Names the layout of the file.</summary>
    public required string Format
    {
        get;
        init => field = value == CurrentFormat ? value
            : throw Must.Refusal(nameof(Format), Must.Quoted(value), $"must be '{CurrentFormat}'", "write that");
    }

    /// <summary>The architecture's name.</summary>
    public required string Name { get; init => field = Must.BeFilled(value); }

    /// <summary>When it became public; absent for not yet.</summary>
    public PublicDate? Released { get; init; }

    /// <summary>Where the graphs come from.</summary>
    public required string Source { get; init => field = Must.BeFilled(value); }

    /// <summary>Numbers of a token in the stream between layers, as drawn here.</summary>
    public required int Width
    {
        get;
        init
        {
            Must.BeAtMost(nameof(Width), Must.BePositive(value), "the widest that is drawn", Widest);
            field = value;
        }
    }

    /// <summary>The kinds of layer, by name.</summary>
    public required ImmutableSortedDictionary<string, GraphLayer> Layers
    {
        get;
        init
        {
            if (value.Count is 0 or > MostLayers || value.Values.Any(layer => layer.Nodes.Length > MostNodes))
                throw Must.Refusal(nameof(Layers), "none, or more",
                    $"must hold 1 to {MostLayers} layers of at most {MostNodes} nodes", "correct them");
            field = value.WithComparers(StringComparer.Ordinal);
        }
    }

    /// <summary>What stands around the layers; the words that the atlas knows are in docs/formats/graph.md.</summary>
    public ImmutableArray<string> Around { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>How its weights came from others'.</summary>
    public ImmutableArray<Making> Made { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Reads graphs.</summary>
    /// <param name="json">UTF-8 text of a graph file.</param>
    /// <param name="file">Name that errors bear.</param>
    /// <exception cref="DesignException">Text, keys, words or sizes are wrong.</exception>
    public static GraphFile Read(ReadOnlySpan<byte> json, string file)
    {
        if (json.StartsWith("\uFEFF"u8)) json = json[3..];     // some editors begin a text with this mark
        try
        {
            var graphs = JsonSerializer.Deserialize(json, GraphJson.Strict)
                ?? throw new DesignException("must be an object, got null; write graphs");
            graphs.Draw();                                             // or a layer is refused
            return graphs;
        }
        catch (Exception wrong) when (wrong is JsonException or NotSupportedException)
        {
            throw new DesignException($"{file}: {Diagnosis.Of(wrong, json, GraphJson.Strict)}");
        }
    }

    /// <summary>The layers, drawn.</summary>
    /// <exception cref="DesignException">A word, a name or a size is wrong.</exception>
    internal IReadOnlyList<(string Name, Graph Graph)> Draw()
    {
        List<(string, Graph)> drawn = [];
        foreach (var (name, layer) in Layers)
            Must.At($"layers.{name}", () => drawn.Add((name, GraphWords.Draw(layer, Width))));
        return drawn;
    }
}

/// <summary>A kind of layer.</summary>
public sealed record GraphLayer
{
    /// <summary>Its nodes, each behind those that it reads.</summary>
    public required ImmutableArray<GraphNode> Nodes { get; init; }

    /// <summary>The node whose numbers leave the layer.</summary>
    public required string Output { get; init; }
}

/// <summary>An operator in a layer.</summary>
public sealed record GraphNode
{
    private static readonly ImmutableSortedDictionary<string, JsonElement> _nothing =
        ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal);

    /// <summary>What others read it by.</summary>
    public required string Name { get; init => field = Must.BeFilled(value); }

    /// <summary>What it computes.</summary>
    public required string Op { get; init; }

    /// <summary>What it reads: <c>input</c>, or nodes before it.</summary>
    public required ImmutableArray<string> From { get; init => field = value.IsDefault ? [] : value; }

    /// <summary>Its sizes and words; absent for none.</summary>
    public ImmutableSortedDictionary<string, JsonElement> With { get; init => field = value ?? _nothing; } = _nothing;
}

/// <summary>How graph files are read: as designs are.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    ReadCommentHandling = JsonCommentHandling.Skip,
    MaxDepth = DesignJson.MostDepth,
    RespectNullableAnnotations = true,
    Converters = [typeof(Words<MakingOperation>)])]
[JsonSerializable(typeof(GraphFile))]
internal sealed partial class GraphJson : JsonSerializerContext
{
    /// <summary>A file's keys are those that can be set.</summary>
    public static JsonTypeInfo<GraphFile> Strict => field ??=
        (JsonTypeInfo<GraphFile>)new JsonSerializerOptions(Default.Options)
        {
            TypeInfoResolver = Default.WithAddedModifier(DesignJson.DropComputed),
        }.GetTypeInfo(typeof(GraphFile));
}
