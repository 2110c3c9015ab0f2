// Source: the four kinds of change that MSIT named on 2026-08-18; bits as in docs/decisions/0020-originality.md.

using System.Text.Json;
using Jaram.Assay.Scorecards.Points;

namespace Jaram.Assay.Scorecards.Evidence;

/// <summary>How original a design is.</summary>
internal static class OriginalityMeasures
{
    private static readonly Wording[] _tiers =
    [
        new("quantitative change", "하이퍼파라미터 변경 등 양적 변형"),
        new("change of modules or blocks", "모듈·블록 레벨 등 질적 변형"),
        new("change of how it is made", "데이터 파이프라인의 효율적 개선 및 혁신"),
        new("change of the architecture", "아키텍처 수준 혁신"),
    ];

    /// <summary>The level, 1 to 4.</summary>
    public static Reading Tier(JsonElement root, EvidenceSet of)
    {
        if (!root.TryNumber("tier", out var tier) || tier < 1 || tier > _tiers.Length)
            return Reading.Not("the result names no level", "결과에 단계가 없습니다");
        var (level, near) = (_tiers[(int)tier - 1], Nearest(root));
        return new Reading.Told(Bounds.Exact(tier), Grade.Measured, "$.tier", new(
            $"level {tier:0} of 4, {level.En}; nearest of the known: {near}",
            $"4단계 가운데 {tier:0}단계({level.Ko}). 알려진 것 중 가장 가까운 것은 {near}"));
    }

    /// <summary>Bits that say what is computed and kept, once the nearest known work is known.</summary>
    public static Reading Bits(JsonElement root, EvidenceSet of)
    {
        if (!root.TryMember("bits", out var bits) || !bits.TryNumber("forward", out var forward)
            || !bits.TryNumber("state", out var state))
            return Reading.Not("the result has no bits", "결과에 비트가 없습니다");
        var (said, near) = (Measures.Text(forward + state, "0.0"), Nearest(root));
        return new Reading.Told(Bounds.Exact(forward + state), Grade.Measured, "$.bits", new(
            $"{said} bits say it once {near} is known", $"{near}를 알면 {said}비트로 말할 수 있음"));
    }

    private static string Nearest(JsonElement root) => root.List("predecessors") is [var first, ..]
        ? $"{first.Text("name")} ({first.Text("released")})" : "–";
}
