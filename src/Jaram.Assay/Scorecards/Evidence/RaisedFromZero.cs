// What a ledger's check and a scan of weights say together. Weights show that two models share something, never who
// came first: that is told by a ledger in which first weights follow from a seed and every step was small enough.
// Source: ours; docs/decisions/0011-verify-replay-witness.md and 0021-provenance.md.

using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Jaram.Assay.Scorecards.Evidence;

/// <summary>Whether a candidate was raised from zero, as far as its results tell.</summary>
internal sealed class RaisedFromZero
{
    /// <summary>The level at which weights bear a ledger out.</summary>
    private const int BorneOut = 3;

    private static readonly string[] _ownLife = ["FirstWeights", "Chain", "StepBounds", "Birthmark"];

    private readonly List<Wording> _reasons = [];
    private readonly List<string> _files = [];

    /// <summary>Weighs the results.</summary>
    /// <param name="evidence">What is known.</param>
    /// <param name="least">The level from which a ledger is enough, as "P2".</param>
    public RaisedFromZero(EvidenceSet evidence, string least)
    {
        if (evidence.TryFind("verify", out var verified, out var noLedger)) Read(verified, least);
        else _reasons.Add(new Wording("ledger: ", "원장: ") + noLedger);
        if (evidence.TryFind("scan", out var scanned, out var noScan)) Read(scanned);
        else _reasons.Add(new Wording("weights: ", "가중치: ") + noScan);
    }

    /// <summary>Models whose weights are in it, though its ledger does not say so.</summary>
    public ImmutableArray<string> Strangers { get; private set; } = [];

    /// <summary>The answer.</summary>
    public GateOutcome Outcome => IsBelied || Strangers.Length > 0 ? GateOutcome.Fails
        : IsProved && !IsDoubted ? GateOutcome.Passes
        : GateOutcome.Open;

    /// <summary>Why.</summary>
    public ImmutableArray<Wording> Reasons => [.. _reasons];

    /// <summary>Results that say so.</summary>
    public ImmutableArray<string> Files => [.. _files];

    /// <summary>Its ledger contradicts itself.</summary>
    private bool IsBelied { get; set; }

    /// <summary>Its ledger is proved as far as was asked.</summary>
    private bool IsProved { get; set; }

    /// <summary>Its ledger tells its whole life, and the weights bear it out.</summary>
    private bool IsOwn { get; set; }

    /// <summary>The scan left something open.</summary>
    private bool IsDoubted { get; set; }

    private void Read(EvidenceFile verified, string least)
    {
        _files.Add(verified.File);
        var (root, level) = (verified.Root, verified.Root.Text("level"));
        if (root.List("flaws") is [var flaw, ..])
        {
            IsBelied = true;
            var (kind, where) = (flaw.Text("kind"), flaw.Text("where"));
            _reasons.Add(new($"its own record cannot be believed: {kind} ({where})",
                $"스스로의 기록을 믿을 수 없습니다: {kind} ({where})"));
            return;
        }
        var held = root.List("checks").Where(check => check.Text("outcome") == "Held")
            .Select(check => check.Text("kind")).ToHashSet();
        IsProved = Level(level) >= Level(least);
        IsOwn = Level(level) >= BorneOut || _ownLife.All(held.Contains) || held.Contains("Parent");
        _reasons.Add(IsProved
            ? new($"its ledger proves its life to level {level}, {held.Count} checks held",
                $"원장이 {level} 수준까지 증명하며 검사 {held.Count}개를 통과했습니다")
            : new($"its ledger holds no contradiction ({held.Count} checks held) but is of level {level}, {least} is "
                    + "asked: outside witnesses (jaram witness) or a whole replay (jaram replay --all) would decide",
                $"원장에 모순은 없으나({held.Count}개 검사 통과) {level} 수준이고 {least} 이상이어야 합니다. 외부 증인(jaram "
                    + "witness)이나 전체 재실행(jaram replay --all)이 있으면 판정할 수 있습니다"));
    }

    private void Read(EvidenceFile scanned)
    {
        _files.Add(scanned.File);
        var (references, strangers) = (scanned.Root.List("references"), new List<string>());
        foreach (var reference in references)
        {
            var (name, parts) = (reference.Text("model"), reference.List("components"));
            var found = parts.Where(part => part.Text("verdict") == "dependent").ToList();
            if (found.Count > 0) Tell(name, found, strangers);
            else if (parts.Any(part => part.Text("verdict") is "suspect" or "sameStart")) Doubt(name);
        }
        Strangers = [.. strangers];
        Tell([.. references.Where(one => one.List("components").All(IsApart))], references.Count);
        if (scanned.Root.TryMember("controlsHold", out var hold) && hold.ValueKind == JsonValueKind.True) return;
        IsDoubted = true;
        _reasons.Add(new("the scan's own controls do not hold: take other ones", "스캔의 대조가 맞지 않습니다. 다른 대조 모델이 필요합니다"));
    }

    private void Tell(string name, List<JsonElement> found, List<string> strangers)
    {
        var parts = EvidenceWords.Components(found.Select(part => part.Text("component")));
        var by = EvidenceWords.Tests(found.SelectMany(part => part.Texts("by")).Distinct());
        if (IsOwn)
        {
            _reasons.Add(new($"{name} shares weights with it ({parts.En}); its own first weights follow from a seed in "
                    + "its ledger, so they came from it, not into it",
                $"{name}와 가중치를 공유합니다({parts.Ko}). 이 모델의 첫 가중치는 원장의 시드에서 나오므로, 받은 것이 아니라 나간 것입니다"));
            return;
        }
        strangers.Add(name);
        _reasons.Add(new($"weights of {name} are in it: {parts.En}, by {by.En}",
            $"{name}의 가중치가 들어 있습니다: {parts.Ko} (근거: {by.Ko})"));
    }

    private static bool IsApart(JsonElement part) => part.Text("verdict") == "independent" || IsInOrderOnly(part);

    /// <summary>Whether a copy in another order would not have been seen.</summary>
    private static bool IsInOrderOnly(JsonElement part) =>
        part.Text("verdict") == "cannotTell" && part.Text("why") == "disguise";

    private void Tell(IReadOnlyList<JsonElement> apart, int all)
    {
        if (apart.Count == 0) return;
        var worst = apart.SelectMany(one => one.List("components"))
            .Max(part => part.TryNumber("correlation", out var value) ? value : 0)
            .ToString("0.###", CultureInfo.InvariantCulture);
        _reasons.Add(new($"independent of {apart.Count} of {all} models compared, down to a correlation of {worst}; "
                + "weights alone never prove more",
            $"견준 모델 {all}개 가운데 {apart.Count}개와 독립(상관 {worst}까지). 가중치만으로는 여기까지입니다"));
        var open = apart.Count(one => one.List("components").Any(IsInOrderOnly));
        if (open > 0)
            _reasons.Add(new($"a disguised copy of {open} of them would not have been seen: too few controls, shared "
                    + "tokens or units",
                $"그 가운데 {open}개는 변장한 복제였어도 보이지 않았을 것입니다. 대조 모델이나 함께 있는 토큰, 유닛이 모자랍니다"));
    }

    private void Doubt(string name)
    {
        IsDoubted = true;
        _reasons.Add(new($"something is shared with {name} that decides nothing by itself",
            $"{name}와 함께하는 것이 있으나 그것만으로는 판정할 수 없습니다"));
    }

    /// <summary>A level as a number; -1 for none.</summary>
    internal static int Level(string level) =>
        level is ['P', var digit] && digit is >= '0' and <= '5' ? digit - '0' : -1;
}
