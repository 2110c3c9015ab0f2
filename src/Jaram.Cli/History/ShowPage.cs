using Jaram.Checkpoints;
using Jaram.Ledger;
using Jaram.Ledger.Growth;
using Spectre.Console;

namespace Jaram.Cli.History;

/// <summary>All that is known of one version.</summary>
internal sealed class ShowPage(Desk desk, ModelFolder folder, GrowthHistory history, GrowthEntry.Made made)
{
    private const int Label = 12, MostPlaces = 48;
    private readonly Ink _ink = Ink.Of(desk);
    private readonly VersionMade _v = made.Version;

    /// <summary>For people.</summary>
    public void Write()
    {
        WriteNames();
        WriteTraining();
        WriteCost();
        WriteStore();
    }

    /// <summary>Every document of the segment.</summary>
    public void Write(TextRead text)
    {
        desk.Out.WriteLine();
        desk.Out.WriteLine(_ink.Strong(desk.Say($"{text.Documents.Count} documents read",
            $"읽은 문서 {text.Documents.Count}개")));
        foreach (var document in text.Documents)
            desk.Out.WriteLine($"  {document.Number,7}  ×{document.Times,-3} "
                + $"{Tame.Line(document.File)}:{document.Line}  {Tame.Line(document.Language)}  "
                + Tame.Line(document.Licence));
    }

    /// <summary>Every tensor's digest.</summary>
    public void Write(TensorListing listing)
    {
        Tensors(desk.Say("weights", "가중치"), listing.Weights);
        Tensors(desk.Say("optimizer", "최적화기"), listing.Optimizer);
    }

    private void WriteNames()
    {
        var newest = made.Index == history.Versions[^1].Index ? desk.Say("  newest", "  맨 앞") : "";
        desk.Out.WriteLine(desk.Say("version", "버전") + $" {_ink.Name(_v.Version.ToString())}{_ink.Good(newest)}");
        foreach (var parent in _v.Parents)
            Row(desk.Say("parent", "부모"), $"{VersionRef.Short(parent)}"
                + (history.FindBefore(parent, made.Index) is { } old ? $"  @{old.Version.Step}"
                    : desk.Say("  (not in this ledger)", "  (이 원장에 없음)")));
        Row(desk.Say("cause", "까닭"), _v.Cause switch
        {
            Cause.Born => desk.Say("born: first weights, drawn from the seed", "태어남: 시드에서 뽑은 첫 가중치"),
            Cause.Grown => Descent(),
            Cause.Raised => desk.Say($"raised: steps {_v.From + 1} to {_v.Step}", $"키움: {_v.From + 1}–{_v.Step} 스텝"),
            _ => desk.Say("reverted: an earlier version made the newest again", "되돌림: 이전 버전을 다시 맨 앞으로"),
        });
        Row(desk.Say("made", "때"), $"{Units.Date(made.Time)}   {desk.Say("ledger entry", "원장 항목")} {made.Index}");
        if (_v.Cause != Cause.Reverted && history.PlanOf(made)?.Plan is { } plan)
            Row(desk.Say("plan", "계획"), desk.Say($"steps {plan.From + 1} to {plan.To}", $"{plan.From + 1}–{plan.To} 스텝")
                + $"  {Tame.Line(Story.Because(history, plan))}");
    }

    private string Descent() => history.Descents is [{ Descent: var descent }, ..]
        ? desk.Say($"grown by {Tame.Line(descent.By)} from version {VersionRef.Short(descent.Parent)} of step "
            + $"{descent.Step} of {Tame.Line(descent.Origin)}",
            $"자람: {Tame.Line(descent.Origin)}의 {descent.Step} 스텝 버전 {VersionRef.Short(descent.Parent)}에서 "
            + $"{Tame.Line(descent.By)}(으)로")
        : desk.Say("grown, from nobody knows what", "자람: 어디서 왔는지 적혀 있지 않음");

    private void WriteTraining()
    {
        Row(desk.Say("tokens", "토큰"), desk.Say($"{_v.Tokens:N0} read so far", $"지금까지 {_v.Tokens:N0}개 읽음"));
        Row(desk.Say("documents", "문서"), _v.Documents.ToString());
        if (_v.Cause == Cause.Raised)
        {
            Row(desk.Say("loss", "손실"), desk.Say($"{_v.Loss:F4} nats a token, mean of {_v.Step - _v.From} steps",
                $"토큰당 {_v.Loss:F4} nat, {_v.Step - _v.From} 스텝 평균"));
            Row(desk.Say("gradient", "기울기"), desk.Say($"{_v.GradientNorm:F4} mean L2 norm",
                $"평균 L2 노름 {_v.GradientNorm:F4}"));
            Row(desk.Say("rate", "학습률"), Rates());
        }
        if (_v.Probes.Count > 0)
            Row(desk.Say("probes", "프로브"), desk.Say($"{_v.Probes.Average():F4} nats a token, mean of ",
                $"토큰당 {_v.Probes.Average():F4} nat, 행 {_v.Probes.Count}개 평균: ")
                + desk.Say($"{_v.Probes.Count} rows: ", "")
                + string.Join("  ", _v.Probes.Select(loss => Units.Loss(loss))));
    }

    /// <summary>The schedule's share, and what it makes of the recipe's rates.</summary>
    private string Rates()
    {
        var share = desk.Say($"{_v.Rate:P1} of the recipe's", $"레시피의 {_v.Rate:P1}");
        try
        {
            var digest = history.PlanOf(made)?.Plan.Recipe ?? history.Commitment.Recipe;
            var rates = Recipe.Read(history.Blob(digest), "recipe").Rates;
            return share + FormattableString.Invariant($": matrix {rates.Matrix * _v.Rate:G3}, ")
                + FormattableString.Invariant($"embedding {rates.Embedding * _v.Rate:G3}, ")
                + FormattableString.Invariant($"head {rates.Head * _v.Rate:G3}, vector {rates.Vector * _v.Rate:G3}");
        }
        catch (Exception unreadable) when (unreadable is LedgerException or RaisingException)
        {
            return share;
        }
    }

    private void WriteCost()
    {
        var cost = _v.Cost;
        Row(desk.Say("time", "시간"), Units.Span(desk, TimeSpan.FromSeconds(cost.Seconds)));
        Row(desk.Say("energy", "에너지"), $"{Units.Joules(cost.Joules)}  " + (cost.Tier == EnergyTier.Measured
            ? desk.Say("measured by the processor's counter", "프로세서 계수기로 잼")
            : desk.Say("estimated from time", "시간으로 어림")));
        Row(desk.Say("operations", "연산량"), desk.Say($"{Units.Flops(cost.FlopsByStructure)} by structure, "
            + $"{Units.Flops(cost.FlopsByExperience)} by experience (6ND), "
            + $"{Units.Flops(cost.FlopsByHardware)} by the hardware's use",
            $"구조로 {Units.Flops(cost.FlopsByStructure)}, 경험식(6ND)으로 {Units.Flops(cost.FlopsByExperience)}, "
            + $"하드웨어 사용으로 {Units.Flops(cost.FlopsByHardware)}"));
    }

    private void WriteStore()
    {
        try
        {
            var store = new Shelf(folder, history).Of(made);
            var path = store.Look(_v.Step).Folder;
            var raw = store.ListWeights(_v.Step).Concat(store.ListOptimizer(_v.Step)).Sum(e => e.Tensor.ByteCount);
            var (stored, needs) = (store.StoredBytes(_v.Step), store.Needs(_v.Step));
            Row(desk.Say("lies in", "놓인 곳"), Path.GetRelativePath(folder.Path, path));
            Row(desk.Say("size", "크기"), desk.Say($"{Units.Bytes(stored)} stored of {Units.Bytes(raw)} raw",
                $"원래 {Units.Bytes(raw)}를 {Units.Bytes(stored)}로 저장") + $" ({(double)stored / raw:P1}), "
                + (store.OptimizerSteps().Contains(_v.Step) ? desk.Say("optimizer kept", "최적화기 있음")
                    : desk.Say("optimizer not kept: it is replayed", "최적화기 없음: 다시 만들어 씀"))
                + (needs.Count > 1 ? desk.Say($"; hangs on {needs.Count - 1} others", $". 다른 버전 {needs.Count - 1}개에 기댐")
                    : ""));
        }
        catch (CheckpointException missing)
        {
            Row(desk.Say("lies in", "놓인 곳"), desk.Say("not in the store: ", "저장소에 없음: ") + missing.Message);
        }
        Row(desk.Say("weights", "가중치"), _v.Weights.ToString());
        Row(desk.Say("optimizer", "최적화기"), _v.Optimizer.ToString());
        Row(desk.Say("state", "상태"), _v.State.ToString());
    }

    private void Tensors(string title, IReadOnlyList<NamedDigest> tensors)
    {
        desk.Out.WriteLine();
        desk.Out.WriteLine(_ink.Strong($"{title} ({tensors.Count})"));
        var wide = Math.Min(MostPlaces, tensors.Select(t => Tame.Line(t.Name).Length).DefaultIfEmpty(0).Max());
        foreach (var tensor in tensors)
            desk.Out.WriteLine($"  {Tame.Line(tensor.Name).PadRight(wide)}  {tensor.Sha256}");
    }

    private void Row(string label, string value) => desk.Out.WriteLine(
        $"{_ink.Dim(label)}{new string(' ', Math.Max(1, Label - label.GetCellWidth()))}{value}");
}
