// From results to a card. Gates first; then raw values, points and totals; then what would change the order.
// Source: ours.

using System.Collections.Immutable;
using Jaram.Assay.Scorecards.Evidence;
using Jaram.Assay.Scorecards.Flips;
using Jaram.Assay.Scorecards.Points;
using Jaram.Assay.Scorecards.Rubrics;

namespace Jaram.Assay.Scorecards.Cards;

/// <summary>Everything that a card is made of: the same in gives the same card out.</summary>
public sealed record Assessment
{
    /// <summary>When.</summary>
    public required string Made { get; init; }

    /// <summary>By which command.</summary>
    public required string Again { get; init; }

    /// <summary>By which rubric.</summary>
    public required Rubric Rubric { get; init; }

    /// <summary>Where the rubric lies, seen from the card.</summary>
    public required string RubricFile { get; init; }

    /// <summary>What evaluators entered; none, or one file and where it lies.</summary>
    public required ImmutableArray<(Entries Entries, string File)> Entries { get; init; }

    /// <summary>Who is judged; each name once.</summary>
    public required ImmutableArray<(CandidateName Name, ImmutableArray<Problem> Problems)> Candidates { get; init; }

    /// <summary>All results.</summary>
    public required ImmutableArray<EvidenceFile> Evidence { get; init; }

    /// <summary>Makes the card.</summary>
    /// <exception cref="AssayException">What was entered does not fit the rubric, or a candidate has two results of a
    /// kind.</exception>
    public Scorecard Judge()
    {
        ImmutableArray<EvidenceSet> known = [.. Candidates.Select(one => new EvidenceSet(one.Name.Name,
            Evidence.Where(file => file.Candidate == one.Name.Name),
            one.Problems.ToDictionary(problem => problem.Kind, problem => problem.Why)))];
        ImmutableArray<ImmutableArray<Found>> found =
            [.. known.Select(set => (ImmutableArray<Found>)[.. Rubric.Items.Select(item => Find(item, set))])];
        var table = new PointTable(Rubric, [.. found.Select(items => items.Select(item => item.Raw).ToArray())]);
        ImmutableArray<ImmutableArray<GateFinding>> gates =
            [.. known.Select(set => (ImmutableArray<GateFinding>)[.. Rubric.Gates.Select(gate => Answer(gate, set))])];
        List<int> counting = [.. Enumerable.Range(0, known.Length)
            .Where(one => gates[one].All(gate => gate.Outcome != GateOutcome.Fails))];
        var places = table.Places(counting);
        return new()
        {
            Format = Scorecard.Version, Made = Made, Again = Again,
            Rubric = new(RubricFile, Rubric.Digest.ToString()),
            Entries = [.. Entries.Select(file => new NamedFile(file.File, file.Entries.Digest.ToString()))],
            Candidates = [.. Candidates.Index().Select(one => new CandidateCard
            {
                Candidate = one.Item.Name, Problems = one.Item.Problems, Outcome = Worst(gates[one.Index]),
                Gates = gates[one.Index],
                Items = [.. found[one.Index].Zip(table.Cells[one.Index], (item, cell) => item.Card(cell))],
                Total = table.Totals[one.Index],
                Places = places.TryGetValue(one.Index, out var place) ? [place] : [],
            })],
            Evidence = [.. Evidence.Select(file =>
                new EvidenceLine(file.Candidate, file.Kind, file.File, file.Digest.ToString(), file.Again))],
            Flips = [.. Neighbours(table, counting)],
        };
    }

    private Found Find(RubricItem item, EvidenceSet set)
    {
        if (item.From == Rubric.Entered)
        {
            if (!Entered(set.Candidate).Items.TryGetValue(item.Id, out var entry))
                return new(item, null, Grade.Unknown, "", "",
                    new("an evaluator has to enter it; nobody has", "평가자가 입력해야 하나 입력이 없습니다"));
            return new(item, RawEntry.Of(item, entry, set.Candidate), Grade.Entered, Entries[0].File,
                $"$.candidates.{set.Candidate}.items.{item.Id}", Wording.Quoted(entry.Reason));
        }
        switch (Measures.Of(item.From, set))
        {
            case Reading.Told told:
                set.TryFind(Measures.KindOf(item.From), out var file, out _);
                return new(item, told.Value, told.Grade, file.File, told.Path, told.Says);
            case Reading.Untold untold:
                return new(item, null, Grade.Unknown, "", "", untold.Why);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private GateFinding Answer(RubricGate gate, EvidenceSet set) => GateRules.Answer(gate, set,
        Entered(set.Candidate).Gates.TryGetValue(gate.Id, out var said) ? [said] : []);

    private CandidateEntries Entered(string candidate) => Entries is [var (entries, _)]
        && entries.Candidates.TryGetValue(candidate, out var own) ? own : CandidateEntries.None;

    private IEnumerable<WeightFlip> Neighbours(PointTable table, List<int> counting)
    {
        List<int> order = [.. counting.OrderByDescending(one => table.Totals[one].Value)];
        foreach (var (ahead, behind) in order.Zip(order.Skip(1)))
            yield return WeightFlip.Between(Candidates[ahead].Name.Name, Candidates[behind].Name.Name,
                [.. Rubric.Items.Select(item => item.Id)], [.. Rubric.Items.Select(item => item.Points)],
                [.. table.Cells[ahead].Zip(table.Cells[behind], (one, other) => (one.Share, other.Share))]);
    }

    private static GateOutcome Worst(IEnumerable<GateFinding> gates)
    {
        var outcomes = gates.Select(gate => gate.Outcome).ToHashSet();
        return outcomes.Contains(GateOutcome.Fails) ? GateOutcome.Fails
            : outcomes.Contains(GateOutcome.Open) ? GateOutcome.Open
            : GateOutcome.Passes;
    }

    /// <summary>What was found for an item, before points.</summary>
    private sealed record Found(RubricItem Item, Bounds? Raw, Grade Grade, string File, string Path, Wording Says)
    {
        public ItemCard Card(Cell cell) => new()
        {
            Item = Item.Id, Grade = Grade, Raw = Raw is { } raw ? [raw] : [], Points = cell.Points, File = File,
            Path = Path, Says = Says,
        };
    }
}
