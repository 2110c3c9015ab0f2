// A card in words, in one language: gates first, then points, then what would change the order, then every number with
// its reason and the command that makes it again. The screen's page and the paper are both drawn from this.
// Source: ours.

using Jaram.Assay.Scorecards.Cards;
using Jaram.Assay.Scorecards.Rubrics;
using Jaram.Cli.Printing;

namespace Jaram.Cli.Judging;

/// <summary>What a card's page says.</summary>
internal sealed record CardText
{
    /// <summary>What kind of page it is, and by which rubric.</summary>
    public required string Kind { get; init; }

    /// <summary>Who was judged.</summary>
    public required string Names { get; init; }

    /// <summary>Each candidate in short: its answer to all gates, and its points.</summary>
    public required IReadOnlyList<(Run Answer, string Name, string Says)> InShort { get; init; }

    /// <summary>All sections.</summary>
    public required IReadOnlyList<Section> Sections { get; init; }

    /// <summary>How to make it again, before the command.</summary>
    public required string Again { get; init; }

    /// <summary>Tells a card.</summary>
    /// <param name="desk">In whose language.</param>
    /// <param name="card">The card.</param>
    /// <param name="rubric">What it was judged by.</param>
    /// <param name="signed">What its signature rests on.</param>
    /// <param name="room">How much stands on a page at once.</param>
    public static CardText Of(Desk desk, Scorecard card, Rubric rubric, SignedCard signed, CardRoom room)
    {
        var words = new CardWords(desk, rubric);
        var tables = new CardTables(desk, card, rubric, words, room);
        return new()
        {
            Kind = $"{desk.Say("Jaram · scorecard", "자람 · 감정서")} · {words.Of(rubric.Name)}",
            Names = NamesOf(card),
            InShort = [.. card.Candidates.Select(one => (
                new Run($"{CardWords.Mark(one.Outcome)} {words.Of(one.Outcome)}", CardWords.ToneOf(one.Outcome)),
                one.Candidate.Name, desk.Say(
                    $"{words.Total(one)} of {CardWords.Weight(rubric.Points)} points, place {words.Place(one)}",
                    $"{CardWords.Weight(rubric.Points)}점 중 {words.Total(one)}점, 순위 {words.Place(one)}")))],
            Sections = [tables.Gates(), tables.Points(), .. tables.Flips(), tables.Reasons(),
                tables.Files(signed.Digest, signed.Signer)],
            Again = desk.Say("Make it again", "다시 만들기"),
        };
    }

    /// <summary>Who was judged, in a line.</summary>
    public static string NamesOf(Scorecard card) =>
        string.Join(", ", card.Candidates.Select(one => one.Candidate.Name));
}

/// <summary>What a page says of its card's signature.</summary>
/// <param name="Digest">SHA-256 of the card's JSON.</param>
/// <param name="Signer">Whose key signs it.</param>
internal sealed record SignedCard(string Digest, string Signer);
