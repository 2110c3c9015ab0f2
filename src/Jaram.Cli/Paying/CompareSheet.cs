// A comparison as one page that needs nothing else: no script, no font, no picture from elsewhere.
// Source: ours; HTML Living Standard; SVG 2.

using Jaram.Cli.Comparing;
using Jaram.Cli.History;
using Jaram.Cli.Paying.Charts;
using Jaram.Payoff.Recording;
using Jaram.Payoff.Reporting;
using Jaram.Statistics.Paying;

namespace Jaram.Cli.Paying;

/// <summary>Writes the page.</summary>
/// <param name="desk">Words it.</param>
/// <param name="report">What it shows.</param>
/// <param name="log">Where it is registered.</param>
/// <param name="again">The command that makes it again.</param>
internal sealed class CompareSheet(Desk desk, ComparisonReport report, ComparisonLog log, string again)
{
    private readonly CompareWords _words = new(desk, report.Plan);
    private readonly List<string> _arms = [.. report.Plan.Arms.Select(arm => arm.Name)];

    private string Title => Html.Escaped(desk.Say(
        $"Does it pay? {string.Join(", ", _arms.Skip(1))} against {_arms[0]}",
        $"이득인가? {_arms[0]}에 견준 {string.Join(", ", _arms.Skip(1))}"));

    /// <summary>The whole page.</summary>
    public string ToHtml() => new SheetFrame
    {
        Kind = desk.Say("Jaram · a pre-registered comparison", "자람 · 미리 등록한 비교"), Title = Title, Header = Cards(),
        Sections = [Verdicts(), .. report.Plan.Texts.Select(text => Ladder(text.Name)), Skills(), Forecasts(),
            new CompareTables(desk, report, log).ToHtml()],
        Again = again, Css = Svg.Css,
    }.ToHtml(desk);

    private string Cards() => "<ul class=\"cards\">\n"
        + Html.Lines(report.Rows.GroupBy(row => row.Candidate).Select(Card)) + "\n</ul>";

    private string Card(IGrouping<string, PayoffRow> rows)
    {
        var counts = rows.CountBy(row => row.Judgement.Verdict).ToDictionary();
        var (pays, not) = (counts.GetValueOrDefault(Verdict.Pays), counts.GetValueOrDefault(Verdict.DoesNot));
        var word = pays > 0 && not == 0 ? Verdict.Pays
            : pays == 0 && not == rows.Count() ? Verdict.DoesNot
            : Verdict.CannotTell;
        var mixed = pays > 0 && not > 0;
        var kind = mixed || word == Verdict.CannotTell ? ""
            : word == Verdict.Pays ? " class=\"good\"" : " class=\"bad\"";
        var said = mixed ? desk.Say("it depends", "경우에 따라 다름") : _words.Of(word);
        return $"<li{kind}><strong>{Html.Escaped(said)}</strong><span>{Html.Escaped(rows.Key)}: "
            + Html.Escaped(desk.Say($"pays in {pays} of {rows.Count()} rows, does not in {not}",
                $"{rows.Count()}행 중 이득 {pays}, 이득 없음 {not}")) + "</span></li>";
    }

    private string Verdicts()
    {
        var gain = Math.Log(report.Plan.Rule.Gain);
        var chart = new ForestChart(
            desk.Say("Compute multipliers with 95 % intervals", "연산 배수와 95 % 구간"), ForestChart.Times);
        var lines = report.Rows.Select(row => new ForestLine($"{row.Candidate}, {row.Text}, {_words.Of(row.Matching)}",
            _arms.IndexOf(row.Candidate), row.Multiplier.Top, _words.Of(row.Judgement.Verdict)));
        return Html.Section(desk.Say("Verdicts", "판정"), Html.Escaped(desk.Say(
                "Compute multiplier at the top rung: how much more compute the parent would need for the candidate's "
                    + "loss. "
                    + $"Dashed: no gain, and the {CompareWords.Percent(report.Plan.Rule.Gain - 1)} that would count. "
                    + "95 % intervals over seeds, widened by what the fit leaves open; p-values Holm-corrected over "
                    + "all rows.",
                "맨 위 단의 연산 배수: 후보의 손실에 이르려면 부모가 연산을 몇 배 써야 하는지. 점선: 이득 없음과, 이득으로 칠 "
                    + $"{CompareWords.Percent(report.Plan.Rule.Gain - 1)}. 시드에 대한 95 % 구간에 곡선이 정하지 못하는 폭을 더했고, "
                    + "p값은 모든 행에 Holm으로 보정했습니다.")),
            chart.Of([.. lines], 0, gain),
            "<ul>" + Html.Lines(report.Rows.Select(row => "<li>" + Html.Escaped(
                $"{row.Candidate}, {row.Text}, {_words.Of(row.Matching)}: {_words.Sentence(row)}") + "</li>"))
                + "</ul>");
    }

    private string Ladder(string text)
    {
        var rows = report.Rows.Where(row => row.Text == text && row.Matching == report.Plan.Matchings[0]).ToList();
        return Html.Section(Html.Escaped(desk.Say($"Loss on {text}", $"{text}의 손실")), Html.Escaped(desk.Say(
                "Every dot a seed at a rung, lines the fits L = E + A·C^−α with one E. "
                    + $"Matched: {_words.Of(rows[0].Matching)}.",
                $"점은 단마다의 시드, 선은 E를 함께 쓰는 곡선 L = E + A·C^−α. 같게 한 것: {_words.Of(rows[0].Matching)}.")),
            new LossChart(desk, _arms).Of(rows),
            new ForestChart(desk.Say("Compute multiplier by rung", "단마다의 연산 배수"), ForestChart.Times).Of(
                [.. rows.SelectMany(row => row.Multiplier.Rungs.Select((rung, i) => new ForestLine(
                    $"{row.Candidate}, {Units.Flops(row.Parent.Flops[i])}", _arms.IndexOf(row.Candidate), rung,
                    "")))], 0));
    }

    private string Skills()
    {
        if (report.Skills.Count == 0) return "";
        var lines = report.Skills.SelectMany(of => of.Skills.Select(skill => new ForestLine(
            $"{of.Candidate}, {_words.Skill(skill.Skill)}", _arms.IndexOf(of.Candidate), skill.Difference,
            skill.IsLost ? desk.Say("lost", "잃음") : CompareWords.Percent(skill.Candidate))));
        return Html.Section(desk.Say("Skills", "기능"), Html.Escaped(desk.Say(
                $"Accuracy minus the parent's after {report.Plan.SkillSteps} steps of made exercises, in points; 95 % "
                    + "intervals over seeds. Behind the line: the candidate's accuracy.",
                $"만든 연습 문제를 {report.Plan.SkillSteps} 스텝 배운 뒤의 정확도에서 부모의 것을 뺀 값(%p). 시드에 대한 95 % 구간. "
                    + "줄 뒤는 후보의 정확도.")),
            new ForestChart(desk.Say("Skills against the parent", "부모에 견준 기능"), share => Units.Text(share * 100, "0.#"))
                .Of([.. lines], 0));
    }

    private string Forecasts() => Html.Section(desk.Say("Scaling: the top rung, foretold", "규모: 맨 위 단 예측"),
        Html.Escaped(desk.Say("From the rungs below it, then run. Bits per byte, mean of the seeds, 95 % interval.",
            "아래 단에서 예측하고 실제로 돌렸습니다. 바이트당 비트, 시드의 평균, 95 % 구간.")),
        Html.Table("", [Html.Head(desk.Say("design", "구조")), Html.Head(desk.Say("text", "글")), Html.Numbers("FLOP"),
                Html.Numbers(desk.Say("foretold", "예측")), Html.Numbers(desk.Say("measured", "잰 값")), Html.Head("")],
            report.Forecasts.Select(rung => Html.Row(Html.Cell(Html.Escaped(rung.Arm)),
                Html.Cell(Html.Escaped(rung.Text)), Html.Number(Units.Flops(rung.Flops)),
                Html.Number(CompareWords.Text(rung.Foretold, "0.000")),
                Html.Number(Units.Text(rung.Measured, "0.000")), Html.Cell(rung.Foretold.Holds(rung.Measured)
                    ? desk.Say("held", "맞음") : desk.Say("missed", "빗나감"))))));
}
