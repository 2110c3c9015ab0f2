// An architecture in a terminal: blocks from the tokens down to the logits, then what it weighs, does and keeps.
// Source: ours.

using Jaram.Architecture.Atlas;
using Jaram.Cli.History;

namespace Jaram.Cli.Designing;

/// <summary>Draws a blueprint in 80 columns, or as many as the terminal has.</summary>
internal sealed class DesignPage(Desk desk, Weighed weighed)
{
    private const int Narrowest = 40, Widest = 80, Label = 14, Figure = 9;
    private readonly Ink _ink = Ink.Of(desk);
    private readonly BlueprintWords _words = new(desk);

    private int Columns => desk.Screen.Columns is { } columns ? Math.Clamp(columns, Narrowest, Widest) : Widest;

    private Blueprint Model => weighed.Model;

    /// <summary>Writes all of it.</summary>
    public void Write()
    {
        WriteHead();
        Line(desk.Say("tokens", "토큰"), $"{Model.Vocabulary}", "");
        Line(desk.Say("embedding", "임베딩"), Embedding(), Units.Count(weighed.Count.Embedding));
        foreach (var kind in weighed.Kinds) WriteKind(kind.Name, kind.Layer, kind.Times);
        Line(desk.Say("norm", "정규화"), BlueprintWords.Of(Model.Norm), "");
        Line(desk.Say("head", "출력"), Head(), Model.TiedEmbeddings ? "" : Units.Count(weighed.Count.Embedding));
        if (Model.Ahead is { } ahead)
            Line(desk.Say("ahead", "미리 보기"), desk.Say($"{ahead.Depth} × {Tame.Line(ahead.Layer)}, for later tokens",
                $"{ahead.Depth} × {Tame.Line(ahead.Layer)}, 뒤 토큰을 위해"), Units.Count(weighed.Count.Ahead));
        desk.Out.WriteLine();
        if (weighed.Kinds.Count > 1) Row(desk.Say("order", "순서"), Model.Pattern);
        WriteCounts();
        WriteSources();
    }

    private void WriteHead()
    {
        var about = string.Join(", ", new[] { Model.Maker, Model.Country, Model.Released?.ToString() }
            .OfType<string>().Select(Tame.Line));
        desk.Out.WriteLine(_ink.Strong(Tame.Line(Model.Name)) + (about == "" ? "" : "  " + about));
        desk.Out.WriteLine(desk.Say(
            $"{Units.Count(weighed.Main)} parameters, {Units.Count(weighed.Count.ActiveParameters)} active, "
                + $"{Model.Order.Length} layers, width {Model.Width}",
            $"파라미터 {Units.Count(weighed.Main)}개, 활성 {Units.Count(weighed.Count.ActiveParameters)}개, "
                + $"{Model.Order.Length}층, 폭 {Model.Width}"));
        desk.Out.WriteLine();
    }

    private string Embedding() => string.Join(", ", new[]
    {
        $"{Model.Vocabulary} × {Model.Width}",
        Model.LearnedPositions > 0
            ? desk.Say($"{Model.LearnedPositions} learnt positions", $"배운 위치 {Model.LearnedPositions}개") : "",
        Model.EmbeddingNorm ? desk.Say("normalised", "정규화함") : "",
        Model.EmbeddingScale > 0 ? "× " + Units.Text(Model.EmbeddingScale, "0.##") : "",
    }.Where(part => part != ""));

    private string Head() => (Model.TiedEmbeddings ? desk.Say("the embedding again", "임베딩을 다시 씀")
        : $"{Model.Width} × {Model.Vocabulary}")
        + (Model.LogitSoftcap > 0
            ? desk.Say(", softcap ", ", 소프트캡 ") + Units.Text(Model.LogitSoftcap, "0.##") : "");

    private void WriteKind(string name, LayerBlueprint layer, int times)
    {
        var (mixer, channel, rest) = weighed.Parts(layer);
        var title = $"── {Tame.Line(name)} × {times} ";
        var each = $" {Units.Count((mixer + channel + rest) * times)} ──";
        desk.Out.WriteLine("┌" + title + new string('─',
            Math.Max(0, Columns - 2 - CellWidth.Of(title) - CellWidth.Of(each))) + each + "┐");
        if (layer.Mixer is { } m)
            Site(layer, NormSites.BeforeMixer, NormSites.AfterMixer, _words.Of(m), mixer);
        if (layer.Channel is { } c)
            Site(layer, NormSites.BeforeChannel, NormSites.AfterChannel, _words.Of(c), channel);
        if (_words.Of(layer) is { Length: > 0 } wiring) Inside("", wiring, "");
        desk.Out.WriteLine("└" + new string('─', Columns - 2) + "┘");
    }

    private void Site(
        LayerBlueprint layer, NormSites before, NormSites after, (string Kind, string Like) part, long parameters)
    {
        var norm = desk.Say("norm", "정규화");
        var isBefore = (layer.Norms & (before | NormSites.BeforeBoth)) != 0;
        var way = (isBefore ? norm + (layer.GatedNorms.HasFlag(before) ? "·σ → " : " → ") : "")
            + part.Kind + (layer.Norms.HasFlag(after) ? " → " + norm : "");
        Inside("", way, Units.Count(parameters));
        Inside("  ", part.Like, "");
    }

    /// <summary>A text within a box, on as many lines as it needs, with a figure at the end of the first.</summary>
    private void Inside(string indent, string text, string figure)
    {
        foreach (var (at, line) in HelpPage.Wrap(text, Columns - 4 - indent.Length - Figure).Index())
        {
            var shown = at == 0 ? figure : "";
            var gap = Blank(Columns - 4 - indent.Length - CellWidth.Of(line) - shown.Length);
            desk.Out.WriteLine($"│ {indent}{line}{gap}{shown} │");
        }
    }

    /// <summary>A part outside of the layers.</summary>
    private void Line(string name, string like, string figure)
    {
        var left = $"  {name}{Blank(Label - CellWidth.Of(name))}{like}";
        desk.Out.WriteLine($"{left}{Blank(Columns - 2 - CellWidth.Of(left) - figure.Length)}{figure}".TrimEnd());
    }

    private void WriteCounts()
    {
        var kept = weighed.Count.Kept;
        Row(desk.Say("operations", "연산량"), desk.Say(
            $"{Units.Flops(weighed.Flops)} a token behind {weighed.Context - 1} others",
            $"앞에 토큰 {weighed.Context - 1}개일 때 토큰당 {Units.Flops(weighed.Flops)}"));
        Row(desk.Say("cache", "캐시"), desk.Say($"{weighed.Growing:N0} bytes a token (bf16)",
                $"토큰당 {weighed.Growing:N0}바이트 (bf16)")
            + (kept.Indexed == 0 ? "" : desk.Say(
                $", {Weighed.CacheBytes * kept.Indexed:N0} of them for indexers",
                $", 그중 색인이 {Weighed.CacheBytes * kept.Indexed:N0}")));
        if (kept.Windowed > 0)
            Row("", desk.Say($"windows {Units.Bytes(weighed.Windows)} (bf16), when full",
                $"창 {Units.Bytes(weighed.Windows)} (bf16), 가득 찼을 때"));
        if (weighed.States > 0)
            Row("", desk.Say($"states {Units.Bytes(weighed.States)} (f32) a text",
                $"상태 글마다 {Units.Bytes(weighed.States)} (f32)"));
        if (Model.Published is not { } said) return;
        var figures = string.Join(", ", new[]
        {
            said.Total > 0 ? Units.Count(said.Total) : "",
            said.Active > 0 ? desk.Say($"{Units.Count(said.Active)} active", $"활성 {Units.Count(said.Active)}") : "",
        }.Where(part => part != ""));
        Row(desk.Say("published", "공표"), $"{figures} ({Tame.Line(said.From)})");
    }

    private void WriteSources()
    {
        foreach (var step in Model.Made)
            Row(desk.Say("made of", "만든 길"), Tame.Line($"{step.Parent}: {step.How}"));
        if (Model.CodeParents.Length > 0)
            Row(desk.Say("code from", "코드 뿌리"), Tame.Line(string.Join(", ", Model.CodeParents)));
        Row(desk.Say("known", "근거"), Model.Confidence switch
        {
            Confidence.Exact => desk.Say("from the file itself", "원본 파일에서"),
            Confidence.Secondary => desk.Say("at second hand", "간접 자료에서"),
            _ => desk.Say("from memory", "기억에서"),
        } + (Model.Assumed.IsEmpty ? "" : desk.Say(
            $"; assumed: {string.Join(", ", Model.Assumed.Keys)}", $". 가정: {string.Join(", ", Model.Assumed.Keys)}")));
        Row(desk.Say("source", "출처"), Tame.Line(Model.Source));
    }

    private void Row(string name, string value)
    {
        var lines = HelpPage.Wrap(value, Columns - Label).SelectMany(line => Chopped(line, Columns - Label));
        foreach (var (at, line) in lines.Index())
        {
            var label = at == 0 ? name : "";
            desk.Out.WriteLine($"{_ink.Dim(label)}{Blank(Label - CellWidth.Of(label))}{line}");
        }
    }

    /// <summary>A line in pieces, where a single word is wider than the page.</summary>
    private static IEnumerable<string> Chopped(string line, int columns)
    {
        var piece = "";
        foreach (var rune in line.EnumerateRunes())
        {
            if (CellWidth.Of(piece + rune) > columns)
            {
                yield return piece;
                piece = "";
            }
            piece += rune;
        }
        yield return piece;
    }

    private static string Blank(int columns) => new(' ', Math.Max(0, columns));
}
