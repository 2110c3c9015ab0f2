// A card in a terminal: gates, the table of points, what would change the order.
// Source: ours.

using Jaram.Assay.Scorecards.Cards;
using Jaram.Assay.Scorecards.Evidence;
using Jaram.Assay.Scorecards.Rubrics;
using Jaram.Cli.History;
using Spectre.Console;

namespace Jaram.Cli.Judging;

/// <summary>A card for people.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="card">The card.</param>
/// <param name="rubric">What it was judged by.</param>
internal sealed class CardPage(Desk desk, Scorecard card, Rubric rubric)
{
    private readonly CardWords _words = new(desk, rubric);
    private readonly Ink _ink = Ink.Of(desk);

    /// <summary>Writes it.</summary>
    public void Write()
    {
        desk.Out.WriteLine(_ink.Strong(Tame.Line(_words.Of(rubric.Name))) + $"  {rubric.Id} "
            + _ink.Dim(rubric.Digest.ToString()[..12]));
        foreach (var candidate in card.Candidates) WriteGates(candidate);
        desk.Out.WriteLine();
        WriteItems();
        foreach (var flip in card.Flips)
            desk.Out.WriteLine(Tame.Line(_words.Of(flip, NameOf)));
        foreach (var candidate in card.Candidates)
            foreach (var problem in candidate.Problems)
                desk.Out.WriteLine(Tame.Line(_words.Of(candidate.Candidate, problem)));
    }

    private void WriteGates(CandidateCard candidate)
    {
        desk.Out.WriteLine();
        desk.Out.WriteLine($"{_ink.Name(Tame.Line(candidate.Candidate.Name))}  "
            + Painted(candidate.Outcome) + _ink.Dim($"  {Tame.Line(_words.Of(candidate.Candidate.Says))}"));
        foreach (var (gate, found) in rubric.Gates.Zip(candidate.Gates))
        {
            desk.Out.WriteLine($"  {Painted(found.Outcome)}  {Tame.Line(_words.Of(gate.Name))}");
            foreach (var reason in found.Reasons) desk.Out.WriteLine($"      {Tame.Line(_words.Of(reason))}");
        }
    }

    private void WriteItems()
    {
        var table = PlainTable.Make(desk, 1, [desk.Say("item", "항목"), desk.Say("points", "배점"),
            .. card.Candidates.SelectMany(one => new[]
            {
                $"{Tame.Line(one.Candidate.Name)}: {desk.Say("raw", "원값")}", desk.Say("points", "점수"),
            })]);
        foreach (var (at, item) in rubric.Items.Index())
            Add(table, [_words.Of(item.Name), CardWords.Weight(item.Points), .. card.Candidates.SelectMany(one => new[]
            {
                one.Items[at].Raw.Length == 0 ? _words.Of(Grade.Unknown)
                    : $"{CardWords.Raw(one.Items[at])} {_words.Of(one.Items[at].Grade)}",
                _words.Points(one.Items[at]),
            })]);
        Add(table, [desk.Say("total", "합계"), CardWords.Weight(rubric.Points),
            .. card.Candidates.SelectMany(one => new[]
            {
                $"{desk.Say("place", "순위")} {_words.Place(one)}", _words.Total(one),
            })]);
        PlainTable.Write(desk, table);
    }

    private static void Add(Table table, IEnumerable<string> cells) =>
        table.AddRow([.. cells.Select(cell => Markup.Escape(Tame.Line(cell)))]);

    private string NameOf(string item) => _words.Of(rubric.Items.First(one => one.Id == item).Name);

    private string Painted(GateOutcome outcome)
    {
        var text = $"{CardWords.Mark(outcome)} {_words.Of(outcome)}";
        return outcome switch
        {
            GateOutcome.Passes => _ink.Good(text),
            GateOutcome.Fails => _ink.Bad(text),
            _ => text,
        };
    }
}
