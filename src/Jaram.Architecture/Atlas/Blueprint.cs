// A blueprint describes an architecture, whoever's it is. Unlike a design it promises nothing: neither trainer nor
// engine need be able to build what it says.
// Source: ours; docs/formats/blueprint.md.

using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jaram.Architecture.Atlas;

/// <summary>A decoder language model's architecture, as far as it is known.</summary>
/// <remarks>What a file leaves out is absent from the model, or, where the key's documentation says so, not known.
/// </remarks>
public sealed record Blueprint
{
    private static readonly ImmutableSortedDictionary<string, string> _nothing =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>The model's name, as its maker writes it.</summary>
    public required string Name { get; init => field = Must.BeFilled(value); }

    /// <summary>Who made it; absent if that is not known.</summary>
    public string? Maker { get; init; }

    /// <summary>Where the maker sits: two letters of ISO 3166-1; absent if that is not known.</summary>
    public string? Country { get; init; }

    /// <summary>When it became public; absent if that is not known.</summary>
    public PublicDate? Released { get; init; }

    /// <summary>Who says when; absent if nobody does.</summary>
    public string? DatedBy { get; init; }

    /// <summary>How well the values are known.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>Where the values come from.</summary>
    public required string Source { get; init => field = Must.BeFilled(value); }

    /// <summary>Its name on Hugging Face; absent if it has none, or that is not known.</summary>
    public string? ModelCard { get; init; }

    /// <summary>What else is worth knowing; absent for nothing.</summary>
    public string? Notes { get; init; }

    /// <summary>Values of which no source speaks: the place in this file, and why that value is taken.</summary>
    public ImmutableSortedDictionary<string, string> Assumed { get; init => field = Ordinal(value ?? _nothing); } =
        _nothing;

    /// <summary>How many parameters its maker says that it has; absent if he does not.</summary>
    public PublishedCount? Published { get; init; }

    /// <summary>How its weights came from others'; empty if they began at random, or that is not known.</summary>
    public ImmutableArray<Making> Made { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Model classes that its published code inherits from or is composed of.</summary>
    public ImmutableArray<string> CodeParents { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Token ids that exist.</summary>
    public required int Vocabulary { get; init => field = Must.BePositive(value); }

    /// <summary>Model width D.</summary>
    public required int Width { get; init => field = Must.BePositive(value); }

    /// <summary>Tokens of the longest text that it is said to read; 0 if that is not known.</summary>
    public int Context { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Whether the embedding serves as the head too.</summary>
    public bool TiedEmbeddings { get; init; }

    /// <summary>Whether embeddings are normalised before the first layer.</summary>
    public bool EmbeddingNorm { get; init; }

    /// <summary>What embeddings are multiplied by; 0 for nothing.</summary>
    public double EmbeddingScale { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Positions that have a learnt vector, added to the embedding; 0 for none.</summary>
    public int LearnedPositions { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Whether the head has a shift for each token.</summary>
    public bool HeadBias { get; init; }

    /// <summary>What logits are multiplied by; 0 for nothing.</summary>
    public double LogitScale { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Bound c of the logits c·tanh(z/c); 0 for none.</summary>
    public double LogitSoftcap { get; init => field = Must.NotBeNegative(value); }

    /// <summary>The norm used throughout.</summary>
    public required NormBlueprint Norm { get; init; }

    /// <summary>The kinds of layer, by name.</summary>
    public required ImmutableSortedDictionary<string, LayerBlueprint> Layers
    {
        get;
        init => field = value.Count > 0
            ? Ordinal(value)
            : throw Must.Refusal(nameof(Layers), "none", "must hold a layer", "add one");
    }

    /// <summary>The order of the layers, as in <c>3*(2*local full)</c>.</summary>
    public required string Pattern { get; init => field = Must.BeFilled(value); }

    /// <summary>Modules that predict further ahead than the next token; absent for none.</summary>
    public AheadBlueprint? Ahead { get; init; }

    /// <summary>The layers' names in their order, first to last.</summary>
    [JsonIgnore]
    public ImmutableArray<string> Order => [.. LayerPattern.Parse(Pattern)];

    /// <summary>The layers in their order, first to last.</summary>
    [JsonIgnore]
    public ImmutableArray<LayerBlueprint> Stack =>
        [.. Order.Select(name => Layers.TryGetValue(name, out var layer)
            ? layer
            : throw Must.Refusal("pattern", Must.Quoted(name), $"must name one of: {Names}",
                "correct the name, or add that layer to layers"))];

    /// <summary>What a design describes.</summary>
    public static Blueprint Of(Design design) => DesignedBlueprint.Of(design);

    /// <summary>Reads a blueprint.</summary>
    /// <param name="json">UTF-8 text of an atlas file.</param>
    /// <param name="file">Name that errors bear.</param>
    /// <exception cref="DesignException">Text, keys, values or their relations are wrong.</exception>
    public static Blueprint Read(ReadOnlySpan<byte> json, string file)
    {
        if (json.StartsWith("\uFEFF"u8)) json = json[3..];     // some editors begin a text with this mark
        try
        {
            var blueprint = JsonSerializer.Deserialize(json, BlueprintJson.Strict)
                ?? throw new DesignException("must be an object, got null; write a blueprint");
            return blueprint.Checked();
        }
        catch (Exception wrong) when (wrong is JsonException or NotSupportedException)
        {
            throw new DesignException($"{file}: {Diagnosis.Of(wrong, json, BlueprintJson.Strict)}");
        }
    }

    /// <summary>The blueprint as UTF-8 JSON; reading it gives an equal one.</summary>
    public byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, BlueprintJson.Strict), (byte)'\n'];

    /// <summary>Whether both are written alike.</summary>
    public bool Equals(Blueprint? other) => other is not null && Write().AsSpan().SequenceEqual(other.Write());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Vocabulary, Width, Layers.Count);

    /// <summary>Itself, once the relations that no single record can see are found right.</summary>
    /// <exception cref="DesignException">Values contradict each other.</exception>
    public Blueprint Checked()
    {
        foreach (var (name, layer) in Layers)
        {
            if (!LayerPattern.CanName(name))
                throw Must.Refusal("layers", Must.Quoted(name), "must have names of letters, digits, - and _",
                    "rename it");
            if (layer is null)
                throw new DesignException("must not be null; write a value, or take the key out", $"layers.{name}");
            Must.At($"layers.{name}", () => layer.Check(Norm));
        }
        if (Ahead is { } ahead && !Layers.ContainsKey(ahead.Layer))
            throw Must.Refusal("ahead.layer", Must.Quoted(ahead.Layer), $"must name one of: {Names}",
                "add it to layers");
        _ = Stack;
        var used = Order.Append(Ahead?.Layer ?? "").ToHashSet();
        if (Layers.Keys.FirstOrDefault(name => !used.Contains(name)) is { } idle)
            throw Must.Refusal("layers", $"'{idle}'", "must be used by the pattern", "name it there, or take it out");
        CheckSize();
        return this;
    }

    private void CheckSize()
    {
        var count = BlueprintCount.Of(this);
        try
        {
            _ = (count.Parameters, count.ActiveParameters, count.Kept);
        }
        catch (OverflowException)
        {
            throw Must.Refusal("parameters", "more", "must be fewer than 2^63, all together", "use smaller sizes");
        }
    }

    private static ImmutableSortedDictionary<string, T> Ordinal<T>(ImmutableSortedDictionary<string, T> values) =>
        values.WithComparers(StringComparer.Ordinal);

    private string Names => string.Join(", ", Layers.Keys);
}
