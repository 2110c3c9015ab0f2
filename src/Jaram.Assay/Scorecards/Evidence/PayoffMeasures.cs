// What a registered comparison says of the arm that is the candidate's design.
// Source: docs/formats/comparison.md.

using System.Text.Json;
using Jaram.Assay.Scorecards.Points;

namespace Jaram.Assay.Scorecards.Evidence;

/// <summary>Whether a novelty pays.</summary>
internal static class PayoffMeasures
{
    /// <summary>How much more compute the parent would need, on the text where that is least.</summary>
    public static Reading Multiplier(JsonElement root, EvidenceSet of) =>
        Least(root, of, "computeMultiplier", (row, value) => new(
            $"×{Text(value)} of the parent's compute on {row.Text("text")}: {row.Text("verdict")}, "
                + $"{row.Text("ground")}",
            $"{row.Text("text")}에서 부모의 연산 ×{Text(value)}. 판정 {row.Text("verdict")}, 근거 {row.Text("ground")}"));

    /// <summary>Whether the gain grows with compute: the slope of its logarithm.</summary>
    public static Reading Trend(JsonElement root, EvidenceSet of) =>
        Least(root, of, "slopeOfLogMultiplier", (row, value) => new(
            $"the gain changes by {Text(value)} (log) for e times the compute on {row.Text("text")}",
            $"{row.Text("text")}에서 연산이 e배일 때 이득(로그)이 {Text(value)}만큼 변함"));

    /// <summary>The share of foretold losses that held.</summary>
    public static Reading Forecasts(JsonElement root, EvidenceSet of)
    {
        var arm = ArmOf(root, of);
        var own = root.List("forecasts").Where(one => one.Text("arm") == arm).ToList();
        if (own.Count == 0) return Reading.Not("the comparison foretold nothing of it", "비교에 이 구조의 예측이 없습니다");
        var held = own.Count(one => one.Is("held"));
        return new Reading.Told(Bounds.Exact((decimal)held / own.Count), Grade.Measured, "$.forecasts", new(
            $"{held} of {own.Count} losses at the next rung lay where they were foretold",
            $"다음 단의 손실 예측 {own.Count}개 가운데 {held}개가 맞음"));
    }

    private static Reading Least(
        JsonElement root, EvidenceSet of, string key, Func<JsonElement, Bounds, Wording> says)
    {
        var arm = ArmOf(root, of);
        var rows = root.List("rows").Index().Where(row => row.Item.Text("candidate") == arm
                && row.Item.Text("matching") == "trainingFlops")
            .Select(row => (row.Index, row.Item, Value: Interval(row.Item, key))).Where(row => row.Value is not null)
            .ToList();
        if (rows.Count == 0)
            return Reading.Not("the comparison has no row of its design at equal training operations",
                "비교에 이 구조를 같은 학습 연산량으로 견준 행이 없습니다");
        var least = rows.MinBy(row => row.Value!.Value.Value);
        return new Reading.Told(least.Value!.Value, Grade.Measured, $"$.rows[{least.Index}].{key}",
            says(least.Item, least.Value.Value));
    }

    /// <summary>The candidate's arm: named as it or its design is, or else the only one.</summary>
    private static string ArmOf(JsonElement root, EvidenceSet of)
    {
        var arms = root.List("rows").Select(row => row.Text("candidate")).Distinct().ToList();
        return arms.Find(arm => arm == of.Design || arm == of.Candidate) ?? (arms is [var only] ? only : "");
    }

    private static Bounds? Interval(JsonElement row, string key) => row.TryMember(key, out var found)
        && found.TryNumber("low", out var low) && found.TryNumber("value", out var value)
        && found.TryNumber("high", out var high) && low <= value && value <= high ? new(low, value, high) : null;

    private static string Text(Bounds value) =>
        $"{Measures.Text(value.Value)} [{Measures.Text(value.Low)}, {Measures.Text(value.High)}]";
}
