using Jaram.Cli.History;
using Jaram.Payoff.Recording;
using Jaram.Payoff.Reporting;
using Spectre.Console;

namespace Jaram.Cli.Paying;

/// <summary>A comparison for people, in a terminal.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="report">What it shows.</param>
/// <param name="log">Where it is registered.</param>
/// <param name="again">The command that makes it again.</param>
internal sealed class ComparePage(Desk desk, ComparisonReport report, ComparisonLog log, string again)
{
    private readonly CompareWords _words = new(desk, report.Plan);

    /// <summary>Writes all of it.</summary>
    public void Write()
    {
        var plan = report.Plan;
        desk.Out.WriteLine(desk.Say(
            $"{plan.Arms[0].Name} is the parent; plan {log.Plan.ToString()[..12]} registered "
                + $"{Units.Date(log.RegisteredAt)}, "
                + $"{report.Runs.Count} runs, {plan.Seeds} seeds, rungs of {string.Join(", ", plan.Rungs)} steps, "
                + $"{Units.Flops(report.Flops)}",
            $"부모는 {plan.Arms[0].Name}. 계획 {log.Plan.ToString()[..12]}, {Units.Date(log.RegisteredAt)} 등록, "
                + $"실행 {report.Runs.Count}회, 시드 {plan.Seeds}개, 단 {string.Join(", ", plan.Rungs)} 스텝, "
                + $"{Units.Flops(report.Flops)}"));
        WriteRows();
        WriteSkills();
        WriteForecasts();
        WriteArms();
        WriteRates();
        desk.Out.WriteLine(desk.Say(
            "intervals: 95 %, over seeds, bits per byte (bpb) of held-out text; p-values: Holm over all rows",
            "구간: 95 %, 시드에 대해, 남겨 둔 글의 바이트당 비트(bpb). p값: 모든 행에 Holm 보정"));
        desk.Out.WriteLine($"{desk.Say("again", "다시")}: {again}");
    }

    private void WriteRows()
    {
        desk.Out.WriteLine();
        var table = Table(desk.Say("candidate", "후보"), desk.Say("text", "글"), desk.Say("equal", "같게 한 것"),
            desk.Say("compute multiplier", "연산 배수"), desk.Say("trend a decade", "열 배마다 추세"),
            desk.Say("bpb", "bpb"), desk.Say("parent", "부모"), desk.Say("reads", "읽기"), "p", desk.Say("power", "검정력"));
        foreach (var row in report.Rows)
            table.AddRow([.. new[]
            {
                row.Candidate, row.Text, _words.Of(row.Matching), CompareWords.Times(row.Multiplier.Top),
                CompareWords.Times(row.Multiplier.Slope.Through(slope => slope * Math.Log(10))),
                Units.Text(Top(row.Tested), "0.0000"), Units.Text(Top(row.Parent), "0.0000"),
                $"×{Units.Text(row.Inference, "0.00")}", CompareWords.Chance(row.Judgement.ChanceOfNone),
                CompareWords.Percent(row.Judgement.PowerForGain),
            }.Select(Markup.Escape)]);
        Write(table);
        desk.Out.WriteLine();
        foreach (var row in report.Rows)
            desk.Out.WriteLine($"{row.Candidate}, {row.Text}, {_words.Of(row.Matching)}: {_words.Sentence(row)}");
    }

    private void WriteSkills()
    {
        if (report.Skills.Count == 0) return;
        desk.Out.WriteLine();
        var table = Table(desk.Say("skill (accuracy)", "기능(정확도)"), desk.Say("candidate", "후보"),
            desk.Say("parent", "부모"), desk.Say("itself", "후보의 값"), desk.Say("difference", "차이"), "p", "");
        foreach (var candidate in report.Skills)
            foreach (var skill in candidate.Skills)
                table.AddRow([.. new[]
                {
                    _words.Skill(skill.Skill), candidate.Candidate, CompareWords.Percent(skill.Parent),
                    CompareWords.Percent(skill.Candidate),
                    CompareWords.Text(skill.Difference.Through(share => share * 100), "0.0"),
                    CompareWords.Chance(skill.Chance), skill.IsLost ? desk.Say("lost", "잃음") : "",
                }.Select(Markup.Escape)]);
        Write(table);
    }

    private void WriteForecasts()
    {
        desk.Out.WriteLine();
        var table = Table(desk.Say("top rung foretold", "맨 위 단 예측"), desk.Say("text", "글"), "FLOP",
            desk.Say("foretold bpb", "예측 bpb"), desk.Say("measured", "잰 값"), "");
        foreach (var rung in report.Forecasts)
            table.AddRow([.. new[]
            {
                rung.Arm, rung.Text, Units.Flops(rung.Flops), CompareWords.Text(rung.Foretold, "0.000"),
                Units.Text(rung.Measured, "0.000"),
                rung.Foretold.Holds(rung.Measured) ? desk.Say("held", "맞음") : desk.Say("missed", "빗나감"),
            }.Select(Markup.Escape)]);
        Write(table);
    }

    private void WriteArms()
    {
        desk.Out.WriteLine();
        var table = Table(desk.Say("design", "구조"), desk.Say("equal", "같게 한 것"), desk.Say("parameters", "파라미터"),
            desk.Say("active", "활성"), desk.Say("FLOP/token", "FLOP/토큰"), desk.Say("cache B/token", "캐시 B/토큰"),
            desk.Say("decode B/token", "생성 B/토큰"));
        foreach (var arm in report.Arms)
            table.AddRow([.. new[]
            {
                arm.Arm, _words.Of(arm.Matching), Units.Count(arm.Parameters), Units.Count(arm.ActiveParameters),
                Units.Amount(arm.FlopsPerToken), Units.Amount(arm.CacheBytesPerToken), Units.Amount(arm.DecodeBytes),
            }.Select(Markup.Escape)]);
        Write(table);
    }

    private void WriteRates()
    {
        if (report.Rates.Count == 0) return;
        desk.Out.WriteLine();
        foreach (var tried in report.Rates.GroupBy(rate => (rate.Arm, rate.Text)))
            desk.Out.WriteLine(desk.Say("learning rates of ", "학습률 ") + $"{tried.Key.Arm}, {tried.Key.Text}: "
                + string.Join(", ", tried.Select(rate => $"×{Units.Text(rate.Factor, "0.####")} "
                    + $"{Units.Text(rate.BitsPerByte, "0.000")} bpb{(rate.IsChosen ? "*" : "")}")));
        foreach (var rate in report.RatesAtEnds) desk.Out.WriteLine("  " + _words.AtEnd(rate));
    }

    private static double Top(Climbed climbed) => climbed.BitsPerByte.Average(seed => seed[^1]);

    private Table Table(params IReadOnlyList<string> heads) => PlainTable.Make(desk, words: 3, heads);

    private void Write(Table table) => PlainTable.Write(desk, table);
}
