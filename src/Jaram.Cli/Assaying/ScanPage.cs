// A scan as an examiner would write it up: verdicts first, then what stands behind them, then what speaks for the
// instrument itself.
// Source: ours.

using Jaram.Assay.Provenance.Battery;
using Jaram.Assay.Provenance.Judging;
using Jaram.Cli.History;
using Spectre.Console;

namespace Jaram.Cli.Assaying;

/// <summary>A report for people.</summary>
internal sealed class ScanPage(Desk desk, ScanReport report, LedgerLevel ledger)
{
    private const int MostMatches = 12;
    private readonly ScanWords _words = new(desk);

    /// <summary>Writes all of it.</summary>
    public void Write()
    {
        var rules = report.Rules;
        var (name, digest) = (Tame.Line(report.Candidate), rules.Digest.ToString()[..12]);
        desk.Out.WriteLine(desk.Say(
            $"{name}: against {report.References.Count} models, {report.Controls.Count} controls; thresholds "
                + $"{Tame.Line(rules.Name)} ({digest}), a test fires from z {Text(report.Critical, "0.00")} on",
            $"{name}: 모델 {report.References.Count}개, 대조 {report.Controls.Count}개와 견줌. 기준 {Tame.Line(rules.Name)} "
                + $"({digest}), 검정은 z {Text(report.Critical, "0.00")}부터"));
        foreach (var reference in report.References) WritePair(reference);
        desk.Out.WriteLine();
        WriteMixture();
        WriteSelf();
        WriteControls();
        desk.Out.WriteLine(desk.Say($"ledger: {ledger.Level}, ", $"원장: {ledger.Level}, ") + Tame.Line(ledger.Says));
        if (report.LeftOut.Count > 0)
            desk.Out.WriteLine(desk.Say(
                $"left out, names unknown: {report.LeftOut.Count} tensors, {Tame.Line(report.LeftOut[0])} first",
                $"이름을 몰라 뺌: 텐서 {report.LeftOut.Count}개, 처음은 {Tame.Line(report.LeftOut[0])}"));
        desk.Out.WriteLine(desk.Say(
            "weights show no more than this: \"from zero\" is a ledger's to prove, and who came first is in no weight",
            "가중치로는 여기까지입니다. 처음부터 길렀음은 원장이 증명할 일이고, 누가 먼저인지는 가중치에 없습니다"));
    }

    private void WritePair(PairReport pair)
    {
        desk.Out.WriteLine();
        desk.Out.WriteLine(Tame.Line(pair.Other));
        var table = PlainTable.Make(desk, words: 3, [desk.Say("part", "부분"), desk.Say("verdict", "판정"),
            desk.Say("found by", "근거"), desk.Say("scores z", "점수 z"), desk.Say("shuffled p", "섞은 p"),
            desk.Say("equal %", "같은 수 %")]);
        foreach (var finding in pair.Findings)
            table.AddRow([.. new[]
            {
                _words.Of(finding.Component), _words.Of(finding.Verdict), _words.Because(finding.Verdict),
                string.Join(", ", finding.Tests.Select(test => $"{_words.Of(test.Kind)} {Text(test.Score.Z, "0.0")}")),
                finding.Tests.Count == 0 ? "–"
                    : ScanWords.Small(finding.Tests.Min(test => test.Score.ShuffledChance)),
                finding.Equality.Numbers == 0 ? "–" : Units.Percent(finding.Equality.Equal),
            }.Select(cell => Markup.Escape(Tame.Line(cell)))]);
        PlainTable.Write(desk, table);
        WriteMap(desk.Say("layers", "층"), pair.ByWeights);
        WriteMap(desk.Say("layers by responses", "반응으로 본 층"), pair.ByResponses);
        WriteMatched(pair.Matched);
        desk.Out.WriteLine("  " + _words.Of(pair.Tokenizer, pair.Tokens));
        var spectra = pair.Spectra.Count == 0 ? "–" : string.Join(", ", pair.Spectra.OrderBy(part => part.Key)
            .Select(part => $"{_words.Of(part.Key)} {Text(part.Value, "0.0000")}"));
        desk.Out.WriteLine(desk.Say(
            $"  screens: aligned attention {Screen(pair.Aligned)}, profile over depth {Screen(pair.Profile)}, "
                + $"singular values in common: {spectra}",
            $"  선별: 정렬한 어텐션 {Screen(pair.Aligned)}, 깊이 윤곽 {Screen(pair.Profile)}, 공통 특이값: {spectra}"));
        if (pair.Norms.Norms > 0)
            desk.Out.WriteLine(desk.Say(
                $"  norms, never judged: cosine {Text(pair.Norms.Cosine, "0.0000")}, correlation "
                    + $"{Text(pair.Norms.Pearson, "0.000")}, z {Text(pair.Norms.Order.Z, "0.0")}",
                $"  정규화 계수(판정하지 않음): 코사인 {Text(pair.Norms.Cosine, "0.0000")}, 상관 "
                    + $"{Text(pair.Norms.Pearson, "0.000")}, z {Text(pair.Norms.Order.Z, "0.0")}"));
    }

    private void WriteMap(string heading, LayerMap map)
    {
        if (map.Found.Count == 0) return;
        var shown = string.Join(", ", map.Found.Take(MostMatches)
            .OrderBy(match => match.One.Layer).ThenBy(match => match.One.Expert)
            .Select(match => $"{ScanWords.Of(match.One)}→{ScanWords.Of(match.Other)}"));
        desk.Out.WriteLine($"  {heading}: {shown}{More(map)}");
    }

    private void WriteMatched(MatchAnswer matched)
    {
        if (matched.Depths.Count == 0)
        {
            desk.Out.WriteLine(desk.Say(
                $"  disguised copies: cannot tell, fewer than {report.Rules.FewestTokens} shared tokens or no gates",
                $"  변장한 복제: 알 수 없음, 함께 있는 토큰이 {report.Rules.FewestTokens}개 미만이거나 게이트가 없음"));
            return;
        }
        var most = matched.Depths.MaxBy(depth => depth.Match.Z);
        var said = matched.Said switch
        {
            MatchSays.SameUnits => desk.Say("the same units", "같은 유닛"),
            MatchSays.NotFound => desk.Say("not found", "찾지 못함"),
            _ => desk.Say("cannot tell without more controls that agree (--control)",
                "대조 모델이 모자라거나 서로 달라 알 수 없음 (--control)"),
        };
        var (z, agree) = (Text(most.Match.Z, "0.0"), Units.Percent(most.Match.Agreement));
        var controls = matched.Controls.Count == 0 ? "–" : Text(matched.Controls.Max(), "0.0");
        desk.Out.WriteLine(desk.Say(
            $"  disguised copies: {said}; layer {most.Layer} z {z}, {agree} % agree, controls reach {controls}",
            $"  변장한 복제: {said}. {most.Layer}층 z {z}, {agree}% 일치, 대조는 {controls}까지"));
    }

    private void WriteMixture()
    {
        if (report.Mixture.Tensors == 0) return;
        var sum = string.Join(" + ", report.Parents.Zip(report.Mixture.Shares, (parent, share) =>
            $"{Text(share, "0.000")} {Tame.Line(parent)}"));
        var (explained, tensors) = (Text(report.Mixture.Explained, "0.0000"), report.Mixture.Tensors);
        desk.Out.WriteLine(desk.Say($"made of: {sum}; R² {explained} over {tensors} tensors, ",
                $"이루어짐: {sum}. 텐서 {tensors}개에서 R² {explained}, ")
            + (report.Mixture.IsConstant(report.Rules.MergeSpread)
                ? desk.Say("the same shares in all", "비율이 모두 같음")
                : desk.Say("shares differ from tensor to tensor", "텐서마다 비율이 다름")));
    }

    private void WriteSelf()
    {
        var self = report.Self;
        if (self.Pairs == 0) return;
        var (mean, deviation, most) = (Text(self.Mean, "0.00"), Text(self.Deviation, "0.00"), Text(self.Most, "0.0"));
        var found = self.Found.Count == 0
            ? desk.Say("no layer or expert is another's copy", "복사된 층이나 전문가 없음")
            : desk.Say("copies of each other: ", "서로 복사됨: ") + string.Join(", ", self.Found.Take(MostMatches)
                .Select(match => $"{ScanWords.Of(match.One)}={ScanWords.Of(match.Other)}")) + More(self);
        desk.Out.WriteLine(desk.Say(
            $"within itself: {found}; {self.Pairs} pairs, z {mean} ± {deviation}, {most} at most",
            $"모델 안: {found}. 쌍 {self.Pairs}개, z {mean} ± {deviation}, 최대 {most}"));
    }

    private void WriteControls()
    {
        var planted = report.Planted;
        if (planted.Expected > 0)
            desk.Out.WriteLine(desk.Say(
                $"controls: ρ {ScanWords.Small(planted.Correlation)} planted, z {Text(planted.Expected, "0.0")} "
                    + $"expected, {Text(planted.Planted, "0.0")} found; units out of order "
                    + Text(planted.Stranger, "0.0"),
                $"대조: ρ {ScanWords.Small(planted.Correlation)}를 심어 z {Text(planted.Expected, "0.0")} 기대, "
                    + $"{Text(planted.Planted, "0.0")} 찾음. 순서를 섞은 유닛 {Text(planted.Stranger, "0.0")}"));
        foreach (var control in report.Controls)
            desk.Out.WriteLine($"  {Tame.Line(control.Other)}: " + desk.Say(
                $"z {Text(Most(control), "0.0")} at most, ", $"z 최대 {Text(Most(control), "0.0")}, ")
                + (control.IsDependent ? desk.Say("DEPENDENT, so no stranger", "종속이므로 남남이 아님")
                    : desk.Say("a stranger", "남남")));
        if (!report.ControlsHold)
            desk.Out.WriteLine(desk.Say("  the controls do not hold: take other ones before believing a verdict",
                "  대조가 맞지 않습니다. 판정을 믿기 전에 다른 대조 모델을 쓰세요"));
    }

    private static double Most(PairReport control) =>
        control.Findings.SelectMany(finding => finding.Tests).Select(test => test.Score.Z).DefaultIfEmpty(0).Max();

    private string More(LayerMap map) => map.Found.Count <= MostMatches ? ""
        : desk.Say($" and {map.Found.Count - MostMatches} more", $" 외 {map.Found.Count - MostMatches}개");

    private static string Screen(double value) => double.IsFinite(value) ? Text(value, "0.000") : "–";

    private static string Text(double value, string format) => Units.Text(value, format);
}
