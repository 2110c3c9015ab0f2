// A zoo as a reader wants it: first what must never happen, then what is found by what, then how well each score tells,
// and last whether the exact tests keep to their chances.
// Source: ours.

using Jaram.Assay.Provenance.Judging;
using Jaram.Cli.History;
using Jaram.Statistics;
using Jaram.Zoo.Reporting;
using Spectre.Console;

namespace Jaram.Cli.Assaying;

/// <summary>A report for people.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="report">What is told.</param>
/// <param name="again">The command that makes it again.</param>
internal sealed class ZooPage(Desk desk, ZooReport report, string again)
{
    private const int MostNamed = 6;

    private static readonly string[] _tests = [.. new[]
    {
        TestKind.Equality, TestKind.HiddenUnits, TestKind.HiddenSquares, TestKind.Responses, TestKind.Stream,
        TestKind.LayerMap, TestKind.ResponseMap, TestKind.Matched,
        TestKind.Aligned, TestKind.Profile, TestKind.Spectra,
    }.Select(kind => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()))];

    private readonly ZooWords _words = new(desk);

    /// <summary>Writes all of it.</summary>
    public void Write()
    {
        desk.Out.WriteLine(desk.Say(
            $"{report.Size} zoo: {report.Animals} animals, {report.Roots} of them roots; thresholds {report.Rules} "
                + $"({report.RulesDigest[..12]})",
            $"{report.Size} 동물원: {report.Animals}마리, 그중 뿌리 {report.Roots}. 기준 {report.Rules} "
                + $"({report.RulesDigest[..12]})"));
        WriteStrangers();
        WriteFound();
        WriteCurves();
        WriteMerges();
        WriteStarts();
        WriteNulls();
        desk.Out.WriteLine($"{desk.Say("again", "다시")}: {again}");
    }

    private void WriteStrangers()
    {
        var (all, high) = (report.Strangers, Units.Percent(report.Strangers.RootRate.High));
        desk.Out.WriteLine(desk.Say(
            $"strangers judged dependent: {all.Dependent} of {all.Pairs} pairs; of {all.RootPairs} pairs of roots "
                + $"{all.RootDependent} (95 %: {high} % at most), of {all.HardPairs} that differ in first weights "
                + $"alone {all.HardDependent}; suspected: {all.Suspect}",
            $"종속으로 판정된 남남: {all.Pairs}쌍 가운데 {all.Dependent}. 뿌리끼리 {all.RootPairs}쌍 가운데 {all.RootDependent} "
                + $"(95%: 많아야 {high}%), 첫 가중치만 다른 {all.HardPairs}쌍 가운데 {all.HardDependent}. 의심: {all.Suspect}"));
        foreach (var named in all.Named.Take(MostNamed)) desk.Out.WriteLine($"  {named}");
        var (found, animals) = report.FalseCopies;
        desk.Out.WriteLine(desk.Say(
            $"copies found within {animals} animals that have none: {found}; planted truths that did not hold: "
                + Text(report.BrokenControls, "0"),
            $"복사가 없는 {animals}마리 안에서 찾은 복사: {found}. 맞지 않은 심은 대조: {Text(report.BrokenControls, "0")}"));
    }

    /// <summary>Who is found, and by which test.</summary>
    private void WriteFound()
    {
        desk.Out.WriteLine();
        var table = PlainTable.Make(desk, words: 1, [desk.Say("made by", "만든 법"), desk.Say("found", "찾음"), "95 %",
            desk.Say("suspected", "의심"),
            .. _tests.Select(_words.Measure), desk.Say("parts", "부분"), desk.Say("wrong", "틀림"), desk.Say("layers", "층"),
            desk.Say("wrong", "틀림"), desk.Say("copies", "복사")]);
        foreach (var kind in report.Kinds)
            table.AddRow([.. new[]
            {
                _words.Kind(kind.Kind), $"{kind.Dependent}/{kind.Pairs}", Range(kind.Rate),
                Text(kind.Suspect, "0"),
            }.Concat(_tests.Select(test => Text(kind.Found.GetValueOrDefault(test), "0")))
                .Concat(new[]
                {
                    Of(kind.PartsRight, kind.PartsMissed), Text(kind.PartsWrong, "0"),
                    Of(kind.Layers.Right, kind.Layers.Missed), Text(kind.Layers.Wrong, "0"),
                    Of(kind.Self.Right, kind.Self.Missed),
                }).Select(Markup.Escape)]);
        PlainTable.Write(desk, table);
        desk.Out.WriteLine(desk.Say(
            "found: pairs with their makers in which a part was judged dependent; then how many of them each test "
                + "found (the last three are screens: they speak where nothing else does). A student with weights of "
                + "its own must not be found.",
            "찾음: 만든 이와 견주어 한 부분이라도 종속으로 판정된 쌍. 그다음은 검정마다 찾은 수(마지막 셋은 다른 검정이 말이 없을 때만 "
                + "말하는 선별). 자기 가중치를 가진 학생은 찾으면 안 됩니다."));
    }

    /// <summary>How well each score tells a kind from strangers.</summary>
    private void WriteCurves()
    {
        string[] measures = [.. report.Kinds.SelectMany(kind => kind.Curves).Select(curve => curve.Measure).Distinct()];
        desk.Out.WriteLine();
        var table = PlainTable.Make(desk, words: 1,
            [desk.Say("area, found at 1 % false", "넓이, 거짓 1%에서 찾음"), .. measures.Select(_words.Measure)]);
        foreach (var kind in report.Kinds)
            table.AddRow([.. measures.Select(measure => kind.Curves.FirstOrDefault(curve => curve.Measure == measure)
                    is { } curve ? $"{Text(curve.Area.Middle, ".00")} {curve.FoundAtOnePercent}/{curve.Pairs}" : "–")
                .Prepend(_words.Kind(kind.Kind)).Select(Markup.Escape)]);
        PlainTable.Write(desk, table);
    }

    private void WriteMerges()
    {
        if (report.Merges.Count == 0) return;
        desk.Out.WriteLine();
        foreach (var merge in report.Merges)
            desk.Out.WriteLine(desk.Say(
                $"{_words.Kind(merge.Kind)}: makers found in {merge.Found} of {merge.Merges}; shares off by "
                    + $"{Error(merge.MeanError)} in the mean, {Error(merge.MostError)} at most",
                $"{_words.Kind(merge.Kind)}: {merge.Merges}개 가운데 {merge.Found}개에서 만든 이를 찾음. 비율 오차 평균 "
                    + $"{Error(merge.MeanError)}, 최대 {Error(merge.MostError)}"));
    }

    private void WriteStarts()
    {
        if (report.Starts.Pairs == 0) return;
        desk.Out.WriteLine(desk.Say(
            $"same first weights, another text: {report.Starts.Named} of {report.Starts.Pairs} told so, "
                + $"{report.Starts.Dependent} wrongly judged dependent; z with first weights and without:",
            $"첫 가중치가 같고 글이 다름: {report.Starts.Pairs}쌍 가운데 {report.Starts.Named}쌍을 알아봄, "
                + $"종속으로 잘못 판정 {report.Starts.Dependent}쌍. 첫 가중치가 있을 때와 뺐을 때의 z:"));
        foreach (var test in report.Starts.Scores.GroupBy(score => score.Test))
            desk.Out.WriteLine($"  {test.Key}: " + string.Join(", ", test.Select(score =>
                $"{Text(score.With, "0.0")} → {Text(score.Without, "0.0")}")));
    }

    private void WriteNulls()
    {
        desk.Out.WriteLine();
        var table = PlainTable.Make(desk, words: 1, [desk.Say("strangers' scores", "남남의 점수"), desk.Say("pairs", "쌍"),
            desk.Say("mean z", "평균 z"), desk.Say("deviation", "표준편차"), desk.Say("most", "최대"), "D",
            desk.Say("p, uniform", "p, 균등")]);
        foreach (var test in report.Nulls)
            table.AddRow([.. new[]
            {
                test.Test, Text(test.Pairs, "0"), Text(test.Mean, "0.00"), Text(test.Deviation, "0.00"),
                Text(test.Most, "0.0"), Text(test.Uniform.Distance, "0.000"), ScanWords.Small(test.Uniform.Chance),
            }.Select(Markup.Escape)]);
        PlainTable.Write(desk, table);
    }

    private static string Of(int right, int missed) => right + missed == 0 ? "–"
        : FormattableString.Invariant($"{right}/{right + missed}");

    private static string Range(Interval rate) =>
        $"{Text(100 * rate.Low, "0")}–{Text(100 * rate.High, "0")} %";

    private static string Error(double value) => double.IsFinite(value) ? Text(value, "0.000") : "–";

    private static string Text(double value, string format) => Units.Text(value, format);
}
