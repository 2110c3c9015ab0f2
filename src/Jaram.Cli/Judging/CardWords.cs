using System.Globalization;
using Jaram.Assay.Scorecards;
using Jaram.Assay.Scorecards.Cards;
using Jaram.Assay.Scorecards.Evidence;
using Jaram.Assay.Scorecards.Flips;
using Jaram.Assay.Scorecards.Points;
using Jaram.Assay.Scorecards.Rubrics;
using Jaram.Cli.Printing;

namespace Jaram.Cli.Judging;

/// <summary>What a card's words and numbers are for people.</summary>
/// <param name="desk">Says which language.</param>
/// <param name="rubric">Says how many places points have.</param>
internal sealed class CardWords(Desk desk, Rubric rubric)
{
    private const decimal Thousand = 1000, Ten = 10;

    /// <summary>Points without needless places, and with as many as the rubric gives.</summary>
    private readonly string _points = rubric.Decimals == 0 ? "0" : "0." + new string('0', rubric.Decimals);

    /// <summary>The wording of this language.</summary>
    public string Of(Wording wording) => desk.Say(wording.En, wording.Ko);

    /// <summary>A gate's answer.</summary>
    public string Of(GateOutcome outcome) => outcome switch
    {
        GateOutcome.Passes => desk.Say("passes", "통과"),
        GateOutcome.Fails => desk.Say("fails", "탈락"),
        _ => desk.Say("open", "미결"),
    };

    /// <summary>Its mark: told by its form, not by its colour alone.</summary>
    public static string Mark(GateOutcome outcome) => outcome switch
    {
        GateOutcome.Passes => "✓",
        GateOutcome.Fails => "✗",
        _ => "?",
    };

    /// <summary>How its answer is set.</summary>
    public static Tone ToneOf(GateOutcome outcome) => outcome switch
    {
        GateOutcome.Passes => Tone.Good,
        GateOutcome.Fails => Tone.Bad,
        _ => Tone.Open,
    };

    /// <summary>What could not be measured, and why.</summary>
    public string Of(CandidateName candidate, Problem problem) => desk.Say(
        $"{candidate.Name}: {problem.Kind} could not be measured: {problem.Why.En}",
        $"{candidate.Name}: {problem.Kind}을(를) 재지 못했습니다: {problem.Why.Ko}");

    /// <summary>How a number came about.</summary>
    public string Of(Grade grade) => grade switch
    {
        Grade.Measured => desk.Say("measured", "측정"),
        Grade.Estimated => desk.Say("estimated", "추정"),
        Grade.Entered => desk.Say("entered", "입력"),
        _ => desk.Say("unknown", "모름"),
    };

    /// <summary>Points with their bounds.</summary>
    public string Points(Bounds points) => points.IsExact ? Text(points.Value, _points)
        : $"{Text(points.Value, _points)} [{Text(points.Low, _points)}, {Text(points.High, _points)}]";

    /// <summary>Points of an item; where nothing is known their range alone.</summary>
    public string Points(ItemCard item) => item.Raw.Length > 0 ? Points(item.Points)
        : $"{Text(item.Points.Low, _points)}–{Text(item.Points.High, _points)}";

    /// <summary>The sum, its range alone where an item is not known.</summary>
    public string Total(CandidateCard candidate) => candidate.Items.All(item => item.Raw.Length > 0)
        ? Points(candidate.Total)
        : $"{Text(candidate.Total.Low, _points)}–{Text(candidate.Total.High, _points)}";

    /// <summary>A raw value with its bounds.</summary>
    public static string Raw(ItemCard item) => item.Raw is not [var raw] ? "–"
        : raw.IsExact ? Raw(raw.Value) : $"{Raw(raw.Value)} [{Raw(raw.Low)}, {Raw(raw.High)}]";

    /// <summary>A weight.</summary>
    public static string Weight(decimal points) => Text(points, "0.##");

    /// <summary>Places, as in 1 or 1–2.</summary>
    public string Place(CandidateCard candidate) => candidate.Places is not [var place]
        ? desk.Say("shut out", "제외")
        : place.Best == place.Worst ? Text(place.Best, "0") : $"{Text(place.Best, "0")}–{Text(place.Worst, "0")}";

    /// <summary>What would change the order of two.</summary>
    public string Of(WeightFlip flip, Func<string, string> name)
    {
        var lead = Points(flip.Lead.Rounded(rubric.Decimals + 1));
        if (!flip.IsDecided)
            return desk.Say($"not decidable: {flip.Ahead} leads {flip.Behind} by {lead} points as far as is known",
                $"판정 불가: 알려진 범위에서 {flip.Ahead}와 {flip.Behind}의 차이는 {lead}점");
        return desk.Say($"{flip.Ahead} leads {flip.Behind} by {lead} points. One weight: {Of(flip.One, name)}. "
                + $"All weights: {Of(flip.All, name)}",
            $"{flip.Ahead}이(가) {flip.Behind}보다 {lead}점 앞섬. 배점 하나만 움직이면 {Of(flip.One, name)}. "
                + $"모든 배점을 움직이면 {Of(flip.All, name)}");
    }

    private string Of(FlipRange range, Func<string, string> name)
    {
        if (!range.Nearest.IsPossible) return desk.Say("none changes the order", "어떻게 해도 순위가 바뀌지 않음");
        var (near, far) = (Weight(range.Nearest.Points), range.Farthest.IsPossible
            ? Weight(range.Farthest.Points) : desk.Say("never", "불가"));
        var moves = string.Join(", ", range.Nearest.Moves.Select(move =>
            $"{name(move.Item)} {Weight(move.From)} → {Weight(move.To)}"));
        var reach = near == far ? near : $"{near}–{far}";
        return desk.Say($"{reach} points ({moves})", $"{reach}점 ({moves})");
    }

    private static string Raw(decimal value) => Math.Abs(value) switch
    {
        >= Thousand => Text(value, "N0"),
        >= Ten => Text(value, "0.#"),
        _ => Text(value, "0.###"),
    };

    private static string Text(decimal value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
