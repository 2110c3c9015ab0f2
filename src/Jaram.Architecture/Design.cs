// A design is data: one JSON file that trainer, engine, counting, cost and export all read.
// Source: ours.

using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jaram.Architecture.Blocks;
using Jaram.Architecture.Counting;

namespace Jaram.Architecture;

/// <summary>A decoder language model's architecture. Once read it is right: nothing is checked again.</summary>
/// <remarks>What a file leaves out is absent from the model; no number hides behind an absent key.</remarks>
public sealed record Design
{
    /// <summary>Short name, as in <c>sprout-mla</c>.</summary>
    public required string Name { get; init => field = Must.BeFilled(value); }

    /// <summary>What it is for, in a line.</summary>
    public required string About { get; init => field = Must.BeFilled(value); }

    /// <summary>Where its shape comes from.</summary>
    public required string Source { get; init => field = Must.BeFilled(value); }

    /// <summary>Token ids that exist.</summary>
    public required int Vocabulary { get; init => field = Must.BePositive(value); }

    /// <summary>Model width D.</summary>
    public required int Width { get; init => field = Must.BePositive(value); }

    /// <summary>Tokens of the longest text that the model is raised on.</summary>
    public required int Context { get; init => field = Must.BePositive(value); }

    /// <summary>Whether the embedding serves as the head too.</summary>
    public bool TiedEmbeddings { get; init; }

    /// <summary>Whether embeddings are normalised before the first layer.</summary>
    public bool EmbeddingNorm { get; init; }

    /// <summary>Bound c of the logits c·tanh(z/c); 0 for none.</summary>
    public double LogitSoftcap { get; init => field = Must.NotBeNegative(value); }

    /// <summary>The norm used throughout.</summary>
    public required NormDesign Norm { get; init; }

    /// <summary>The kinds of layer, by name.</summary>
    public required ImmutableSortedDictionary<string, LayerDesign> Layers
    {
        get;
        init => field = value.Count > 0
            ? value.WithComparers(StringComparer.Ordinal)
            : throw Must.Refusal(nameof(Layers), "none", "must hold a layer", "add one");
    }

    /// <summary>The order of the layers, as in <c>3*(2*local full)</c>.</summary>
    public required string Pattern { get; init => field = Must.BeFilled(value); }

    /// <summary>Modules that predict further ahead than the next token; absent for none.</summary>
    public AheadDesign? Ahead { get; init; }

    /// <summary>The layers in their order, first to last.</summary>
    [JsonIgnore]
    public ImmutableArray<LayerDesign> Stack =>
        [.. Order.Select(name => Layers.TryGetValue(name, out var layer)
            ? layer
            : throw Must.Refusal("pattern", Must.Quoted(name), $"must name one of: {Names}",
                "correct the name, or add that layer to layers"))];

    /// <summary>The names of the layers in their order, first to last.</summary>
    [JsonIgnore]
    public ImmutableArray<string> Order => [.. LayerPattern.Parse(Pattern)];

    /// <summary>The same model with its layers in another order, as often as one likes; a kind that nothing names any
    /// more is left out.</summary>
    /// <exception cref="DesignException">A name is none of its layers', or they do not fit together.</exception>
    public Design Restacked(IEnumerable<string> order)
    {
        string[] names = [.. order];
        var design = this with
        {
            Pattern = LayerPattern.Fold(names),
            Layers = Layers.RemoveRange(Layers.Keys.Where(name => !names.Contains(name) && name != Ahead?.Layer)),
        };
        design.Check();
        return design;
    }

    /// <summary>Reads a design.</summary>
    /// <param name="json">UTF-8 text of a design file.</param>
    /// <param name="file">Name that errors bear.</param>
    /// <exception cref="DesignException">Text, keys, values or their relations are wrong.</exception>
    public static Design Read(ReadOnlySpan<byte> json, string file)
    {
        if (json.StartsWith("\uFEFF"u8)) json = json[3..];     // some editors begin a text with this mark
        try
        {
            var design = JsonSerializer.Deserialize(json, DesignJson.Strict)
                ?? throw new DesignException("must be an object, got null; write a design");
            design.Check();
            return design;
        }
        catch (Exception wrong) when (wrong is JsonException or NotSupportedException)
        {
            throw new DesignException($"{file}: {Diagnosis.Of(wrong, json, DesignJson.Strict)}");
        }
    }

    /// <summary>The design as UTF-8 JSON; reading it gives an equal design.</summary>
    public byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, DesignJson.Strict), (byte)'\n'];

    /// <summary>Whether both are written alike.</summary>
    public bool Equals(Design? other) => other is not null && Write().AsSpan().SequenceEqual(other.Write());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Vocabulary, Width, Context, Layers.Count);

    /// <summary>Relations that no single record can see.</summary>
    private void Check()
    {
        foreach (var (name, layer) in Layers)
        {
            if (!LayerPattern.CanName(name))
                throw Must.Refusal("layers", Must.Quoted(name), "must have names of letters, digits, - and _",
                    "rename it");
            if (layer is null)
                throw new DesignException("must not be null; write a value, or take the key out", $"layers.{name}");
            Must.At($"layers.{name}", layer.Check);
        }
        CheckValues();
        if (Ahead is { } ahead && !Layers.ContainsKey(ahead.Layer))
            throw Must.Refusal("ahead.layer", Must.Quoted(ahead.Layer), $"must name one of: {Names}",
                "add it to layers");
        var used = Order.Append(Ahead?.Layer ?? "").ToHashSet();
        if (Layers.Keys.FirstOrDefault(name => !used.Contains(name)) is { } idle)
            throw Must.Refusal("layers", $"'{idle}'", "must be used by the pattern", "name it there, or take it out");
        CheckSize();
    }

    /// <summary>Blending with the first layer's values needs values of one shape.</summary>
    private void CheckValues()
    {
        var blending = Stack.Where(layer => layer.Residual.HasFlag(ResidualExtras.Value)).ToList();
        if (blending.Count == 0) return;
        if (Stack[0].Mixer is not AttentionDesign first)
            throw Must.Refusal("pattern", Must.Quoted(Pattern), "must begin with attention for residual value",
                "begin with an attention layer, or leave value out");
        foreach (var mixer in blending.Select(layer => layer.Mixer).OfType<AttentionDesign>())
            if ((mixer.KeyValueHeads, mixer.HeadDim) != (first.KeyValueHeads, first.HeadDim))
                throw Must.Refusal("keyValueHeads × headDim", $"{mixer.KeyValueHeads} × {mixer.HeadDim}",
                    $"must equal the first layer's ({first.KeyValueHeads} × {first.HeadDim}) for residual value",
                    "make them equal, or leave value out");
    }

    /// <summary>Sizes that each may stand can multiply to more than any count holds.</summary>
    private void CheckSize()
    {
        var count = Count.Of(this);
        try
        {
            _ = (count.Parameters, count.ActiveParameters, count.Cache);
        }
        catch (OverflowException)
        {
            throw Must.Refusal("parameters", "more", "must be fewer than 2^63, all together", "use smaller sizes");
        }
    }

    private string Names => string.Join(", ", Layers.Keys);
}
