// The parts of a card's page.
// Source: ours.

using Jaram.Assay.Scorecards.Cards;
using Jaram.Assay.Scorecards.Evidence;
using Jaram.Assay.Scorecards.Rubrics;
using Jaram.Cli.Printing;

namespace Jaram.Cli.Judging;

/// <summary>Tells sections in one language.</summary>
/// <param name="desk">That language.</param>
/// <param name="card">What they show.</param>
/// <param name="rubric">What it was judged by.</param>
/// <param name="words">Numbers and verdicts.</param>
/// <param name="room">How much stands side by side.</param>
internal sealed class CardTables(Desk desk, Scorecard card, Rubric rubric, CardWords words, CardRoom room)
{
    private const double NameShare = 3, WeightShare = .8, RawShare = 2.3, PointShare = 1.7, GateShare = 4;

    /// <summary>Columns that a name has room for at the head of a table; it stands whole over its reasons.</summary>
    private const int NameColumns = 48;

    private static readonly Row _nothing = new([]);

    /// <summary>Candidates that a table has columns for: the last of several may leave some empty.</summary>
    private IEnumerable<CandidateCard> Columns => card.Candidates.Take(room.Side);

    /// <summary>Gates by candidates.</summary>
    public Section Gates() => new(desk.Say("Gates", "관문"), desk.Say(
            "First of all, and never mixed with points: who fails one is shut out whatever else is said of it. Open: "
                + "what is known decides it neither way.",
            "무엇보다 먼저 보며 점수와 섞지 않습니다. 하나라도 탈락이면 다른 점수와 관계없이 제외됩니다. 미결은 알려진 것만으로는 어느 쪽으로도 "
                + "판정할 수 없다는 뜻입니다."),
        [.. room.Abreast(card.Candidates).Select(some => new Block.Table("gates",
            [NameShare, .. Columns.Select(_ => GateShare)],
            new([Cell.Of(desk.Say("gate", "관문")), .. some.Select(one => Cell.Of(Name(one), Tone.Name))]),
            [.. rubric.Gates.Index().Select(gate => new Row(
            [
                new([new([new(words.Of(gate.Item.Name), Tone.Strong)]),
                    new([new(words.Of(gate.Item.Asks), Tone.Dim)])]),
                .. some.Select(one => Answer(one.Gates[gate.Index])),
            ]))], _nothing))]);

    /// <summary>Points by items.</summary>
    public Section Points() => new(desk.Say("Points", "점수"), desk.Say(
            "Raw values beside the points that they give; brackets: what either may as well be. A bar holds what "
                + "is known, the line across it the bounds of the total.",
            "원값과 그에 따른 점수를 나란히 둡니다. 대괄호는 그 값이 있을 수 있는 범위입니다. 막대는 알려진 점수, 막대를 가로지르는 선은 합계의 범위입니다."),
        [
            .. room.Below(card.Candidates).Select(some =>
                new Block.Drawing(new CardChart(desk, rubric, words).Of(some))),
            new Block.Text(words.Of(rubric.Note)),
            .. room.Abreast(card.Candidates).Select(Points),
        ]);

    /// <summary>What would change the order; none where there is none to change.</summary>
    public IEnumerable<Section> Flips() => card.Flips.Length == 0 ? [] : [new(
        desk.Say("How far from another order", "순위가 바뀌려면"), desk.Say(
            "The smallest move of one weight, the others in proportion, and the smallest of all weights (sum of "
                + "moves), at which two neighbours are level; a little more changes their order.",
            "이웃한 두 후보가 같아지는 가장 작은 움직임: 배점 하나(나머지는 비례)와 모든 배점(움직인 양의 합). 조금 더 움직이면 순위가 바뀝니다."),
        [new Block.Bullets([.. card.Flips.Select(flip => words.Of(flip, NameOf))])])];

    /// <summary>Why each number is what it is.</summary>
    public Section Reasons() => new(desk.Say("Reasons", "판정 사유"), desk.Say(
            "Every number in a sentence, with the result that it stands in and the command that makes that again.",
            "모든 수에 한 문장의 사유와, 그 수가 적힌 결과와, 그것을 다시 만드는 명령을 적습니다."),
        [.. card.Candidates.SelectMany(one => new Block[]
        {
            new Block.Subheading(one.Candidate.Name),
            new Block.Table("why", [2.6, 3.7, 3.7], new([Cell.Of(desk.Say("item", "항목")),
                    Cell.Of(desk.Say("reason", "사유")),
                    Cell.Of(desk.Say("where, and how to make it again", "근거와 다시 만드는 명령"))]),
                [.. rubric.Items.Zip(one.Items, Reason)], _nothing),
        })]);

    /// <summary>Who was judged, and all that the card rests on.</summary>
    public Section Files(string digest, string signer) => new(desk.Say("What it rests on", "근거"), desk.Say(
            "Check all of it, signature included: jaram assay replay scorecard.json",
            "서명까지 모두 다시 검사하려면: jaram assay replay scorecard.json"),
        [
            new Block.Table("files", [2.7, 2.5, 4.9],
                new([Cell.Of(desk.Say("what", "무엇")), Cell.Of(desk.Say("file", "파일")), Cell.Of("SHA-256")]),
                [
                    File(desk.Say("this card", "이 감정서"), CardFolder.CardFile, digest),
                    File($"{desk.Say("rubric", "배점표")} {rubric.Id}", card.Rubric.File, card.Rubric.Sha256),
                    .. card.Entries.Select(file =>
                        File(desk.Say("entered by evaluators", "평가자 입력"), file.File, file.Sha256)),
                    .. card.Candidates.Select(one => File($"{one.Candidate.Name}: {words.Of(one.Candidate.Says)}",
                        one.Candidate.Word, one.Candidate.Identity)),
                    .. card.Evidence.Select(one => File($"{one.Candidate}: {one.Kind}", one.File, one.Sha256)),
                ], _nothing),
            .. Problems(),
            new Block.Text(desk.Say($"Made {card.Made}, signed by {signer}. Rubric: {rubric.Source.En}",
                $"작성 {card.Made}, 서명 {signer}. 배점표 출처: {rubric.Source.Ko}")),
        ]);

    private Cell Answer(GateFinding found) => new(
    [
        new([new($"{CardWords.Mark(found.Outcome)} {words.Of(found.Outcome)}", CardWords.ToneOf(found.Outcome))]),
        .. found.Reasons.Select(reason => Paragraph.Bullet(words.Of(reason))),
    ]);

    private Block.Table Points(IReadOnlyList<CandidateCard> some)
    {
        var axes = rubric.Axes.Select(axis => (axis.Id, Name: words.Of(axis.Name))).DefaultIfEmpty(("", ""));
        return new("points", [NameShare, WeightShare, .. Columns.SelectMany(_ => new[] { RawShare, PointShare })],
            new([Cell.Of(desk.Say("item", "항목")), Cell.Number(desk.Say("of", "배점")),
                .. some.Select(one => Cell.Number(Name(one), Tone.Name, span: 2))]),
            [.. axes.SelectMany(axis => Rows(axis.Item1, axis.Item2, some))],
            new([Cell.Of(desk.Say("total", "합계")), Cell.Number(CardWords.Weight(rubric.Points)),
                .. some.SelectMany(one => new[]
                {
                    Cell.Number($"{desk.Say("place", "순위")} {words.Place(one)}"), Spread(words.Total(one)),
                })]));
    }

    private IEnumerable<Row> Rows(string axis, string name, IReadOnlyList<CandidateCard> some)
    {
        if (name != "")
            yield return new([Cell.Of(name) with { Span = 2 + 2 * some.Count }], IsHeading: true);
        foreach (var (at, item) in rubric.Items.Index().Where(item => item.Item.Axis == axis))
            yield return new([Cell.Of(words.Of(item.Name)), Cell.Number(CardWords.Weight(item.Points)),
                .. some.SelectMany(one => Cells(one.Items[at]))]);
    }

    private IEnumerable<Cell> Cells(ItemCard item)
    {
        var raw = Spread(CardWords.Raw(item), Tone.Dim);
        yield return raw with
        {
            Paragraphs = [new([new(words.Of(item.Grade), Tone.Grade), new(" "), .. raw.Paragraphs[0].Runs]),
                .. raw.Paragraphs.Skip(1)],
        };
        yield return Spread(words.Points(item));
    }

    /// <summary>A number, its bounds on a line of their own.</summary>
    private static Cell Spread(string text, Tone tone = Tone.Plain) => text.Split(" [") is [var value, var bounds]
        ? new([new([new(value, tone)]), new([new($"[{bounds}", Tone.Dim)])], IsNumber: true)
        : Cell.Number(text, tone);

    private Row Reason(RubricItem item, ItemCard found)
    {
        var line = card.Evidence.FirstOrDefault(one => one.File == found.File);
        List<Paragraph> where = found.File == "" ? [new([new("–")])]
            : [new([new($"{found.File} {found.Path}", Tone.Code)])];
        if (line is { Again: not "" }) where.Add(new([new(line.Again, Tone.Code)]));
        return new([new([new([new(words.Of(item.Name) + " "), new(words.Of(found.Grade), Tone.Grade)])]),
            Cell.Of(words.Of(found.Says)), new(where)]);
    }

    private static Row File(string what, string file, string digest) =>
        new([Cell.Of(what, Tone.Name), Cell.Of(file, Tone.Code), Cell.Of(digest, Tone.Code)]);

    private IEnumerable<Block> Problems()
    {
        List<string> all = [.. card.Candidates.SelectMany(one =>
            one.Problems.Select(problem => words.Of(one.Candidate, problem)))];
        if (all.Count > 0) yield return new Block.Bullets(all);
    }

    private static string Name(CandidateCard one) => CellWidth.Shortened(one.Candidate.Name, NameColumns);

    private string NameOf(string item) => words.Of(rubric.Items.First(one => one.Id == item).Name);
}

/// <summary>How much stands on a page at once.</summary>
/// <param name="Side">Candidates side by side in a table.</param>
/// <param name="Down">Candidates one below the other in a picture.</param>
internal sealed record CardRoom(int Side, int Down)
{
    /// <summary>A screen, which scrolls.</summary>
    public static CardRoom Screen { get; } = new(int.MaxValue, int.MaxValue);

    /// <summary>A sheet of A4.</summary>
    public static CardRoom A4 { get; } = new(4, 16);

    /// <summary>Candidates in groups that stand side by side.</summary>
    public IEnumerable<IReadOnlyList<CandidateCard>> Abreast(IReadOnlyList<CandidateCard> all) => Cut(all, Side);

    /// <summary>Candidates in groups that one picture shows.</summary>
    public IEnumerable<IReadOnlyList<CandidateCard>> Below(IReadOnlyList<CandidateCard> all) => Cut(all, Down);

    private static IEnumerable<IReadOnlyList<CandidateCard>> Cut(IReadOnlyList<CandidateCard> all, int most) =>
        all.Chunk(Math.Min(most, Math.Max(all.Count, 1)));
}
