using System.Text.Json;

namespace Jaram.Training.Data;

/// <summary>All decisions, counted. Read = Kept + the sum of Dropped, in documents and in characters.</summary>
public sealed record CleaningReport
{
    /// <summary>All that was looked at.</summary>
    public required Tally Read { get; init; }

    /// <summary>What stays.</summary>
    public required Tally Kept { get; init; }

    /// <summary>What was dropped, by the kind of <see cref="Decision"/>, such as "exactDuplicate".</summary>
    public required IReadOnlyDictionary<string, Tally> Dropped { get; init; }

    /// <summary>Letters of what stays, by script.</summary>
    public required IReadOnlyDictionary<Script, long> Letters { get; init; }

    /// <summary>The files, each with the way it was divided into documents.</summary>
    public required IReadOnlyList<CorpusFile> Files { get; init; }

    /// <summary>Files in folders that were passed over because their ending says that they are no text.</summary>
    public required IReadOnlyList<string> Skipped { get; init; }

    /// <summary>What was asked for.</summary>
    public required CleaningOptions Options { get; init; }

    /// <summary>The report for machines.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, DataJson.Written.CleaningReport);
}

/// <summary>How much.</summary>
/// <param name="Documents">How many.</param>
/// <param name="Characters">Their code points.</param>
public readonly record struct Tally(long Documents, long Characters)
{
    /// <summary>One document more.</summary>
    internal Tally Plus(int characters) => new(Documents + 1, Characters + characters);
}
