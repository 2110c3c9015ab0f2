// Answers gates by results. No rule can be bought off with points, and none says more than its results do.
// Source: the three aspects of independence in MSIT 2026-08-18 (technical, policy, ethical); the rules are ours.

using System.Collections.Immutable;
using System.Text.Json;
using Jaram.Assay.Scorecards.Rubrics;

namespace Jaram.Assay.Scorecards.Evidence;

/// <summary>The rules of gates.</summary>
internal static class GateRules
{
    /// <summary>Answers a gate.</summary>
    /// <param name="gate">Which.</param>
    /// <param name="evidence">What is known of the candidate.</param>
    /// <param name="entered">What an evaluator says; none, or one.</param>
    public static GateFinding Answer(RubricGate gate, EvidenceSet evidence, IReadOnlyList<GateEntry> entered)
    {
        var found = gate.Rule switch
        {
            GateRule.FromZero rule => FromZero(gate.Id, evidence, rule),
            GateRule.Licence rule => Licence(gate.Id, evidence, rule),
            GateRule.Disclosure => Disclosure(gate.Id, evidence),
            _ => new GateFinding(gate.Id, GateOutcome.Open, entered.Count > 0 ? [] :
                [new("an evaluator has to say; nobody has", "평가자가 판정해야 하나 입력이 없습니다")], []),
        };
        foreach (var said in entered)
            found = found with
            {
                Outcome = GateFinding.Stricter(found.Outcome, said.Passes ? GateOutcome.Passes : GateOutcome.Fails),
                Reasons = [.. found.Reasons, new Wording("evaluator: ", "평가자: ") + Wording.Quoted(said.Reason)],
            };
        return found;
    }

    private static GateFinding FromZero(string gate, EvidenceSet evidence, GateRule.FromZero rule)
    {
        var life = new RaisedFromZero(evidence, rule.Least);
        return new(gate, life.Outcome, life.Reasons, life.Files);
    }

    private static GateFinding Licence(string gate, EvidenceSet evidence, GateRule.Licence rule)
    {
        if (!evidence.TryFind("disclosure", out var file, out var why)) return new(gate, GateOutcome.Open, [why], []);
        var named = file.Root.List("licences").Select(one => one.Text("name")).ToList();
        var refused = named.Where(name =>
            rule.Refuses.Any(piece => name.Contains(piece, StringComparison.OrdinalIgnoreCase))).ToList();
        var unknown = named.Where(name => !rule.Accepts.Contains(name, StringComparer.OrdinalIgnoreCase)).ToList();
        var (outcome, reason) = (named.Count, refused.Count, unknown.Count) switch
        {
            (0, _, _) => (GateOutcome.Open, new Wording("no licence is named anywhere", "어디에도 라이선스가 적혀 있지 않습니다")),
            (_, > 0, _) => (GateOutcome.Fails, new($"a licence binds its use: {List(refused)}",
                $"쓰임을 묶는 라이선스가 있습니다: {List(refused)}")),
            (_, _, > 0) => (GateOutcome.Open, new($"licences that somebody has to read: {List(unknown)}",
                $"사람이 읽어야 할 라이선스: {List(unknown)}")),
            _ => (GateOutcome.Passes, new Wording($"all of {List(named)}: nobody's leave is needed",
                $"모두 {List(named)}: 누구의 허락도 필요 없습니다")),
        };
        return new(gate, outcome, [reason, .. Bases(file.Root)], [file.File]);
    }

    private static GateFinding Disclosure(string gate, EvidenceSet evidence)
    {
        var strangers = new RaisedFromZero(evidence, "P0").Strangers;
        if (!evidence.TryFind("disclosure", out var file, out var why))
            return strangers.Length == 0 ? new(gate, GateOutcome.Open, [why], [])
                : new(gate, GateOutcome.Fails, [Hidden(strangers), why], []);
        var named = file.Root.Texts("baseModels");
        var hidden = strangers.Where(one => !named.Any(name => Same(name, one))).ToImmutableArray();
        if (hidden.Length > 0) return new(gate, GateOutcome.Fails, [Hidden(hidden)], [file.File]);
        var told = file.Root.Texts("committed");
        var committed = EvidenceWords.Committed(told);
        return told.Count == 0
            ? new(gate, GateOutcome.Open, [new("its makers laid nothing open: no ledger came along",
                "만든 이가 밝힌 것이 없습니다: 원장이 없습니다")], [file.File])
            : new(gate, GateOutcome.Passes, [new($"committed in its ledger before it was raised: {committed.En}",
                $"기르기 전에 원장에 밝힘: {committed.Ko}"), .. Bases(file.Root)], [file.File]);
    }

    private static Wording Hidden(ImmutableArray<string> models) => new(
        $"weights of {List(models)} are in it, and nothing that came with it says so",
        $"{List(models)}의 가중치가 들어 있으나 함께 온 어떤 것도 이를 밝히지 않습니다");

    private static IEnumerable<Wording> Bases(JsonElement root) => root.Texts("baseModels") is { Count: > 0 } bases
        ? [new($"it says that it was made from {List(bases)}", $"{List(bases)}에서 만들었다고 밝힘")] : [];

    private static bool Same(string said, string found) => Path.GetFileName(said.TrimEnd('/'))
        .Equals(Path.GetFileName(found.TrimEnd('/')), StringComparison.OrdinalIgnoreCase);

    private static string List(IEnumerable<string> names) =>
        string.Join(", ", names.Select(name => name == "" ? "?" : name));
}
