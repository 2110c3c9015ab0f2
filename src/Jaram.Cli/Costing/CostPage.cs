using Jaram.Architecture.Blocks;
using Jaram.Architecture.Costing;
using Jaram.Architecture.Counting;
using Jaram.Cli.History;
using Jaram.Inference.Costing;
using Spectre.Console;

namespace Jaram.Cli.Costing;

/// <summary>A report for people. What is estimated bears a ~; what cannot be told a ?, and below the table why.
/// </summary>
internal sealed class CostPage(Desk desk, CostReport report)
{
    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);

    /// <summary>The letter of a tier.</summary>
    public static string Letter(Tier tier) => tier switch { Tier.Wall => "A", Tier.Counter => "B", _ => "C" };

    /// <summary>Writes all of it.</summary>
    public void Write()
    {
        WriteSubject();
        if (report.Here is [var here, ..]) Write(here);
        else desk.Out.WriteLine(desk.Say(
                $"measured here: nothing ({report.NotHere})", $"여기서 잼: 없음 ({report.NotHere})"));
        desk.Out.WriteLine();
        WriteElsewhere();
        WriteAssumptions();
    }

    private void WriteSubject()
    {
        var (design, count) = (report.Subject.Design, Count.Of(report.Subject.Design));
        var (all, active) = (Units.Count(count.Parameters), Units.Count(count.ActiveParameters));
        var (bytes, cache) = (Units.Bytes(report.Reads.Weights), Units.Bytes(report.Reads.CachePerToken));
        desk.Out.WriteLine(desk.Say(
            $"{Tame.Line(report.Subject.Name)}: {all} parameters, {active} active, {report.Wish.Weights}: {bytes}; "
                + $"cache {cache} a token",
            $"{Tame.Line(report.Subject.Name)}: 파라미터 {all}개, 활성 {active}개, {report.Wish.Weights}: {bytes}, "
                + $"캐시 토큰당 {cache}"));
        desk.Out.WriteLine(report.Subject.Origin switch
        {
            WeightOrigin.Random => desk.Say("weights: random, as it was not raised", "가중치: 키운 적이 없어 임의로 뽑음")
                + (report.Subject.Design.Stack.Any(layer => layer.Channel is MixtureDesign)
                    ? desk.Say("; a trained router chooses less evenly", ". 배운 라우터는 이보다 고르지 않게 고름")
                    : ""),
            WeightOrigin.Raised => desk.Say("weights: ", "가중치: ") + report.Subject.Version,
            _ => desk.Say("weights: as they were imported", "가중치: 가져온 그대로"),
        });
        if (report.Fertility is [var text, ..])
            desk.Out.WriteLine(desk.Say(
                $"text: {Tame.Line(text.Language)}, {Units.Text(text.CharactersPerToken, "F2")} characters a token "
                    + $"over {text.Tokens:N0} tokens, white space included",
                $"글: {Tame.Line(text.Language)}, 토큰당 {Units.Text(text.CharactersPerToken, "F2")}자 "
                    + $"(토큰 {text.Tokens:N0}개, 공백 포함)"));
        desk.Out.WriteLine();
    }

    private void Write(CostHere here)
    {
        var run = here.Report;
        desk.Out.WriteLine(desk.Say(
            $"measured here, {run.Threads} threads; memory {Giga(run.Before.Bandwidth)} to "
                + $"{Giga(run.After.Bandwidth)} GB/s, compute {Giga(run.Before.Peak)} to {Giga(run.After.Peak)} GOPS "
                + "(before, after)",
            $"여기서 잼, 스레드 {run.Threads}개. 메모리 {Giga(run.Before.Bandwidth)}→{Giga(run.After.Bandwidth)} GB/s, "
                + $"계산 {Giga(run.Before.Peak)}→{Giga(run.After.Peak)} GOPS (전→후)"));
        var tier = here.Speeds[0].Tier;
        var joules = $"J/{desk.Say("token", "토큰")} {Letter(tier)}";
        if (tier == Tier.Estimated) joules += desk.Say(" estimated", " 추정");
        var table = Table(desk.Say("work", "일"), desk.Say("tokens/s", "토큰/초"), "±", "MBU", "MFU", joules,
            desk.Say("predicted", "예측"), desk.Say("energy KRW/M", "전기 원/M"), desk.Say("KRW/M", "원/M"),
            desk.Say("KRW/M chars", "원/백만 자"));
        foreach (var one in here.Speeds)
        {
            var mark = one.Tier == Tier.Estimated ? "~" : "";
            table.AddRow([.. new[]
            {
                Name(one.Speed), Number(one.Speed.Median), Share(one.Speed.Spread), Share(one.BandwidthShare),
                Share(one.ComputeShare), mark + Number(one.Joules), Predicted(one), Shown(one.Price.Energy, "~"),
                Shown(one.Price.Total, "~"), Shown(report.Characters(one.Price), "~"),
            }.Select(Markup.Escape)]);
        }
        Write(table);
        desk.Out.WriteLine(desk.Say(
            $"fitted: {Share(here.Fitted.BandwidthShare)} of bandwidth, {Share(here.Fitted.ComputeShare)} of compute, "
                + $"{Units.Text(here.Fitted.Overhead * 1e6, "F0")} µs a step; ! is a prediction off by more than 15 %, "
                + "* one that the fit has not seen",
            $"맞춤: 대역폭의 {Share(here.Fitted.BandwidthShare)}, 계산의 {Share(here.Fitted.ComputeShare)}, 스텝당 "
                + $"{Units.Text(here.Fitted.Overhead * 1e6, "F0")} µs. !는 예측이 15% 넘게 빗나감, *는 맞춤에 안 쓴 측정"));
        desk.Out.WriteLine(desk.Say(
            $"engine: weights {Units.Bytes(here.WeightBytes)}, cache {Units.Bytes(here.CacheBytesPerToken)} a token, "
                + "scales and second forms included",
            $"엔진: 가중치 {Units.Bytes(here.WeightBytes)}, 캐시 토큰당 {Units.Bytes(here.CacheBytesPerToken)} (척도와 "
                + "두 번째 형태 포함)"));
        WriteMissing();
    }

    private void WriteElsewhere()
    {
        if (report.Elsewhere is not [{ Depth: var depth }, ..]) return;
        desk.Out.WriteLine(desk.Say(
            $"elsewhere, all estimated (추정): {depth} tokens before, M a million tokens",
            $"다른 장비, 모두 추정(estimated): 앞선 토큰 {depth}개, M은 토큰 백만 개"));
        List<string> heads = [desk.Say("hardware", "장비"), desk.Say("texts", "글"), desk.Say("tokens/s", "토큰/초"),
            desk.Say("J/token at wall", "벽면 J/토큰"), desk.Say("machine KRW/M", "장비 원/M"),
            desk.Say("energy KRW/M", "전기 원/M"), desk.Say("KRW/M", "원/M"), desk.Say("KRW/M chars", "원/백만 자")];
        if (report.Wish.Task is not null) heads.Add(desk.Say("KRW/solved", "원/푼 과제"));
        var table = Table([.. heads]);
        foreach (var estimate in report.Elsewhere.Where(estimate => !estimate.IsTooBig))
        {
            Add(table, $"{estimate.Hardware.Name} {desk.Say("prefill", "읽기")}", estimate.Prompt);
            foreach (var batch in estimate.Batches) Add(table, estimate.Hardware.Name, batch);
        }
        if (table.Rows.Count > 0) Write(table);
        foreach (var estimate in report.Elsewhere.Where(estimate => estimate.IsTooBig))
            desk.Out.WriteLine(desk.Say(
                $"{Tame.Line(estimate.Hardware.Name)}: does not fit: weights and one text take "
                    + $"{Units.Bytes(estimate.NeededBytes)}, usable are {Units.Bytes(estimate.MemoryBytes.Value)}",
                $"{Tame.Line(estimate.Hardware.Name)}: 들어가지 않음: 가중치와 글 하나에 "
                    + $"{Units.Bytes(estimate.NeededBytes)}, 쓸 수 있는 메모리 {Units.Bytes(estimate.MemoryBytes.Value)}"));
        WriteMissing();
    }

    private void Add(Table table, string name, BatchEstimate batch)
    {
        List<string> row = [Tame.Line(name), Units.Text(batch.Batch, "F0"), Shown(batch.TokensPerSecond, "~"),
            Shown(batch.Joules, "~"), Shown(batch.Price.Machine, "~"), Shown(batch.Price.Energy, "~"),
            Shown(batch.Price.Total, "~"), Shown(report.Characters(batch.Price), "~")];
        if (report.Wish.Task is not null) row.Add(Shown(report.Task(batch.Price), "~"));
        table.AddRow([.. row.Select(Markup.Escape)]);
    }

    private void WriteAssumptions()
    {
        desk.Out.WriteLine();
        desk.Out.WriteLine(desk.Say("assumptions; change one with --set NAME=N, facts of hardware: --json",
            "가정. --set 이름=수로 바꿉니다. 장비의 사실은 --json"));
        var assumptions = report.Wish.Assumptions.All.ToList();
        var (name, value) = (assumptions.Max(a => a.Name.Length), assumptions.Max(a => Value(a).GetCellWidth()));
        foreach (var assumption in assumptions)
            desk.Out.WriteLine($"  {assumption.Name.PadRight(name)}  {Value(assumption).PadLeft(value)}  "
                + Tame.Line(assumption.Source));
    }

    private static string Value(Assumption assumption) =>
        Units.Text(assumption.Value, "#,0.####") + (assumption.Unit == "1" ? "" : " " + assumption.Unit);

    private void WriteMissing()
    {
        if (_missing.Count > 0)
            desk.Out.WriteLine(desk.Say("? cannot tell, no source for: ", "? 알 수 없음, 근거 없음: ")
                + Tame.Line(string.Join(", ", _missing)));
        _missing.Clear();
    }

    private string Name(Speed speed) => speed.Kind == SpeedKind.Prefill
        ? desk.Say($"prefill {speed.Tokens}", $"읽기 {speed.Tokens}")
        : desk.Say($"decode @{speed.Depth} ×{speed.Batch}", $"쓰기 @{speed.Depth} ×{speed.Batch}");

    private static string Predicted(SpeedHere one) =>
        $"{Number(one.Speed.Tokens / one.PredictedSeconds)}{(one.IsFitted ? "" : "*")}{(one.IsOff ? "!" : "")}";

    private string Shown(Figure figure, string mark)
    {
        if (figure.IsKnown) return mark + Number(figure.Value);
        _missing.Add(figure.Missing);
        return "?";
    }

    private static string Number(double value) => Math.Abs(value) switch
    {
        0 => "0",
        < 0.001 => Units.Text(value, "0.0e+0"),
        < 1 => Units.Text(value, "0.0000"),
        < 100 => Units.Text(value, "0.0"),
        _ => Units.Text(value, "#,0"),
    };

    private static string Share(double share) => Units.Text(share * 100, "0.#") + " %";

    private static string Giga(double value) => Units.Text(value / 1e9, "0.0");

    private Table Table(params IReadOnlyList<string> heads) => PlainTable.Make(desk, words: 1, heads);

    private void Write(Table table) => PlainTable.Write(desk, table);
}
