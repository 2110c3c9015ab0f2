// A card: what is said of some candidates by a rubric, each number with what it comes from. It holds no opinion that
// its results and its rubric do not give: whoever has these can make it again.
// Source: ours; docs/formats/scorecard.md.

using System.Collections.Immutable;
using Jaram.Assay.Scorecards.Evidence;
using Jaram.Assay.Scorecards.Flips;
using Jaram.Assay.Scorecards.Points;

namespace Jaram.Assay.Scorecards.Cards;

/// <summary>A scorecard.</summary>
public sealed record Scorecard
{
    /// <summary>The layout of the file.</summary>
    public const int Version = 1;

    /// <summary>The layout of the file; <see cref="Version"/>.</summary>
    public required int Format { get; init; }

    /// <summary>When it was made, in UTC.</summary>
    public required string Made { get; init; }

    /// <summary>The command that makes it again.</summary>
    public required string Again { get; init; }

    /// <summary>The rubric.</summary>
    public required NamedFile Rubric { get; init; }

    /// <summary>What evaluators entered; none, or one file.</summary>
    public required ImmutableArray<NamedFile> Entries { get; init; }

    /// <summary>Who was judged, in the order given.</summary>
    public required ImmutableArray<CandidateCard> Candidates { get; init; }

    /// <summary>Results, in order of candidate and kind.</summary>
    public required ImmutableArray<EvidenceLine> Evidence { get; init; }

    /// <summary>What would change the order, from the first two down.</summary>
    public required ImmutableArray<WeightFlip> Flips { get; init; }
}

/// <summary>A file beside the card.</summary>
/// <param name="File">Seen from the card.</param>
/// <param name="Sha256">Of its bytes.</param>
public sealed record NamedFile(string File, string Sha256);

/// <summary>A result beside the card.</summary>
/// <param name="Candidate">Whom it speaks of.</param>
/// <param name="Kind">The verb that wrote it.</param>
/// <param name="File">Seen from the card.</param>
/// <param name="Sha256">Of its bytes.</param>
/// <param name="Again">The command that makes it again.</param>
public sealed record EvidenceLine(string Candidate, string Kind, string File, string Sha256, string Again);

/// <summary>Who is judged.</summary>
/// <param name="Name">What the card calls it.</param>
/// <param name="Word">What the user called it: a folder, a file or an address.</param>
/// <param name="Identity">Which weights: the digest of a version, or of all files; "" where nobody can know.</param>
/// <param name="Says">That in words.</param>
public sealed record CandidateName(string Name, string Word, string Identity, Wording Says);

/// <summary>A result that could not be had, and why.</summary>
/// <param name="Kind">The verb that failed.</param>
/// <param name="Why">Its words.</param>
public sealed record Problem(string Kind, Wording Why);

/// <summary>What is said of one candidate.</summary>
public sealed record CandidateCard
{
    /// <summary>Who.</summary>
    public required CandidateName Candidate { get; init; }

    /// <summary>Results that could not be had.</summary>
    public required ImmutableArray<Problem> Problems { get; init; }

    /// <summary>The answer to all gates: one that fails fails all, one that is open leaves all open.</summary>
    public required GateOutcome Outcome { get; init; }

    /// <summary>Gates, in the rubric's order.</summary>
    public required ImmutableArray<GateFinding> Gates { get; init; }

    /// <summary>Items, in the rubric's order.</summary>
    public required ImmutableArray<ItemCard> Items { get; init; }

    /// <summary>The sum of points.</summary>
    public required Bounds Total { get; init; }

    /// <summary>Its place among those that no gate shut out; none, or one.</summary>
    public required ImmutableArray<Place> Places { get; init; }
}

/// <summary>What is said of one item.</summary>
public sealed record ItemCard
{
    /// <summary>Which.</summary>
    public required string Item { get; init; }

    /// <summary>How the raw value came about.</summary>
    public required Grade Grade { get; init; }

    /// <summary>The raw value; none where it is not known.</summary>
    public required ImmutableArray<Bounds> Raw { get; init; }

    /// <summary>Its points, rounded.</summary>
    public required Bounds Points { get; init; }

    /// <summary>The result that it stands in; "" for none.</summary>
    public required string File { get; init; }

    /// <summary>Where it stands there.</summary>
    public required string Path { get; init; }

    /// <summary>The reason in a sentence (판정 사유).</summary>
    public required Wording Says { get; init; }
}
