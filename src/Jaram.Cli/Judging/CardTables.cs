// The parts of a card's page.
// Source: ours.

using Jaram.Assay.Scorecards.Cards;
using Jaram.Assay.Scorecards.Evidence;
using Jaram.Assay.Scorecards.Rubrics;
using Jaram.Cli.Comparing;

namespace Jaram.Cli.Judging;

/// <summary>Writes sections in one language.</summary>
/// <param name="desk">That language.</param>
/// <param name="card">What they show.</param>
/// <param name="rubric">What it was judged by.</param>
/// <param name="words">Numbers and verdicts.</param>
internal sealed class CardTables(Desk desk, Scorecard card, Rubric rubric, CardWords words)
{
    /// <summary>The class of an answer.</summary>
    public static string Kind(GateOutcome outcome) => outcome switch
    {
        GateOutcome.Passes => "good",
        GateOutcome.Fails => "bad",
        _ => "",
    };

    /// <summary>Gates by candidates.</summary>
    public string Gates() => Html.Section(desk.Say("Gates", "관문"), Html.Escaped(desk.Say(
            "First of all, and never mixed with points: who fails one is shut out whatever else is said of it. Open: "
                + "what is known decides it neither way.",
            "무엇보다 먼저 보며 점수와 섞지 않습니다. 하나라도 탈락이면 다른 점수와 관계없이 제외됩니다. 미결은 알려진 것만으로는 어느 쪽으로도 "
                + "판정할 수 없다는 뜻입니다.")),
        "<div class=\"scroll\">", Html.Table("", [Html.Head(desk.Say("gate", "관문")), .. Heads()],
            rubric.Gates.Index().Select(gate => Html.Row(
            [
                $"<td><strong>{Html.Escaped(words.Of(gate.Item.Name))}</strong><br>"
                    + $"<span class=\"asks\">{Html.Escaped(words.Of(gate.Item.Asks))}</span></td>",
                .. card.Candidates.Select(one => Html.Cell(Answer(one.Gates[gate.Index]))),
            ]))), "</div>");

    /// <summary>Points by items.</summary>
    /// <param name="chart">A picture of the totals.</param>
    public string Points(string chart)
    {
        var axes = rubric.Axes.Select(axis => (axis.Id, Name: words.Of(axis.Name))).DefaultIfEmpty(("", ""));
        var rows = axes.SelectMany(axis => Axis(axis.Item1, axis.Item2));
        return Html.Section(desk.Say("Points", "점수"), Html.Escaped(desk.Say(
                "Raw values beside the points that they give; brackets: what either may as well be. A bar holds what "
                    + "is known, the line across it the bounds of the total.",
                "원값과 그에 따른 점수를 나란히 둡니다. 대괄호는 그 값이 있을 수 있는 범위입니다. 막대는 알려진 점수, 막대를 가로지르는 선은 합계의 범위입니다.")),
            chart, $"<p>{Html.Escaped(words.Of(rubric.Note))}</p>", "<div class=\"scroll\">",
            $"<table class=\"points\">\n<thead><tr>{Html.Head(desk.Say("item", "항목"))}"
                + Html.Numbers(desk.Say("of", "배점"))
                + string.Concat(card.Candidates.Select(one => $"<th class=\"n\" colspan=\"2\">"
                    + $"{Html.Isolated(one.Candidate.Name)}</th>")) + "</tr></thead>\n<tbody>\n" + Html.Lines(rows)
                + $"\n</tbody>\n<tfoot>{Total()}</tfoot>\n</table>", "</div>");
    }

    /// <summary>What would change the order.</summary>
    public string Flips() => card.Flips.Length == 0 ? "" : Html.Section(
        desk.Say("How far from another order", "순위가 바뀌려면"), Html.Escaped(desk.Say(
            "The smallest move of one weight, the others in proportion, and the smallest of all weights (sum of "
                + "moves), at which two neighbours are level; a little more changes their order.",
            "이웃한 두 후보가 같아지는 가장 작은 움직임: 배점 하나(나머지는 비례)와 모든 배점(움직인 양의 합). 조금 더 움직이면 순위가 바뀝니다.")),
        "<ul>", Html.Lines(card.Flips.Select(flip => $"<li>{Html.Escaped(words.Of(flip, NameOf))}</li>")), "</ul>");

    /// <summary>Why each number is what it is.</summary>
    public string Reasons() => Html.Section(desk.Say("Reasons", "판정 사유"), Html.Escaped(desk.Say(
            "Every number in a sentence, with the result that it stands in and the command that makes that again.",
            "모든 수에 한 문장의 사유와, 그 수가 적힌 결과와, 그것을 다시 만드는 명령을 적습니다.")),
        card.Candidates.Select(one => $"<h3>{Html.Isolated(one.Candidate.Name)}</h3>\n" + Html.Table("why",
            [Html.Head(desk.Say("item", "항목")), Html.Head(desk.Say("reason", "사유")),
                Html.Head(desk.Say("where, and how to make it again", "근거와 다시 만드는 명령"))],
            rubric.Items.Zip(one.Items, Reason))));

    /// <summary>Who was judged, and all that the card rests on.</summary>
    public string Files(string digest, string signer) => Html.Section(desk.Say("What it rests on", "근거"), Html.Escaped(
            desk.Say("Check all of it, signature included: jaram assay replay scorecard.json",
                "서명까지 모두 다시 검사하려면: jaram assay replay scorecard.json")),
        Html.Table("files", [Html.Head(desk.Say("what", "무엇")), Html.Head(desk.Say("file", "파일")),
                Html.Head("SHA-256")],
            [
                File(desk.Say("this card", "이 감정서"), "scorecard.json", digest),
                File($"{desk.Say("rubric", "배점표")} {rubric.Id}", card.Rubric.File, card.Rubric.Sha256),
                .. card.Entries.Select(file =>
                    File(desk.Say("entered by evaluators", "평가자 입력"), file.File, file.Sha256)),
                .. card.Candidates.Select(one => File($"{one.Candidate.Name}: {words.Of(one.Candidate.Says)}",
                    one.Candidate.Word, one.Candidate.Identity)),
                .. card.Evidence.Select(one => File($"{one.Candidate}: {one.Kind}", one.File, one.Sha256)),
            ]),
        Problems(), $"<p>{Html.Escaped(desk.Say($"Made {card.Made}, signed by {signer}. Rubric: {rubric.Source}",
            $"작성 {card.Made}, 서명 {signer}. 배점표 출처: {rubric.Source}"))}</p>");

    private IEnumerable<string> Heads() => card.Candidates.Select(one => Html.Head(Html.Isolated(one.Candidate.Name)));

    private string Answer(GateFinding found) =>
        $"<span class=\"verdict {Kind(found.Outcome)}\">{CardWords.Mark(found.Outcome)} "
        + $"{Html.Escaped(words.Of(found.Outcome))}</span><ul class=\"reasons\">"
        + string.Concat(found.Reasons.Select(reason => $"<li>{Html.Escaped(words.Of(reason))}</li>")) + "</ul>";

    private IEnumerable<string> Axis(string id, string name)
    {
        if (name != "") yield return $"<tr class=\"axis\"><th colspan=\"{2 + 2 * card.Candidates.Length}\">"
            + $"{Html.Escaped(name)}</th></tr>";
        foreach (var (at, item) in rubric.Items.Index().Where(item => item.Item.Axis == id))
            yield return Html.Row([Html.Cell(Html.Escaped(words.Of(item.Name))),
                Html.Number(CardWords.Weight(item.Points)),
                .. card.Candidates.SelectMany(one => Cells(one.Items[at]))]);
    }

    private IEnumerable<string> Cells(ItemCard item)
    {
        yield return $"<td class=\"n raw\"><span class=\"grade\">{Html.Escaped(words.Of(item.Grade))}</span> "
            + $"{Spread(CardWords.Raw(item))}</td>";
        yield return $"<td class=\"n\">{Spread(words.Points(item))}</td>";
    }

    /// <summary>A number, its bounds on a line of their own.</summary>
    private static string Spread(string text) => text.Split(" [") is [var value, var bounds]
        ? $"{Html.Escaped(value)}<br><span class=\"bounds\">[{Html.Escaped(bounds)}</span>"
        : Html.Escaped(text);

    private string Total() => Html.Row([Html.Head(desk.Say("total", "합계")),
        Html.Numbers(CardWords.Weight(rubric.Points)),
        .. card.Candidates.SelectMany(one => new[]
        {
            Html.Numbers(Html.Escaped($"{desk.Say("place", "순위")} {words.Place(one)}")),
            Html.Numbers(Html.Escaped(words.Total(one))),
        })]);

    private string Reason(RubricItem item, ItemCard found)
    {
        var line = card.Evidence.FirstOrDefault(one => one.File == found.File);
        var where = found.File == "" ? "–" : $"<code>{Html.Escaped($"{found.File} {found.Path}")}</code>"
            + (line is { Again: not "" } ? $"<br><code>{Html.Escaped(line.Again)}</code>" : "");
        return Html.Row(Html.Cell($"{Html.Escaped(words.Of(item.Name))} <span class=\"grade\">"
                + $"{Html.Escaped(words.Of(found.Grade))}</span>"),
            Html.Cell(Html.Escaped(words.Of(found.Says))), Html.Cell(where));
    }

    private static string File(string what, string file, string digest) => Html.Row(Html.Cell(Html.Isolated(what)),
        Html.Cell($"<code>{Html.Escaped(file)}</code>"),
        Html.Cell($"<code title=\"{Html.Escaped(digest)}\">{Html.Escaped(digest)}</code>"));

    private string Problems()
    {
        var all = card.Candidates.SelectMany(one => one.Problems.Select(problem =>
            (one.Candidate.Name, problem.Kind, problem.Why))).ToList();
        return all.Count == 0 ? "" : "<ul>" + Html.Lines(all.Select(one => "<li>" + Html.Escaped(desk.Say(
            $"{one.Name}: {one.Kind} could not be measured: {one.Why.En}",
            $"{one.Name}: {one.Kind}을(를) 재지 못했습니다: {one.Why.Ko}")) + "</li>")) + "</ul>";
    }

    private string NameOf(string item) => words.Of(rubric.Items.First(one => one.Id == item).Name);
}
