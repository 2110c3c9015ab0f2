using Jaram.Cli.Comparing;
using Jaram.Cli.History;
using Jaram.Payoff.Recording;
using Jaram.Payoff.Reporting;

namespace Jaram.Cli.Paying;

/// <summary>The numbers behind a comparison's pictures.</summary>
/// <param name="desk">Words it.</param>
/// <param name="report">What it shows.</param>
/// <param name="log">Where it is registered.</param>
internal sealed class CompareTables(Desk desk, ComparisonReport report, ComparisonLog log)
{
    private readonly CompareWords _words = new(desk, report.Plan);

    /// <summary>All sections.</summary>
    public string ToHtml() => Html.Lines([Rows(), Arms(), Rates(), Plan()]);

    private string Rows() => Html.Section(desk.Say("All rows", "모든 행"), Html.Escaped(desk.Say(
            "Trend: what the multiplier is multiplied by for ten times the compute. Reads: the parent's bytes a "
                + "decoded token over the candidate's. ρ: correlation of the arms over seeds. E and α: "
                + "bootstrap over seeds.",
            "추세: 연산이 열 배가 될 때 배수에 곱해지는 값. 읽기: 토큰 하나를 만들 때 부모가 읽는 바이트를 후보의 것으로 나눈 값. "
                + "ρ: 시드에 대한 두 갈래의 상관. E와 α: 시드 부트스트랩.")),
        "<div class=\"scroll\">" + Html.Table("", [Html.Head(desk.Say("candidate", "후보")),
            Html.Head(desk.Say("text", "글")), Html.Head(desk.Say("equal", "같게 한 것")),
            Html.Numbers(desk.Say("compute multiplier", "연산 배수")),
            Html.Numbers(desk.Say("trend a decade", "열 배마다 추세")), Html.Numbers("bpb"),
            Html.Numbers(desk.Say("parent", "부모")), Html.Numbers(desk.Say("reads", "읽기")), Html.Numbers("p"),
            Html.Numbers(desk.Say("power", "검정력")), Html.Numbers("ρ"), Html.Numbers("E"), Html.Numbers("α")],
        report.Rows.Select(row => Html.Row(Html.Cell(Html.Escaped(row.Candidate)), Html.Cell(Html.Escaped(row.Text)),
            Html.Cell(Html.Escaped(_words.Of(row.Matching))), Html.Number(CompareWords.Times(row.Multiplier.Top)),
            Html.Number(CompareWords.Times(row.Multiplier.Slope.Through(slope => slope * Math.Log(10)))),
            Html.Number(Units.Text(row.Tested.BitsPerByte.Average(seed => seed[^1]), "0.0000")),
            Html.Number(Units.Text(row.Parent.BitsPerByte.Average(seed => seed[^1]), "0.0000")),
            Html.Number($"×{Units.Text(row.Inference, "0.00")}"),
            Html.Number(CompareWords.Chance(row.Judgement.ChanceOfNone)),
            Html.Number(CompareWords.Percent(row.Judgement.PowerForGain)),
            Html.Number(Units.Loss(row.Multiplier.Correlation)),
            Html.Number(CompareWords.Text(row.Multiplier.Floor, "0.00")),
            Html.Number(CompareWords.Text(row.Multiplier.ParentSlope, "0.00"))))) + "</div>");

    private string Arms() => Html.Section(desk.Say("Designs", "구조"), Html.Escaped(desk.Say(
            "As they were raised. Made equal by the width of the feed-forward networks alone; bytes in bfloat16, a "
                + "decoded token after a full context.",
            "키운 그대로의 크기. 같게 만들 때는 피드포워드 망의 너비만 바꿉니다. 바이트는 bfloat16, 문맥이 가득 찬 뒤의 토큰 하나.")),
        "<div class=\"scroll\">" + Html.Table("", [Html.Head(desk.Say("design", "구조")),
            Html.Head(desk.Say("equal", "같게 한 것")), Html.Numbers(desk.Say("parameters", "파라미터")),
            Html.Numbers(desk.Say("active", "활성")), Html.Numbers(desk.Say("FLOP/token", "FLOP/토큰")),
            Html.Numbers(desk.Say("cache B/token", "캐시 B/토큰")), Html.Numbers(desk.Say("decode B/token", "생성 B/토큰"))],
        report.Arms.Select(arm => Html.Row(Html.Cell(Html.Escaped(arm.Arm)),
            Html.Cell(Html.Escaped(_words.Of(arm.Matching))),
            Html.Number(Units.Count(arm.Parameters)), Html.Number(Units.Count(arm.ActiveParameters)),
            Html.Number(Units.Amount(arm.FlopsPerToken)), Html.Number(Units.Amount(arm.CacheBytesPerToken)),
            Html.Number(Units.Amount(arm.DecodeBytes))))) + "</div>");

    private string Rates() => report.Rates.Count == 0 ? "" : Html.Section(desk.Say("Learning rates", "학습률"),
        Html.Escaped(desk.Say("Each arm's own sweep at the bottom rung, by a seed of its own; the best in bold.",
            "갈래마다 맨 아래 단에서 따로 둔 시드로 시험했습니다. 굵은 것이 고른 값입니다.")),
        Html.Table("", [Html.Head(desk.Say("design", "구조")), Html.Head(desk.Say("text", "글")),
            .. report.Plan.RateFactors.Select(factor => Html.Numbers($"×{Units.Text(factor, "0.####")} (bpb)"))],
        report.Rates.GroupBy(rate => (rate.Arm, rate.Text)).Select(tried => Html.Row([
            Html.Cell(Html.Escaped(tried.Key.Arm)), Html.Cell(Html.Escaped(tried.Key.Text)),
            .. tried.Select(rate => Html.Cell(rate.IsChosen
                ? $"<strong>{Units.Text(rate.BitsPerByte, "0.000")}</strong>"
                : Units.Text(rate.BitsPerByte, "0.000"), "n"))]))),
        Html.Lines(report.RatesAtEnds.Select(rate => $"<p>{Html.Escaped(_words.AtEnd(rate))}</p>")));

    private string Plan()
    {
        var plan = report.Plan;
        var (confidence, power) = (CompareWords.Percent(plan.Rule.Confidence), CompareWords.Percent(plan.Rule.Power));
        var gain = CompareWords.Percent(plan.Rule.Gain - 1);
        return Html.Section(desk.Say("The plan", "계획"), Html.Escaped(desk.Say(
                $"Registered {Units.Date(log.RegisteredAt)}, before the first run, as entry 0 of a signed ledger.",
                $"첫 실행 전인 {Units.Date(log.RegisteredAt)}에 서명한 원장의 0번 항목으로 등록했습니다.")),
            Html.Table("", [Html.Head(""), Html.Head("")],
            [
                Line("SHA-256", $"<code>{log.Plan}</code>"),
                Line(desk.Say("ledger", "원장"),
                    Html.Escaped(desk.Say($"{log.Entries} entries, root ", $"항목 {log.Entries}개, 뿌리 "))
                    + $"<code>{log.Root}</code>"),
                Line(desk.Say("texts", "글"), Html.Escaped(string.Join("; ", plan.Texts.Select(text => desk.Say(
                    $"{text.Name}: {Units.Count(text.Tokens)} tokens, {Units.Count(text.HeldOutTokens)} held out",
                    $"{text.Name}: 토큰 {Units.Count(text.Tokens)}개, 남겨 둔 것 {Units.Count(text.HeldOutTokens)}개"))))),
                Line(desk.Say("rungs", "단"), Html.Escaped(desk.Say(
                    $"{string.Join(", ", plan.Rungs)} steps of the parent ({plan.Because})",
                    $"부모의 {string.Join(", ", plan.Rungs)} 스텝 ({plan.Because})"))),
                Line(desk.Say("seeds", "시드"), Html.Escaped(desk.Say(
                    $"{plan.Seeds} from {plan.FirstSeed}, the same text order in all arms, first weights "
                        + $"{plan.FirstWeights}",
                    $"{plan.FirstSeed}부터 {plan.Seeds}개, 모든 갈래가 같은 글 순서, 첫 가중치 {plan.FirstWeights}"))),
                Line(desk.Say("judged", "판정"), Html.Escaped(desk.Say(
                    $"intervals {confidence}, least gain {gain} of compute, power {power}, {plan.Rule.Samples} "
                        + $"bootstrap samples, Holm over {report.Rows.Count} rows",
                    $"구간 {confidence}, 이득으로 칠 연산 {gain}, 검정력 {power}, 부트스트랩 {plan.Rule.Samples}회, "
                        + $"{report.Rows.Count}행에 Holm"))),
                Line(desk.Say("platform", "환경"), Html.Escaped(plan.Platform)),
            ]));
    }

    private static string Line(string key, string content) => Html.Row($"<th>{key}</th>", Html.Cell(content));
}
