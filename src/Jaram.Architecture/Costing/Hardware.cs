// A machine as a list of facts, each with its source and date. What has no source is absent, and what would follow from
// it cannot be told.
// Source: ours; docs/formats/hardware.md.

using System.Collections.Immutable;
using System.Text.Json;

namespace Jaram.Architecture.Costing;

/// <summary>A number that somebody published or measured.</summary>
/// <param name="Name">What it says, as in <c>bandwidthGBs</c>.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Source">Who says so.</param>
/// <param name="Date">When that was read or measured: year, month, day if known.</param>
public sealed record Fact(string Name, double Value, string Unit, string Source, string Date);

/// <summary>A machine that models may run on.</summary>
public sealed record Hardware
{
    /// <summary>Facts' keys.</summary>
    public const string Memory = "memoryGB", Bandwidth = "bandwidthGBs", PeakF32 = "peakF32Tflops",
        PeakBf16 = "peakBf16Tflops", PeakInt8 = "peakInt8Tops", BoardWatts = "boardWatts", WallWatts = "wallWatts",
        Capex = "capexKrw", BandwidthShare = "bandwidthShare", ComputeShare = "computeShare",
        Overhead = "overheadUsPerLayer";

    private static readonly Quantity[] _known =
    [
        Quantity.Positive(Memory, "GB"), Quantity.Positive(Bandwidth, "GB/s"), Quantity.Positive(PeakF32, "TFLOPS"),
        Quantity.Positive(PeakBf16, "TFLOPS"), Quantity.Positive(PeakInt8, "TOPS"), Quantity.Positive(BoardWatts, "W"),
        Quantity.Positive(WallWatts, "W"), Quantity.Positive(Capex, "KRW"), Quantity.Positive(BandwidthShare, "1", 1),
        Quantity.Positive(ComputeShare, "1", 1), Quantity.Open(Overhead, "µs"),
    ];

    /// <summary>Short name, as its file's.</summary>
    public required string Name { get; init; }

    /// <summary>What it is, in a line.</summary>
    public required string About { get; init; }

    /// <summary>Where its facts come from, all in all.</summary>
    public required string Source { get; init; }

    /// <summary>What is known of it, by key.</summary>
    public required ImmutableSortedDictionary<string, Fact> Facts { get; init; }

    /// <summary>A fact's value.</summary>
    public Figure this[string fact] =>
        Facts.TryGetValue(fact, out var known) ? Figure.Of(known.Value) : Figure.CannotTell($"{fact} of {Name}");

    /// <summary>The first fact of several that is there.</summary>
    public Figure FirstOf(IReadOnlyList<string> facts) => this[facts.FirstOrDefault(Facts.ContainsKey, facts[0])];

    /// <summary>Reads a file of hardware.</summary>
    /// <param name="json">UTF-8 text.</param>
    /// <param name="file">Name that errors bear.</param>
    /// <exception cref="CostingException">It is none.</exception>
    public static Hardware Read(ReadOnlyMemory<byte> json, string file)
    {
        using var document = Quantity.Parse(json, file);
        var root = document.RootElement;
        Quantity.CheckKeys(root, file, "name", "about", "source", "facts");
        if (!root.TryGetProperty("facts", out var facts) || facts.ValueKind != JsonValueKind.Object)
            throw new CostingException($"{file}: facts must be an object of facts; add it");
        return new()
        {
            Name = Quantity.Text(root, "name", file), About = Quantity.Text(root, "about", file),
            Source = Quantity.Text(root, "source", file),
            Facts = facts.EnumerateObject().Select(fact => ReadFact(fact, file))
                .ToImmutableSortedDictionary(fact => fact.Name, fact => fact, StringComparer.Ordinal),
        };
    }

    /// <summary>The file as UTF-8 JSON; reading it gives equal hardware.</summary>
    public byte[] Write()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new() { Indented = true, IndentSize = 2, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("name", Name);
            json.WriteString("about", About);
            json.WriteString("source", Source);
            json.WriteStartObject("facts");
            foreach (var fact in Facts.Values)
            {
                json.WriteStartObject(fact.Name);
                json.WriteNumber("value", fact.Value);
                json.WriteString("source", fact.Source);
                json.WriteString("date", fact.Date);
                json.WriteEndObject();
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    /// <summary>Whether both are written alike.</summary>
    public bool Equals(Hardware? other) => other is not null && Write().AsSpan().SequenceEqual(other.Write());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Facts.Count);

    private static Fact ReadFact(JsonProperty property, string file)
    {
        var place = $"{file}: facts.{Must.OneLine(property.Name)}";
        var quantity = Quantity.Find(_known, property.Name, $"{file}: facts");
        var source = Quantity.Text(property.Value, "source", place);
        var date = Quantity.Text(property.Value, "date", place);
        Quantity.CheckKeys(property.Value, place, "value", "source", "date");
        if (!property.Value.TryGetProperty("value", out var value))
            throw new CostingException($"{place}: missing value; add it, or take the fact out");
        return new(quantity.Name, quantity.Check(Quantity.Number(value, place), place), quantity.Unit, source, date);
    }
}
