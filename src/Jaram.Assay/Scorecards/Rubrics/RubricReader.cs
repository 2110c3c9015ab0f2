// Reads a rubric. Whatever could make a card say something else than its authors meant is refused by name: weights that
// do not add up, keys that nobody knows or that a scale does not have, items without a source.
// Source: ours; docs/formats/rubric.md.

using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jaram.Assay.Scorecards.Evidence;
using Jaram.Checkpoints;

namespace Jaram.Assay.Scorecards.Rubrics;

/// <summary>Makes a <see cref="Rubric"/> of a file.</summary>
public static class RubricReader
{
    private const int Format = 1, MostDecimals = 6;

    /// <summary>Reads a file.</summary>
    /// <exception cref="AssayException">It is none, or does not say what it must.</exception>
    public static Rubric Read(byte[] file, string path)
    {
        try
        {
            return Of(JsonSerializer.Deserialize(file, RubricJson.Default.RubricLines)!, Digest.Of(file));
        }
        catch (JsonException wrong)
        {
            throw new AssayException($"{path}: {wrong.Message.Split('\n')[0]} See docs/formats/rubric.md");
        }
        catch (AssayException wrong)
        {
            throw new AssayException($"{path}: {wrong.Message}");
        }
    }

    private static Rubric Of(RubricLines lines, Digest digest)
    {
        if (lines.Format != Format)
            throw new AssayException($"format is {lines.Format}, this program reads {Format}: use the program that it "
                + "was written for");
        if (lines.Decimals is < 0 or > MostDecimals)
            throw new AssayException($"decimals must lie between 0 and {MostDecimals}, got {lines.Decimals}");
        Unlike("axis", lines.Axes.Select(axis => axis.Id));
        Unlike("gate", lines.Gates.Select(gate => gate.Id));
        Unlike("item", lines.Items.Select(item => item.Id));
        ImmutableArray<RubricItem> items =
            [.. lines.Items.Select(item => Item(item, [.. lines.Axes.Select(axis => axis.Id)]))];
        Sum($"the items have", items.Select(item => item.Points), "points", lines.Points);
        return new()
        {
            Id = Said(lines.Id, "id"), Name = lines.Name, Note = lines.Note,
            Source = new(Said(lines.Source, "source"), Said(lines.SourceKo ?? lines.Source, "sourceKo")),
            Points = lines.Points, Decimals = lines.Decimals, Axes = lines.Axes,
            Gates = [.. lines.Gates.Select(Gate)], Items = items, Digest = digest,
        };
    }

    private static RubricGate Gate(GateLines lines)
    {
        var fields = new ScaleFields($"gate '{lines.Id}'", lines.From);
        GateRule rule = lines.From switch
        {
            "fromZero" => new GateRule.FromZero(LevelOf(fields.Need("least", lines.Least), lines.Id)),
            "licence" => new GateRule.Licence(fields.NeedList("accepts", lines.Accepts),
                fields.NeedList("refuses", lines.Refuses)),
            "disclosure" => new GateRule.Disclosure(),
            Rubric.Entered => new GateRule.Entered(),
            _ => throw new AssayException($"gate '{lines.Id}': from is '{lines.From}'; known: fromZero, licence, "
                + "disclosure, entered"),
        };
        fields.Refuse(("least", lines.Least), ("accepts", lines.Accepts), ("refuses", lines.Refuses));
        return new()
        {
            Id = lines.Id, Name = lines.Name, Asks = lines.Asks, Rule = rule,
            Source = Said(lines.Source, $"source of gate '{lines.Id}'"),
        };
    }

    private static string LevelOf(string level, string gate) => RaisedFromZero.Level(level) >= 0 ? level
        : throw new AssayException($"gate '{gate}': least is '{level}'; write a level from P0 to P5");

    private static RubricItem Item(ItemLines lines, IReadOnlyCollection<string> axes)
    {
        var where = $"item '{lines.Id}'";
        if (lines.Points <= 0)
            throw new AssayException(FormattableString.Invariant(
                $"{where}: points must be above 0, got {lines.Points}"));
        if (lines.Axis is { } axis && !axes.Contains(axis))
            throw new AssayException($"{where}: axis '{axis}' is none of {string.Join(", ", axes)}");
        if (lines.From != Rubric.Entered && !Measures.Names.Contains(lines.From))
            throw new AssayException($"{where}: from is '{lines.From}'; known: {Rubric.Entered}, "
                + string.Join(", ", Measures.Names));
        var parts = lines.Parts ?? [];
        if (parts.Length > 0)
            Sum($"{where}: the parts have", parts.Select(part => part.Points), "the item", lines.Points);
        return new()
        {
            Id = lines.Id, Axis = lines.Axis ?? "", Name = lines.Name, Points = lines.Points, From = lines.From,
            Scale = ScaleOf(lines, where), Source = Said(lines.Source, $"source of {where}"), Parts = parts,
        };
    }

    private static Scale ScaleOf(ItemLines lines, string where)
    {
        var fields = new ScaleFields(where, lines.Scale);
        Scale scale = lines.Scale switch
        {
            "linear" => new Scale.Linear(fields.Above(0, "max", lines.Max)),
            "ramp" => Ramp(fields.Need("zero", lines.Zero), fields.Need("full", lines.Full), where),
            "likert" => Likert(fields, lines),
            "trimmedMean" => new Scale.TrimmedMean(fields.Count("dropHigh", lines.DropHigh),
                fields.Count("dropLow", lines.DropLow), lines.Points),
            "ratioToTarget" => new Scale.RatioToTarget(fields.Above(0, "target", lines.Target),
                fields.Need("better", lines.Better)),
            "firstIsFull" => FirstIsFull(fields, lines),
            _ => throw new AssayException($"{where}: scale is '{lines.Scale}'; known: linear, ramp, likert, "
                + "trimmedMean, ratioToTarget, firstIsFull"),
        };
        fields.Refuse(("max", lines.Max), ("min", lines.Min), ("zero", lines.Zero), ("full", lines.Full),
            ("dropHigh", lines.DropHigh), ("dropLow", lines.DropLow), ("target", lines.Target),
            ("better", lines.Better));
        return scale;
    }

    private static Scale.Likert Likert(ScaleFields fields, ItemLines lines)
    {
        var min = fields.Above(0, "min", lines.Min);
        return new(min, fields.Above(min, "max", lines.Max));
    }

    private static Scale.FirstIsFull FirstIsFull(ScaleFields fields, ItemLines lines)
    {
        var min = fields.Need("min", lines.Min);
        return new(min, fields.Above(min, "max", lines.Max));
    }

    private static Scale.Ramp Ramp(decimal zero, decimal full, string where) => zero != full ? new(zero, full)
        : throw new AssayException(FormattableString.Invariant(
            $"{where}: zero and full are both {zero}; they must differ"));

    private static string Said(string text, string what) => text != "" ? text
        : throw new AssayException($"the {what} is empty; say where it comes from");

    private static void Unlike(string what, IEnumerable<string> names)
    {
        if (names.CountBy(name => name).FirstOrDefault(name => name.Value > 1) is { Key: { } twice })
            throw new AssayException($"{what} '{twice}' stands there twice; give each its own id");
    }

    private static void Sum(string what, IEnumerable<decimal> parts, string of, decimal whole)
    {
        var sum = parts.Sum();
        if (sum != whole)
            throw new AssayException(FormattableString.Invariant(
                $"{what} {sum} points together, {of} {whole}: weights must add up"));
    }
}

/// <summary>The keys of one scale or rule: those that it needs, and no other.</summary>
internal sealed class ScaleFields(string where, string of)
{
    private readonly HashSet<string> _known = [];

    public T Need<T>(string key, T? value) where T : struct =>
        Taken(key) && value is { } given ? given : throw Missing(key);

    public string Need(string key, string? value) => Taken(key) && value is { } given ? given : throw Missing(key);

    public ImmutableArray<string> NeedList(string key, ImmutableArray<string>? value) =>
        Taken(key) && value is { } given ? given : throw Missing(key);

    public decimal Above(decimal floor, string key, decimal? value) => Need(key, value) is var given && given > floor
        ? given
        : throw new AssayException(FormattableString.Invariant(
            $"{where}: {key} must be above {floor}, got {given}"));

    public int Count(string key, int? value) => Need(key, value) is >= 0 and var given ? given
        : throw new AssayException($"{where}: {key} must be 0 or more, got {value}");

    /// <summary>Refuses keys that were given and not asked for.</summary>
    public void Refuse(params ReadOnlySpan<(string Key, object? Value)> given)
    {
        foreach (var (key, value) in given)
            if (value is not null && !_known.Contains(key))
                throw new AssayException($"{where}: '{of}' has no {key}; it has "
                    + (_known.Count == 0 ? "none" : string.Join(", ", _known)));
    }

    private bool Taken(string key) => _known.Add(key);

    private AssayException Missing(string key) => new($"{where}: '{of}' needs {key}; write it");
}

/// <summary>The file's lines.</summary>
internal sealed record RubricLines
{
    public required int Format { get; init; }
    public required string Id { get; init; }
    public required Wording Name { get; init; }
    public required string Source { get; init; }
    public string? SourceKo { get; init; }
    public required Wording Note { get; init; }
    public required decimal Points { get; init; }
    public required int Decimals { get; init; }
    public required ImmutableArray<RubricAxis> Axes { get; init; }
    public required ImmutableArray<GateLines> Gates { get; init; }
    public required ImmutableArray<ItemLines> Items { get; init; }
}

/// <summary>A gate's lines.</summary>
internal sealed record GateLines
{
    public required string Id { get; init; }
    public required Wording Name { get; init; }
    public required Wording Asks { get; init; }
    public required string From { get; init; }
    public required string Source { get; init; }
    public string? Least { get; init; }
    public ImmutableArray<string>? Accepts { get; init; }
    public ImmutableArray<string>? Refuses { get; init; }
}

/// <summary>An item's lines.</summary>
internal sealed record ItemLines
{
    public required string Id { get; init; }
    public string? Axis { get; init; }
    public required Wording Name { get; init; }
    public required decimal Points { get; init; }
    public required string Scale { get; init; }
    public required string From { get; init; }
    public required string Source { get; init; }
    public decimal? Min { get; init; }
    public decimal? Max { get; init; }
    public decimal? Zero { get; init; }
    public decimal? Full { get; init; }
    public int? DropHigh { get; init; }
    public int? DropLow { get; init; }
    public decimal? Target { get; init; }
    public Better? Better { get; init; }
    public ImmutableArray<RubricPart>? Parts { get; init; }
}

/// <summary>How a rubric is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true,
    AllowDuplicateProperties = false, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RubricLines))]
internal sealed partial class RubricJson : JsonSerializerContext;
