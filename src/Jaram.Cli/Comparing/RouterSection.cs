using Jaram.Cli.History;

namespace Jaram.Cli.Comparing;

/// <summary>The routers on a page: a row for each layer, a cell for each expert.</summary>
internal sealed class RouterSection(Desk desk, IReadOnlyList<RouterShift> routers)
{
    private const string Signed = "+0.000;−0.000;0";

    /// <summary>The section; nothing if the model has no router.</summary>
    public string ToHtml()
    {
        if (routers.Count == 0) return "";
        var experts = routers.Max(router => router.Experts.Count);
        var most = routers.SelectMany(router => router.Experts).Select(Moved).Where(double.IsFinite)
            .DefaultIfEmpty(0).Max();
        return Html.Section(desk.Say("Load of experts", "전문가의 부하"),
            desk.Say("Share of the probes' choices in %, before → after; warmer where it moved more. Moved: choices "
                + "that went to another expert than before. Rows: change of the router's rows. Bias: how far it moved.",
                "프로브의 선택이 간 비율 %, 전 → 후. 많이 옮겨 갈수록 따뜻한 색. 옮김: 전과 다른 전문가에게 간 선택. "
                + "행: 라우터 행의 변화. 편향: 움직인 만큼."),
            "<div class=\"scroll\">" + Html.Table("heat",
                [
                    Html.Head(desk.Say("layer", "층")), Html.Head(desk.Say("moved %", "옮김 %")),
                    .. Enumerable.Range(0, experts).Select(expert => Html.Head($"{expert}")),
                    Html.Head(desk.Say("rows %", "행 %")), Html.Head(desk.Say("bias", "편향")),
                ],
                routers.Select(router => Row(router, experts, most))) + "</div>");
    }

    private static string Row(RouterShift router, int experts, double most) => Html.Row(
    [
        Html.Head(Html.Escaped(router.Layer)), Html.Cell(Html.Escaped(Units.Percent(router.Moved))),
        .. Enumerable.Range(0, experts).Select(n => n < router.Experts.Count
            ? Html.Hot(most > 0 && Moved(router.Experts[n]) is var moved && double.IsFinite(moved) ? moved / most : 0,
                $"{Whole(router.Experts[n].LoadBefore)} → {Whole(router.Experts[n].LoadAfter)}")
            : Html.Cell("·", "none")),
        Html.Cell(Html.Escaped($"{Units.Percent(router.Experts.Min(e => e.Row))}–"
            + Units.Percent(router.Experts.Max(e => e.Row)))),
        Html.Cell($"{Units.Text(router.Experts.Min(e => e.Bias), Signed)} … "
            + Units.Text(router.Experts.Max(e => e.Bias), Signed)),
    ]);

    private static double Moved(ExpertShift expert) => Math.Abs(expert.LoadAfter - expert.LoadBefore);

    private static string Whole(double share) => double.IsNaN(share) ? "–" : Units.Text(share * 100, "F0");
}
