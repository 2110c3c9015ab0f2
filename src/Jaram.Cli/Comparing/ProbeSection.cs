using Jaram.Cli.History;

namespace Jaram.Cli.Comparing;

/// <summary>The standing probes on a page: losses row by row, and tokens that turned right or wrong.</summary>
internal sealed class ProbeSection(Desk desk, ProbeShift probes)
{
    private const string Signed = "+0.000;−0.000;0";
    private const double Left = 6, Wide = 148;

    /// <summary>The section.</summary>
    public string ToHtml()
    {
        var asked = probes.Asked is { } tokens ? desk.Say($", of {tokens:N0}", $", 모두 {tokens:N0}개 중") : "";
        return Html.Section(desk.Say("Standing probes", "늘 같은 프로브"),
            desk.Say("A few held-out rows, the same for the model's whole life: loss in nats a token, and tokens that "
                + "are the likeliest ones.",
                "모델이 사는 동안 늘 같은, 남겨 둔 글의 몇 행: 토큰당 nat 손실, 그리고 가장 그럴듯한 것으로 맞힌 토큰."),
            Losses(),
            "<p>" + desk.Say(
                $"Foreseen: {probes.Kept:N0} tokens as before, {probes.Gained:N0} gained, {probes.Lost:N0} lost",
                $"맞힌 토큰: 그대로 {probes.Kept:N0}개, 새로 {probes.Gained:N0}개, 잃은 것 {probes.Lost:N0}개") + asked + ".</p>",
            probes.Examples.Count == 0 ? "" : Flips());
    }

    private string Losses()
    {
        var most = probes.Rows.SelectMany(row => new[] { row.Before, row.After }).Where(double.IsFinite)
            .DefaultIfEmpty(1).Max();
        return Html.Table("probes",
            [
                Html.Head(desk.Say("row", "행")), Html.Numbers(desk.Say("before", "전")),
                Html.Numbers(desk.Say("after", "후")), Html.Numbers("Δ"), Html.Head(""),
            ],
            probes.Rows.Select((row, n) => Html.Row(Html.Head($"{n}"), Html.Number(Units.Loss(row.Before)),
                Html.Number(Units.Loss(row.After)),
                Html.Number(Units.Text(row.After - row.Before, Signed), row.After <= row.Before ? "good" : "bad"),
                Html.Cell(Dumbbell(row.Before / most, row.After / most)))));
    }

    private string Flips() => Html.Table("flips",
        [
            Html.Head(""), Html.Numbers(desk.Say("row", "행")),
            Html.Head(desk.Say("text, with the token marked", "글, 그 토큰을 표시")),
        ],
        probes.Examples.Select(flip => Html.Row(
            Html.Cell(flip.IsGained ? "+" : "−", flip.IsGained ? "good" : "bad"), Html.Number($"{flip.Row}"),
            Html.Cell($"<bdi>{Html.Escaped(flip.Context)}<mark>{Html.Escaped(flip.Token)}</mark></bdi>"))));

    /// <summary>From where a loss was to where it is.</summary>
    private static string Dumbbell(double before, double after)
    {
        if (!double.IsFinite(before) || !double.IsFinite(after)) return "";
        var (from, to) = (Units.Text(Left + before * Wide, "F1"), Units.Text(Left + after * Wide, "F1"));
        return $"""
            <svg class="dumbbell" width="160" height="14" aria-hidden="true"><line x1="{from}" y1="7" x2="{to}" y2="7"/>
            <circle class="from" cx="{from}" cy="7" r="3.5"/><circle class="to" cx="{to}" cy="7" r="4"/></svg>
            """;
    }
}
