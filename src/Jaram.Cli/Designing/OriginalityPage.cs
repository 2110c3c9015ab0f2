// A verdict on originality as a reviewer would write it: what is the same, what differs, from whom, since when.
// Source: ours; the official names of the levels as in Jaram.Architecture.Originality.Tier.

using Jaram.Architecture.Graphs;
using Jaram.Architecture.Originality;
using Jaram.Cli.History;

namespace Jaram.Cli.Designing;

/// <summary>A verdict on the terminal.</summary>
internal sealed class OriginalityPage(Desk desk, Verdict verdict, IReadOnlyList<Field> fields)
{
    private const int Columns = 80, MostFields = 12, WordColumns = 34, Indent = 2;

    /// <summary>Writes it.</summary>
    public void Write()
    {
        foreach (var line in HelpPage.Wrap(Paragraph(), Columns)) desk.Out.WriteLine(line);
        Section(desk.Say("bits", "비트"), [
            Row(desk.Say("what is computed", "계산하는 것"), Units.Text(verdict.BitsOf(Aspect.Forward), "0.0")),
            Row(desk.Say("what is kept of each token", "토큰마다 남기는 것"), Units.Text(verdict.BitsOf(Aspect.State), "0.0")),
            Row(desk.Say("how the weights were made", "가중치를 만든 방법"), Units.Text(verdict.BitsOf(Aspect.Making),
                "0.0"))]);
        Section(desk.Say($"steps from {Nearest.Name}", $"{Nearest.Name}에서 온 걸음"), verdict.Steps.Select(Told));
        Section(desk.Say("what says nothing", "아무것도 말하지 않는 것"), new ReductionWords(desk, verdict.Reduction).Lines);
        Section(desk.Say("nearest (bits; likeness of neighbourhoods)", "가까운 것 (비트, 이웃 구조의 닮음)"),
            verdict.Predecessors.Select(one => Row($"{Tame.Line(one.Name)} ({Date(one)})",
                $"{Units.Text(one.Bits, "0.0"),6}  {Units.Text(one.Likeness, "0.00")}")));
        Section(desk.Say($"fields that differ from {Nearest.Name}", $"{Nearest.Name}와 다른 값"),
            [.. Differing.Take(MostFields).SelectMany(Told), .. More()]);
    }

    private Predecessor Nearest => verdict.Predecessors[0];

    private List<Field> Differing => [.. fields.Where(one => !one.IsEqual)];

    private string Paragraph()
    {
        var bits = verdict.BitsOf(Aspect.Forward, Aspect.State);
        var date = verdict.Released is { } released ? $" ({released})" : "";
        var counted = fields.Count == 0 ? ("", "") : ($"{fields.Count - Differing.Count} fields are equal and "
            + $"{Differing.Count} differ. ", $"값 {fields.Count - Differing.Count}개가 같고 {Differing.Count}개가 다릅니다. ");
        var (near, name) = ($"{Tame.Line(Nearest.Name)} ({Date(Nearest)})", Tame.Line(verdict.Name));
        return desk.Say(
            $"{name}{date}: of {verdict.Works} known architectures, {near} is the nearest that was public before. "
                + $"{counted.Item1}{Changes()} Said once "
                + $"{Tame.Line(Nearest.Name)} is known, it takes {Units.Text(bits, "0.0")} bits; to name a predecessor "
                + $"takes {Units.Text(verdict.NameBits, "0.0")}. {Second()} {Flags()}Level {(int)verdict.Tier} of 4: "
                + $"{Level()}.",
            $"{name}{date}: 알려진 구조 {verdict.Works}개 가운데 먼저 공개된 가장 가까운 것은 {near}입니다. "
                + $"{counted.Item2}{Changes()} {Tame.Line(Nearest.Name)}를 알면 {Units.Text(bits, "0.0")}비트로 "
                + $"말할 수 있습니다. 앞선 구조의 이름을 대는 데만 {Units.Text(verdict.NameBits, "0.0")}비트입니다. {Second()} "
                + $"{Flags()}4단계 가운데 {(int)verdict.Tier}단계: {Level()}.");
    }

    private string Changes()
    {
        if (verdict.Steps.Count == 0)
            return desk.Say("Nothing but sizes and names differs: what is computed and kept is the same.",
                "크기와 이름 말고는 다른 것이 없습니다. 계산하는 것과 남기는 것이 같습니다.");
        var put = verdict.Steps.Where(step => step.Kind != EditKind.Remove).OrderByDescending(step => step.Bits).Take(3)
            .Select(step => step.Word).Distinct().ToList();
        return put.Count == 0
            ? desk.Say("Parts are left out, none is put in.", "빠진 것은 있고 들어온 것은 없습니다.")
            : desk.Say($"What says most: {string.Join(", ", put)}.", $"가장 많이 말하는 것: {string.Join(", ", put)}.");
    }

    private string Second() => verdict.MostAlike.Name == Nearest.Name
        ? desk.Say("The second opinion names the same one.", "다른 방법으로 보아도 같습니다.")
        : desk.Say($"The second opinion names {Tame.Line(verdict.MostAlike.Name)} ({Date(verdict.MostAlike)}).",
            $"다른 방법으로 보면 {Tame.Line(verdict.MostAlike.Name)} ({Date(verdict.MostAlike)})입니다.");

    /// <summary>What a reviewer should look at twice; empty for nothing.</summary>
    private string Flags()
    {
        var (idle, own) = (verdict.Reduction.Folds.GetValueOrDefault(Fold.Nothing), verdict.Reduction.Own.Count);
        return (idle + verdict.Reduction.Idle.Count > 0
                ? desk.Say("Parts of it do nothing and were taken out. ", "아무 일도 하지 않는 부분을 빼고 보았습니다. ") : "")
            + (own > 0 ? desk.Say($"{own} of its operators only its author knows: their bits are his word. ",
                $"연산자 {own}개는 만든 이만 압니다. 그 비트는 만든 이의 말일 뿐입니다. ") : "");
    }

    private string Level() => verdict.Tier switch
    {
        Tier.Quantitative => desk.Say("quantitative change", "하이퍼파라미터 변경 등 양적 변형"),
        Tier.ModuleOrBlock => desk.Say("change of modules or blocks", "모듈·블록 레벨 등 질적 변형"),
        Tier.Making => desk.Say("change of how it is made", "데이터 파이프라인 등 만드는 방법의 개선"),
        _ => desk.Say("change of the architecture", "아키텍처 수준 혁신"),
    };

    private string Told(Step step)
    {
        var sign = step.Kind switch { EditKind.Insert => "+", EditKind.Remove => "-", _ => "=" };
        var word = step.Instead == "" ? step.Word : desk.Say($"{step.Word} for {step.Instead}",
            $"{step.Word} ({step.Instead} 대신)");
        var known = step.Kind == EditKind.Remove ? "" : desk.Say($"  in {step.Known} of {verdict.Works}",
            $"  {verdict.Works}개 가운데 {step.Known}개");
        return Row($"{sign} {Tame.Line(word)}", $"{Units.Text(step.Bits, "0.0"),6}{known}");
    }

    /// <summary>A field, on as many lines as its values need.</summary>
    private static IEnumerable<string> Told(Field field) =>
        HelpPage.Wrap($"{Shown(field.A)} / {Shown(field.B)}", Columns - WordColumns - Indent)
            .Select((line, i) => Row(i == 0 ? Tame.Line(field.Path) : "", line));

    private IEnumerable<string> More() => Differing.Count <= MostFields ? [] :
        [desk.Say($"and {Differing.Count - MostFields} more: jaram design diff",
            $"그리고 {Differing.Count - MostFields}개 더: jaram design diff")];

    private static string Date(Predecessor one) => one.Released?.ToString() ?? "?";

    private static string Shown(string value) => value == "" ? "–" : Tame.Line(value);

    private static string Row(string name, string value) =>
        name + new string(' ', Math.Max(1, WordColumns - CellWidth.Of(name))) + value;

    private void Section(string title, IEnumerable<string> lines)
    {
        var all = lines.ToList();
        if (all.Count == 0) return;
        desk.Out.WriteLine();
        desk.Out.WriteLine(title);
        foreach (var line in all) desk.Out.WriteLine(new string(' ', Indent) + line);
    }
}
