using Jaram.Cli.History;
using Jaram.Payoff.Planning;
using Jaram.Payoff.Reporting;
using Jaram.Statistics;
using Jaram.Statistics.Paying;

namespace Jaram.Cli.Paying;

/// <summary>What a comparison's words and numbers are for people.</summary>
/// <param name="desk">Says which language.</param>
/// <param name="plan">Gives the margins.</param>
internal sealed class CompareWords(Desk desk, ComparisonPlan plan)
{
    /// <summary>A verdict in a word or two.</summary>
    public string Of(Verdict verdict) => verdict switch
    {
        Verdict.Pays => desk.Say("pays", "이득 있음"),
        Verdict.DoesNot => desk.Say("does not pay", "이득 없음"),
        _ => desk.Say("cannot tell", "알 수 없음"),
    };

    /// <summary>A verdict and why, in a sentence.</summary>
    public string Sentence(PayoffRow row)
    {
        var (judged, gain, level) = (row.Judgement, Percent(plan.Rule.Gain - 1),
            Units.Text(1 - plan.Rule.Confidence, "0.##"));
        return Of(judged.Verdict) + ": " + judged.Ground switch
        {
            Ground.Gain => desk.Say("it saves compute, and nothing that was looked at is lost",
                "연산을 아끼고, 살펴본 것 중 잃은 것이 없음"),
            Ground.Loss => desk.Say("it costs compute", "연산이 더 듦"),
            Ground.GainRuledOut => desk.Say($"a gain of {gain} is ruled out", $"{gain} 이득은 없다고 볼 수 있음"),
            Ground.Shrinks => desk.Say("there is a gain, and it shrinks as compute grows", "이득이 있으나 연산이 늘수록 줄어듦"),
            Ground.SkillLost => desk.Say("there is a gain, and a skill is lost", "이득이 있으나 기능 하나를 잃음"),
            Ground.Unstable => desk.Say("there is a gain, and its loss broke on the way", "이득이 있으나 손실이 도중에 튐"),
            Ground.OneOfMany => desk.Say(
                "its interval would tell if it stood alone, but one of so many rows may look so by chance (p, "
                    + $"corrected, is above {level}); {judged.FurtherSeeds} further seeds in a new plan would tell",
                "이 행만 있었다면 구간이 말해 주지만, 이만큼 많은 행에서는 하나쯤 우연히 그럴 수 있음(보정한 p가 "
                    + $"{level}보다 큼). 새 계획에서 시드 {judged.FurtherSeeds}개를 더하면 알 수 있음"),
            _ => desk.Say(
                $"the interval holds both no gain and {gain}; {judged.FurtherSeeds} further seeds in a new plan would "
                    + "tell",
                $"구간에 이득 0과 {gain}가 함께 있음. 새 계획에서 시드 {judged.FurtherSeeds}개를 더하면 알 수 있음"),
        };
    }

    /// <summary>A best rate beyond which a better one may lie, and what to try.</summary>
    public string AtEnd(TriedRate rate)
    {
        var (isHighest, factor) = (rate.Factor == plan.RateFactors.Max(), Units.Text(rate.Factor, "0.####"));
        var wider = string.Join(",", new[] { rate.Factor / 2, rate.Factor, rate.Factor * 2 }
            .Select(one => Units.Text(one, "0.####")));
        return desk.Say(
            $"{rate.Arm}, {rate.Text}: ×{factor} is the {(isHighest ? "highest" : "lowest")} rate tried and did best; "
                + $"a better one may lie beyond: --rates {wider}",
            $"{rate.Arm}, {rate.Text}: 가장 {(isHighest ? "높은" : "낮은")} ×{factor}에서 가장 좋았으므로 그 너머에 더 나은 "
                + $"학습률이 있을 수 있음: --rates {wider}");
    }

    /// <summary>What is made equal.</summary>
    public string Of(Matching matching) => matching switch
    {
        Matching.TrainingFlops => desk.Say("training FLOPs", "학습 연산량"),
        Matching.Parameters => desk.Say("+ parameters", "+ 파라미터"),
        _ => desk.Say("+ decode bytes", "+ 생성 바이트"),
    };

    /// <summary>A skill.</summary>
    public string Skill(string name) => name switch
    {
        "recall" => desk.Say("associative recall", "연상 기억"),
        "copy" => desk.Say("selective copy", "골라 베끼기"),
        "hops" => desk.Say("several hops", "여러 단계 따라가기"),
        "memory" => desk.Say("memorisation", "외우기"),
        "sums" => desk.Say("sums modulo 23", "23으로 나눈 나머지 셈"),
        _ => name,
    };

    /// <summary>A multiplier with its interval, as in ×1.08 [1.02, 1.15].</summary>
    public static string Times(Interval log) =>
        $"×{Units.Text(Math.Exp(log.Middle), "0.000")} [{Bound(log.Low)}, {Bound(log.High)}]";

    /// <summary>A number with its interval.</summary>
    public static string Text(Interval interval, string format) =>
        $"{Units.Text(interval.Middle, format)} "
        + $"[{Units.Text(interval.Low, format)}, {Units.Text(interval.High, format)}]";

    /// <summary>A p-value.</summary>
    public static string Chance(double chance) => chance < 0.0005 ? "<.001" : Units.Text(chance, "0.000");

    /// <summary>A share in percent.</summary>
    public static string Percent(double share) => Units.Text(share * 100, "0.#") + " %";

    private static string Bound(double log) => Math.Exp(log) switch
    {
        < 0.001 => "<0.001",
        > 1000 => ">1000",
        var value => Units.Text(value, "0.000"),
    };
}
