// What no program measures: a panel's marks, other people's indices, judgements. An evaluator writes them into a file,
// which stands beside the card as any result does.
// Source: ours; docs/formats/rubric.md, "entries".

using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Jaram.Assay.Scorecards.Rubrics;
using Jaram.Checkpoints;

namespace Jaram.Assay.Scorecards.Evidence;

/// <summary>An evaluator's word on a gate.</summary>
/// <param name="Passes">Whether it is fulfilled.</param>
/// <param name="Reason">Why.</param>
public sealed record GateEntry(bool Passes, string Reason);

/// <summary>An evaluator's raw value of an item: a value, or marks, or ratios.</summary>
public sealed record ItemEntry
{
    /// <summary>A value, perhaps with the bounds that its measurer gave.</summary>
    public decimal? Value { get; init; }

    /// <summary>The least that it can be.</summary>
    public decimal? Low { get; init; }

    /// <summary>The most that it can be.</summary>
    public decimal? High { get; init; }

    /// <summary>A number from each member of a panel; where an item has parts, their sum.</summary>
    public ImmutableArray<decimal>? Marks { get; init; }

    /// <summary>What was reached and aimed at, of each of several.</summary>
    public ImmutableArray<TargetEntry>? Ratios { get; init; }

    /// <summary>Why, or where from.</summary>
    public required string Reason { get; init; }
}

/// <summary>What was reached, and what was aimed at.</summary>
/// <param name="Value">What was reached.</param>
/// <param name="Target">What was aimed at; above 0.</param>
public sealed record TargetEntry(decimal Value, decimal Target);

/// <summary>What was entered of one candidate.</summary>
/// <param name="Gates">By gate.</param>
/// <param name="Items">By item.</param>
public sealed record CandidateEntries(
    ImmutableSortedDictionary<string, GateEntry> Gates, ImmutableSortedDictionary<string, ItemEntry> Items)
{
    /// <summary>Nothing.</summary>
    public static CandidateEntries None { get; } = new(ImmutableSortedDictionary<string, GateEntry>.Empty,
        ImmutableSortedDictionary<string, ItemEntry>.Empty);
}

/// <summary>A file of entries.</summary>
/// <param name="By">Who entered them.</param>
/// <param name="Candidates">By candidate.</param>
/// <param name="Digest">SHA-256 of the file.</param>
public sealed record Entries(
    string By, ImmutableSortedDictionary<string, CandidateEntries> Candidates, Digest Digest)
{
    private const int Format = 1;

    /// <summary>Reads a file for a rubric and candidates.</summary>
    /// <exception cref="AssayException">It is none, or speaks of what is not there.</exception>
    public static Entries Read(byte[] file, string path, Rubric rubric, IReadOnlyCollection<string> candidates)
    {
        EntriesLines lines;
        try
        {
            lines = JsonSerializer.Deserialize(file, EntriesJson.Default.EntriesLines)!;
        }
        catch (JsonException wrong)
        {
            throw new AssayException($"{path}: {wrong.Message.Split('\n')[0]} See docs/formats/rubric.md");
        }
        if (lines.Format != Format)
            throw new AssayException($"{path}: format is {lines.Format}, this program reads {Format}: use the program "
                + "that it was written for");
        Known(lines.Candidates.Keys, candidates, path, "candidate");
        foreach (var (candidate, entries) in lines.Candidates)
        {
            Known(entries.Gates.Keys, [.. rubric.Gates.Select(gate => gate.Id)], path, $"{candidate}: gate");
            Known(entries.Items.Keys, [.. rubric.Items.Where(item => item.From == Rubric.Entered)
                .Select(item => item.Id)], path, $"{candidate}: entered item");
        }
        return new(lines.By, lines.Candidates, Digest.Of(file));
    }

    private static void Known(
        IEnumerable<string> named, IReadOnlyCollection<string> known, string path, string what)
    {
        if (named.FirstOrDefault(name => !known.Contains(name)) is { } stranger)
            throw new AssayException($"{path}: {what} '{stranger}' is none of {string.Join(", ", known)}; correct it");
    }
}

/// <summary>The file's lines.</summary>
internal sealed record EntriesLines
{
    public required int Format { get; init; }
    public required string By { get; init; }
    public required ImmutableSortedDictionary<string, CandidateEntries> Candidates { get; init; }
}

/// <summary>How entries are written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true,
    AllowDuplicateProperties = false, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(EntriesLines))]
internal sealed partial class EntriesJson : JsonSerializerContext;
