// What changed between two versions as one page that needs nothing else: no script, no font, no picture from elsewhere.
// Every text out of a file is escaped, and the page forbids itself to load anything.
// Source: ours; HTML Living Standard; CSS Color Adjustment 1 for print.

using Jaram.Cli.History;
using Jaram.Ledger.Growth;
using Portion = Jaram.Ledger.Growth.Portion;

namespace Jaram.Cli.Comparing;

/// <summary>Writes the page.</summary>
/// <param name="desk">Words it.</param>
/// <param name="difference">What it shows.</param>
/// <param name="model">The model as the user named it.</param>
internal sealed class DiffSheet(Desk desk, Difference difference, string model)
{
    private const string Signed = "+0.000;−0.000;0";
    private const int MostPortions = 12;
    private readonly HeatMap _map = difference.Map;

    private string Title => Html.Escaped(Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(model)))
        + $": {Name(difference.Before)} → {Name(difference.After)}");

    private string Again => $"jaram diff {model} {VersionRef.Short(difference.Before.Version.Version)} "
        + $"{VersionRef.Short(difference.After.Version.Version)} --html FILE";

    /// <summary>The whole page.</summary>
    public string ToHtml() => new SheetFrame
    {
        Kind = desk.Say("Jaram · what changed between two versions", "자람 · 두 버전 사이에 바뀐 것"), Title = Title,
        Header = Versions(),
        Sections = [Cards(), Map(), new ProbeSection(desk, difference.Probes).ToHtml(),
            new RouterSection(desk, difference.Routers).ToHtml(), .. difference.Ways.Select(Text), Tensors()],
        Again = Again,
    }.ToHtml(desk);

    private static string Name(GrowthEntry.Made made) =>
        $"{VersionRef.Short(made.Version.Version)} (@{made.Version.Step})";

    private static double Mean(IReadOnlyList<float> losses) => losses.Count > 0 ? losses.Average() : double.NaN;

    private string Versions() => Html.Table("versions",
        [
            Html.Head(""), Html.Head(desk.Say("version", "버전")), Html.Numbers(desk.Say("step", "스텝")),
            Html.Numbers(desk.Say("tokens", "토큰")), Html.Numbers(desk.Say("probe loss", "프로브 손실")),
            Html.Head(desk.Say("made", "때")),
        ],
        [
            Version(desk.Say("before", "전"), difference.Before), Version(desk.Say("after", "후"), difference.After),
        ]);

    private static string Version(string label, GrowthEntry.Made made) => Html.Row(Html.Head(label),
        Html.Cell(made.Version.Version.ToString(), "digest"), Html.Number($"{made.Version.Step:N0}"),
        Html.Number($"{made.Version.Tokens:N0}"), Html.Number(Units.Loss(Mean(made.Version.Probes))),
        Html.Cell(Units.Date(made.Time)));

    private string Cards()
    {
        var probes = difference.Probes;
        var all = difference.Tensors.Where(tensor => !HeatMap.IsBookkeeping(tensor.Name)).ToList();
        var rise = Mean(difference.After.Version.Probes) - Mean(difference.Before.Version.Probes);
        IEnumerable<string> cards =
        [
            Card(Units.Text(rise, Signed), desk.Say("probe loss, nats a token", "프로브 손실, 토큰당 nat"),
                rise <= 0 ? "good" : "bad"),
            Card($"+{probes.Gained:N0}", desk.Say("probe tokens gained", "새로 맞힌 프로브 토큰"), "good"),
            Card($"−{probes.Lost:N0}", desk.Say("probe tokens lost", "잃은 프로브 토큰"), "bad"),
            Card($"{Units.Percent(_map.Range.Most)} %", desk.Say("largest change", "가장 큰 변화"), ""),
            Card($"{all.Count(t => t.Same < 1)}/{all.Count}", desk.Say("tensors changed", "바뀐 텐서"), ""),
            .. difference.Ways.Select(way => Card($"{way.Steps:N0}", desk.Say(
                $"steps, {way.Tokens:N0} tokens to @{way.End.Version.Step}",
                $"스텝, @{way.End.Version.Step}까지 토큰 {way.Tokens:N0}개"), "")),
        ];
        return $"<ul class=\"cards\">\n{Html.Lines(cards)}\n</ul>";
    }

    private static string Card(string value, string label, string kind) =>
        $"<li class=\"{kind}\"><strong>{Html.Escaped(value)}</strong><span>{Html.Escaped(label)}</span></li>";

    private string Map() => Html.Section(
        desk.Say("Change of weights by layer and module", "층과 모듈별 가중치의 변화"),
        desk.Say("‖after − before‖ / ‖before‖ in %. A cell with several tensors shows the one that changed most; "
            + "colours follow the logarithm.",
            "‖후 − 전‖ / ‖전‖, %. 텐서가 여럿인 칸은 가장 많이 바뀐 것을 보입니다. 색은 로그를 따릅니다."),
        Grid(_map.Layers.Where(layer => layer != ""), _map.Modules, desk.Say("layer", "층")),
        Grid([""], _map.Others, ""), Legend());

    private string Grid(IEnumerable<string> layers, IReadOnlyList<string> modules, string corner) => modules.Count == 0
        ? ""
        : "<div class=\"scroll\">" + Html.Table("heat",
            modules.Select(module => Html.Head(Html.Escaped(module))).Prepend(Html.Head(corner)),
            layers.Select(layer => Html.Row(modules.Select(module => Cell(layer, module))
                .Prepend(Html.Head(layer == "" ? desk.Say("model", "모델") : Html.Escaped(layer)))))) + "</div>";

    private string Cell(string layer, string module)
    {
        if (_map[layer, module] is not { } change) return Html.Cell("·", "none");
        var heat = _map.Heat(change);
        return heat == 0 ? Html.Cell("0") : Html.Hot(heat, Units.Percent(change));
    }

    private string Legend()
    {
        var stops = string.Concat(Enumerable.Range(0, 9).Select(n => n / 8.0).Select(at => FormattableString.Invariant(
            $"<stop offset=\"{at}\" stop-color=\"{Html.Hex(double.Lerp(HeatMap.Coolest, 1, at))}\"/>")));
        return $"""
            <p class="legend"><span>{Html.Escaped(Units.Percent(_map.Range.Least))} %</span>
            <svg width="220" height="12" role="img" aria-label="{desk.Say("least to most", "적게에서 많이")}">
            <defs><linearGradient id="heat">{stops}</linearGradient></defs>
            <rect width="220" height="12" rx="3" fill="url(#heat)"/></svg>
            <span>{Html.Escaped(Units.Percent(_map.Range.Most))} %</span></p>
            """;
    }

    private string Text(Way way) => way.Text is not { } text ? "" : Html.Section(
        desk.Say($"Text read up to @{way.End.Version.Step}", $"@{way.End.Version.Step}까지 읽은 글"),
        desk.Say($"{text.Documents.Count:N0} documents in {way.Steps:N0} steps since {Name(difference.Common)}.",
            $"{Name(difference.Common)}부터 {way.Steps:N0} 스텝에 문서 {text.Documents.Count:N0}개."),
        "<div class=\"columns\">", Portions(desk.Say("source", "출처"), text.Sources),
        Portions(desk.Say("language", "언어"), text.Languages), Portions(desk.Say("licence", "라이선스"), text.Licences),
        "</div>");

    private string Portions(string label, IReadOnlyList<Portion> portions)
    {
        var rows = portions.Take(MostPortions).Select(portion => Html.Row(
            Html.Cell(portion.Name == "" ? desk.Say("not said", "밝히지 않음") : Html.Isolated(portion.Name)),
            Html.Number($"{portion.Documents:N0}")));
        var rest = portions.Skip(MostPortions).Sum(portion => portion.Documents);
        return Html.Table("", [Html.Head(label), Html.Numbers(desk.Say("documents", "문서"))], rest == 0
            ? rows
            : rows.Append(Html.Row(Html.Cell(desk.Say("others", "그 밖")), Html.Number($"{rest:N0}"))));
    }

    private string Tensors() => Html.Section(desk.Say("Every tensor", "모든 텐서"),
        desk.Say("Effective rank: exp of the entropy of the change's singular values; 0 for vectors and for no change.",
            "유효 랭크: 변화의 특잇값 엔트로피의 exp. 벡터이거나 변화가 없으면 0."),
        Html.Table("",
            [
                Html.Head(desk.Say("tensor", "텐서")), Html.Numbers(desk.Say("change, %", "변화, %")),
                Html.Numbers(desk.Say("effective rank", "유효 랭크")), Html.Numbers(desk.Say("numbers kept", "그대로인 수")),
            ],
            difference.Tensors.OrderByDescending(t => t.Relative).ThenBy(t => t.Name, StringComparer.Ordinal)
                .Select(t => Html.Row(Html.Cell(Html.Escaped(t.Name), "digest"), Html.Number(Units.Percent(t.Relative)),
                    Html.Number(Units.Text(t.EffectiveRank, "F1")), Html.Number($"{t.Same:P1}")))));
}
