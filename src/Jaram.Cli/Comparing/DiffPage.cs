using Jaram.Cli.History;
using Jaram.Ledger.Growth;
using Spectre.Console;
using Portion = Jaram.Ledger.Growth.Portion;

namespace Jaram.Cli.Comparing;

/// <summary>What changed between two versions, for a terminal.</summary>
internal sealed class DiffPage(Desk desk, Difference difference)
{
    private const int CellColumns = 7, LabelColumns = 8, Widest = 100;
    private const int MostTensors = 8, MostPortions = 6, MostMovers = 3;
    private const int ContextCharacters = 40, TokenCharacters = 20;
    private const string Shades = " ░▒▓█";
    private readonly Ink _ink = Ink.Of(desk);
    private readonly HeatMap _map = difference.Map;

    private int Columns => Math.Clamp(desk.Screen.Columns ?? Widest, 40, 200);

    /// <summary>The whole page.</summary>
    public void Write()
    {
        var (before, after) = (difference.Before.Version, difference.After.Version);
        desk.Out.WriteLine($"{_ink.Name(VersionRef.Short(before.Version))} @{before.Step}  →  "
            + $"{_ink.Name(VersionRef.Short(after.Version))} @{after.Step}");
        WriteWays();
        WriteMap();
        WriteTensors();
        WriteRouters();
        WriteProbes();
        foreach (var way in difference.Ways) WriteText(way);
    }

    private void WriteWays()
    {
        var common = difference.Common;
        if (difference.Ways.Count == 2)
            desk.Out.WriteLine(desk.Say($"on two branches; both come from {Name(common)}",
                $"서로 다른 가지. 둘 다 {Name(common)}에서 나옴"));
        foreach (var way in difference.Ways)
            desk.Out.WriteLine(desk.Say(
                $"from {Name(common)} to {Name(way.End)}: {way.Steps:N0} steps, {way.Tokens:N0} tokens",
                $"{Name(common)}에서 {Name(way.End)}까지: {way.Steps:N0} 스텝, 토큰 {way.Tokens:N0}개"));
        if (difference.Ways.Count == 0) desk.Out.WriteLine(desk.Say("the same version", "같은 버전"));
    }

    private void WriteMap()
    {
        Heading(desk.Say("change of weights, in % of their length", "가중치의 변화, 길이에 대한 %"));
        var fit = Math.Max(1, (Columns - LabelColumns) / CellColumns);
        foreach (var modules in _map.Modules.Chunk(fit)) Table(_map.Layers.Where(layer => layer != ""), modules);
        if (_map.Others.Count > 0) foreach (var modules in _map.Others.Chunk(fit)) Table([""], modules);
        var (least, most) = _map.Range;
        if (_map.Modules.Count + _map.Others.Count > 0)
            desk.Out.WriteLine(_ink.Dim(desk.Say("least ", "가장 적게 ")) + string.Concat(Enumerable.Range(1, 4)
                .Select(n => Painted(n / 4.0, $" {Shades[n]} ")))
                + _ink.Dim(desk.Say($" most   {Units.Percent(least)} % to {Units.Percent(most)} %",
                    $" 가장 많이   {Units.Percent(least)} %–{Units.Percent(most)} %")));
    }

    private void Table(IEnumerable<string> layers, string[] modules)
    {
        var widths = modules.Select(module => Math.Max(CellColumns, Tame.Line(module).GetCellWidth() + 1)).ToArray();
        desk.Out.WriteLine(_ink.Dim(new string(' ', LabelColumns)
            + string.Concat(modules.Zip(widths, (module, wide) => Tame.Line(module).PadLeft(wide)))));
        foreach (var layer in layers)
        {
            var label = layer == "" ? desk.Say("model", "모델") : layer;
            desk.Out.Write(_ink.Dim(label) + new string(' ', Math.Max(0, LabelColumns - label.GetCellWidth())));
            foreach (var (module, wide) in modules.Zip(widths))
                desk.Out.Write(_map[layer, module] is { } change ? Cell(change, wide) : "·".PadLeft(wide));
            desk.Out.WriteLine();
        }
    }

    private string Cell(double change, int wide)
    {
        var heat = _map.Heat(change);
        var shade = Shades[(int)Math.Ceiling(heat * (Shades.Length - 1))];
        var number = Units.Percent(change).PadLeft(CellColumns - 2);
        return new string(' ', wide - CellColumns) + Painted(heat, _ink.IsOn ? $"{number}  " : $"{number} {shade}");
    }

    private string Painted(double heat, string text) => heat > 0
        ? _ink.On(HeatColour.Of(heat), HeatColour.IsDark(heat), text)
        : text;

    private void WriteTensors()
    {
        var all = difference.Tensors.Where(tensor => !HeatMap.IsBookkeeping(tensor.Name)).ToList();
        Heading(desk.Say("tensors that changed most", "가장 많이 바뀐 텐서"));
        var wide = all.Select(t => Tame.Line(t.Name).Length).DefaultIfEmpty(0).Max();
        desk.Out.WriteLine(_ink.Dim(new string(' ', wide) + Right(desk.Say("change %", "변화 %"), 10)
            + Right(desk.Say("effective rank", "유효 랭크"), 16) + Right(desk.Say("numbers kept", "그대로인 수"), 14)));
        foreach (var t in all.OrderByDescending(t => t.Relative).ThenBy(t => t.Name, StringComparer.Ordinal)
            .Take(MostTensors))
            desk.Out.WriteLine($"{Tame.Line(t.Name).PadRight(wide)}{Units.Percent(t.Relative),10}"
                + $"{(t.EffectiveRank > 0 ? Units.Text(t.EffectiveRank, "F1") : "–"),16}{t.Same,14:P1}");
        var same = all.Count(t => t.Same == 1);
        desk.Out.WriteLine(desk.Say($"{same} of {all.Count} tensors kept every bit",
            $"텐서 {all.Count}개 중 {same}개는 그대로"));
    }

    /// <summary>A line for each layer: how much moved, and the experts whose load moved most.</summary>
    private void WriteRouters()
    {
        if (difference.Routers.Count == 0) return;
        Heading(desk.Say("routers: choices that went to another expert than before", "라우터: 전과 다른 전문가에게 간 선택"));
        foreach (var router in difference.Routers)
        {
            var movers = router.Experts.Where(e => !double.IsNaN(e.LoadAfter))
                .OrderByDescending(e => Math.Abs(e.LoadAfter - e.LoadBefore)).Take(MostMovers)
                .Select(e => $"#{e.Expert} {e.LoadBefore:P0} → {e.LoadAfter:P0}");
            desk.Out.WriteLine($"{router.Layer.PadRight(LabelColumns)}{Share(router.Moved),8}   "
                + string.Join(",  ", movers) + _ink.Dim(desk.Say("   rows ", "   행 ")
                    + $"{Units.Percent(router.Experts.Min(e => e.Row))}–"
                    + $"{Units.Percent(router.Experts.Max(e => e.Row))} %"));
        }
    }

    private void WriteProbes()
    {
        var probes = difference.Probes;
        Heading(desk.Say("standing probes", "늘 같은 프로브"));
        var kept = probes.Asked is { } asked ? desk.Say($" of {asked:N0} tokens", $" (토큰 {asked:N0}개 중)") : "";
        desk.Out.WriteLine(desk.Say($"foreseen: {probes.Kept} as before, {_ink.Good($"+{probes.Gained} gained")}, "
            + $"{_ink.Bad($"−{probes.Lost} lost")}{kept}",
            $"맞힘: 그대로 {probes.Kept}, {_ink.Good($"새로 +{probes.Gained}")}, {_ink.Bad($"잃음 −{probes.Lost}")}{kept}"));
        desk.Out.WriteLine(desk.Say("loss by row: ", "행별 손실: ") + string.Join("  ",
            probes.Rows.Select(row => $"{Units.Loss(row.Before)}→{Units.Loss(row.After)}")));
        foreach (var flip in probes.Examples)
            desk.Out.WriteLine($"  {(flip.IsGained ? _ink.Good("+") : _ink.Bad("−"))} "
                + $"…{Tame.Quote(Tail(flip.Context), ContextCharacters)}"
                + $"[{Tame.Quote(Visible(flip.Token), TokenCharacters)}]");
    }

    private void WriteText(Way way)
    {
        if (way.Text is not { } text) return;
        Heading(desk.Say($"documents read up to {Name(way.End)}: {text.Documents.Count:N0}",
            $"{Name(way.End)}까지 읽은 글: 문서 {text.Documents.Count:N0}개"));
        Portions(desk.Say("source", "출처"), text.Sources);
        Portions(desk.Say("language", "언어"), text.Languages);
        Portions(desk.Say("licence", "라이선스"), text.Licences);
    }

    private void Portions(string label, IReadOnlyList<Portion> portions)
    {
        var shown = portions.Take(MostPortions).Select(p =>
            $"{(p.Name == "" ? desk.Say("(not said)", "(밝히지 않음)") : Tame.Line(p.Name))} {p.Documents:N0}");
        var more = portions.Count > MostPortions ? desk.Say($", {portions.Count - MostPortions} more",
            $", 그 밖에 {portions.Count - MostPortions}가지") : "";
        desk.Out.WriteLine($"{_ink.Dim(label)}{new string(' ', Math.Max(1, 10 - label.GetCellWidth()))}"
            + string.Join(", ", shown) + more);
    }

    private void Heading(string text)
    {
        desk.Out.WriteLine();
        desk.Out.WriteLine(_ink.Strong(text));
    }

    private static string Right(string text, int columns) =>
        new string(' ', Math.Max(0, columns - text.GetCellWidth())) + text;

    private static string Share(double share) => double.IsNaN(share) ? "–" : $"{share:P1}";

    /// <summary>Blanks that are all there is can be seen.</summary>
    private static string Visible(string token) =>
        string.IsNullOrWhiteSpace(token) ? token.Replace(' ', '␣') : token;

    private static string Name(GrowthEntry.Made made) =>
        $"{VersionRef.Short(made.Version.Version)} (@{made.Version.Step})";

    private static string Tail(string text)
    {
        var line = new System.Globalization.StringInfo(text);
        return line.LengthInTextElements <= ContextCharacters ? text
            : line.SubstringByTextElements(line.LengthInTextElements - ContextCharacters);
    }
}
