// An architecture as one picture, drawn as papers draw it: every kind of layer a block that is read from below, a bar
// beside them that shows which kind stands where.
// Source: ours; the form is that of arXiv:1706.03762, figure 1.

using System.Numerics;
using System.Text;
using Jaram.Architecture.Atlas;
using Jaram.Cli.Comparing;
using Jaram.Cli.History;

namespace Jaram.Cli.Designing;

/// <summary>Draws a blueprint as SVG.</summary>
internal sealed class DesignPicture
{
    private const int Margin = 32, Bar = 56, Block = 264, Part = 44, Space = 26, PerRow = 3, Line = 17, HeadHeight = 76;
    private const int LikeLetters = 34, BarHeight = 380, FactIndent = 110, Beside = 10;

    /// <summary>Fills of the kinds of layer, told apart with any eyes. Source: ColorBrewer Set2 and Pastel2
    /// (Apache-2.0), lightened.</summary>
    private static readonly string[] _fills =
        ["#cfe8dd", "#fbdccb", "#d8dff0", "#f7d9ea", "#e2f0c8", "#fff0bd", "#ecdcc6", "#dddddd"];

    private readonly StringBuilder _svg = new();
    private readonly Desk _desk;
    private readonly Weighed _weighed;
    private readonly BlueprintWords _words;

    public DesignPicture(Desk desk, Weighed weighed) => (_desk, _weighed, _words) = (desk, weighed, new(desk));

    private Blueprint Model => _weighed.Model;

    /// <summary>The picture, with a title for those who cannot see it.</summary>
    public string ToSvg()
    {
        var kinds = _weighed.Kinds;
        var heights = kinds.Select(kind => Height(kind.Layer)).ToList();
        var columns = Math.Min(PerRow, kinds.Count);
        var rows = heights.Chunk(PerRow).Select(row => row.Max()).ToList();
        var left = Margin + Bar + 2 * Space;
        var bodyHeight = Math.Max(BarHeight, rows.Sum() + (rows.Count - 1) * Space);
        var width = left + columns * Block + (columns - 1) * Space + Margin;
        width = Math.Max(width, 640);
        var letters = (width - 2 * Margin - FactIndent) / 7;
        var facts = Facts().SelectMany(fact => HelpPage.Wrap(fact.Value, letters).Index()
            .Select(line => (Name: line.Index == 0 ? fact.Name : "", Value: line.Item))).ToList();
        var height = HeadHeight + bodyHeight + Space + facts.Count * Line + Margin;

        DrawHead();
        DrawBar(kinds.Select(kind => kind.Name).ToList(), HeadHeight, bodyHeight);
        var y = HeadHeight;
        foreach (var (row, chunk) in kinds.Chunk(PerRow).Index())
        {
            foreach (var (at, kind) in chunk.Index())
                DrawKind(kind.Name, kind.Layer, kind.Times, left + at * (Block + Space), y,
                    _fills[(row * PerRow + at) % _fills.Length]);
            y += rows[row] + Space;
        }
        foreach (var (at, (name, value)) in facts.Index())
        {
            var line = HeadHeight + bodyHeight + Space + at * Line + Line;
            Text(Margin, line, name, "dim");
            Text(Margin + FactIndent, line, value, "");
        }
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"
              width="{width}" height="{height}" role="img">
            <title>{Html.Escaped(Model.Name)}</title>
            <style>
            text {"{"} font: 13px system-ui, "Noto Sans", "Noto Sans KR", "Noto Sans CJK KR", sans-serif;
              fill: #1c1b22; {"}"}
            .dim {"{"} fill: #5d5b6b; {"}"} .small {"{"} font-size: 11px; fill: #5d5b6b; {"}"}
            .name {"{"} font-size: 20px; font-weight: 600; {"}"} .strong {"{"} font-weight: 600; {"}"}
            .middle {"{"} text-anchor: middle; {"}"} .end {"{"} text-anchor: end; {"}"}
            .way {"{"} stroke: #5d5b6b; stroke-width: 1.5; fill: none; {"}"}
            .layer {"{"} stroke: #fff; stroke-width: .5; {"}"}
            .part {"{"} fill: #fff; stroke: #5d5b6b; {"}"} .norm {"{"} fill: #f5f4f8; stroke: #a5a2b4; {"}"}
            </style>
            <rect width="{width}" height="{height}" fill="#fff"/>
            {_svg}</svg>

            """;
    }

    private void DrawHead()
    {
        Text(Margin, Margin + 6, Model.Name, "name");
        var about = new[] { Model.Maker, Model.Country, Model.Released?.ToString() }.OfType<string>();
        Text(Margin, Margin + 28, string.Join(" · ", about.Concat([_desk.Say(
            $"{Units.Count(_weighed.Main)} parameters, {Units.Count(_weighed.Count.ActiveParameters)} active, "
                + $"{Model.Order.Length} layers, width {Model.Width}",
            $"파라미터 {Units.Count(_weighed.Main)}, 활성 {Units.Count(_weighed.Count.ActiveParameters)}, "
                + $"{Model.Order.Length}층, 폭 {Model.Width}")])), "dim");
    }

    /// <summary>All layers, the first at the bottom, between what comes in and what goes out.</summary>
    private void DrawBar(List<string> kinds, int top, int height)
    {
        const int End = 46;
        Box(Margin, top, Bar, End - 12, "part", _desk.Say("head", "출력"));
        Box(Margin, top + height - End + 12, Bar, End - 12, "part", _desk.Say("embed", "임베딩"));
        var (from, room) = (top + End, (double)height - 2 * End);
        var each = room / Model.Order.Length;
        foreach (var (at, name) in Model.Order.Index())
        {
            var (y, fill) = (from + room - (at + 1) * each, _fills[kinds.IndexOf(name) % _fills.Length]);
            Add($"<rect class='layer' x='{Margin}' y='{y:F2}' width='{Bar}' height='{each:F2}' fill='{fill}'/>");
        }
        Arrow(Margin + Bar / 2, from, from - 12);
        Arrow(Margin + Bar / 2, top + height - End + 12, top + height - End);
    }

    /// <summary>Lines that a part's description takes.</summary>
    private static List<string> Like(string like) => [.. HelpPage.Wrap(like, LikeLetters)];

    private int Height(LayerBlueprint layer)
    {
        string?[] likes =
            [layer.Mixer is { } m ? _words.Of(m).Like : null, layer.Channel is { } c ? _words.Of(c).Like : null];
        var parts = likes.OfType<string>().Sum(like => Part + Like(like).Count * Line + 2 * Space);
        var norms = BitOperations.PopCount((uint)layer.Norms) * (Space + 4);
        return 36 + parts + norms + (_words.Of(layer) == "" ? 0 : Line) - (layer.Sites - 1) * 10
            + (layer.SideBySide ? Beside : 0);
    }

    private void DrawKind(string name, LayerBlueprint layer, int times, int x, int top, string fill)
    {
        var height = Height(layer);
        Add($"<rect x='{x}' y='{top}' width='{Block}' height='{height}' rx='10' fill='{fill}'/>");
        Text(x + 14, top + 22, name, "strong");
        Text(x + Block - 14, top + 22, $"× {times}", "strong end");
        if (_words.Of(layer) is { Length: > 0 } wiring) Text(x + 14, top + 22 + Line, wiring, "small");
        var y = top + height - 8;
        if (layer.Mixer is { } mixer)
            y = DrawSite(layer, NormSites.BeforeMixer | NormSites.BeforeBoth, NormSites.AfterMixer, _words.Of(mixer),
                _weighed.Parts(layer).Mixer, x, y, y);
        var input = y;
        if (layer.SideBySide && layer.Channel is not null)
        {
            // The channel mixer reads what the mixer reads, not what it adds.
            var (middle, right, from) = (x + Block / 2 + 8, x + Block - 8, top + height - 8);
            if (layer.Norms.HasFlag(NormSites.BeforeBoth)) from -= Space / 2 + 18 + Beside / 2;     // above the norm
            input = y - Beside;
            Add($"<path class='way' d='M{middle} {from} H{right} V{input} H{middle}'/>");
        }
        if (layer.Channel is { } channel)
            DrawSite(layer, NormSites.BeforeChannel | (layer.Mixer is null ? NormSites.BeforeBoth : NormSites.None),
                NormSites.AfterChannel, _words.Of(channel), _weighed.Parts(layer).Channel, x, y, input);
    }

    /// <summary>A way up through a norm, a part and a norm, and the stream that passes by them.</summary>
    /// <returns>Where the stream goes on.</returns>
    private int DrawSite(LayerBlueprint layer, NormSites before, NormSites after, (string Kind, string Like) part,
        long parameters, int x, int bottom, int input)
    {
        var (middle, y, like) = (x + Block / 2 + 8, input, Like(part.Like));
        var norm = BlueprintWords.Of(Model.Norm);
        if ((layer.Norms & before) != 0)
            y = DrawNorm(norm + ((layer.GatedNorms & before) != 0 ? " · σ" : ""), x, y);
        var (high, boxTop) = (Part + like.Count * Line, y - Space / 2 - Part - like.Count * Line);
        Arrow(middle, y, boxTop + high);
        Add($"<rect class='part' x='{x + 30}' y='{boxTop}' width='{Block - 44}' height='{high}' rx='6'/>");
        Text(middle, boxTop + 20, part.Kind, "strong middle");
        foreach (var (at, line) in like.Index()) Text(middle, boxTop + 20 + (at + 1) * Line, line, "small middle");
        Text(middle, boxTop + 22 + (like.Count + 1) * Line - 4, Units.Count(parameters), "small middle");
        y = boxTop;
        if (layer.Norms.HasFlag(after)) y = DrawNorm(norm, x, y);
        var plus = y - Space / 2 - 6;
        Arrow(middle, y, plus + 8);
        Add($"<circle class='part' cx='{middle}' cy='{plus}' r='8'/>");
        Text(middle, plus + 4, "+", "middle");
        Add($"<path class='way' d='M{middle} {bottom} H{x + 16} V{plus} H{middle - 8}'/>");
        return plus - 8;
    }

    private int DrawNorm(string name, int x, int y)
    {
        var (middle, top) = (x + Block / 2 + 8, y - Space / 2 - 18);
        Arrow(middle, y, top + 18);
        Add($"<rect class='norm' x='{x + 30}' y='{top}' width='{Block - 44}' height='18' rx='4'/>");
        Text(middle, top + 13, name, "small middle");
        return top;
    }

    private IEnumerable<(string Name, string Value)> Facts()
    {
        if (_weighed.Kinds.Count > 1) yield return (_desk.Say("order", "순서"), Model.Pattern);
        yield return (_desk.Say("tokens", "토큰"), $"{Model.Vocabulary:N0}"
            + (Model.TiedEmbeddings ? _desk.Say(", embedding and head are one", ", 임베딩과 출력이 하나") : ""));
        if (Model.Ahead is { } ahead)
            yield return (_desk.Say("ahead", "미리 보기"),
                $"{ahead.Depth} × {ahead.Layer}, {Units.Count(_weighed.Count.Ahead)}");
        yield return (_desk.Say("operations", "연산량"), _desk.Say(
            $"{Units.Flops(_weighed.Flops)} a token behind {_weighed.Context - 1} others",
            $"앞에 토큰 {_weighed.Context - 1}개일 때 토큰당 {Units.Flops(_weighed.Flops)}"));
        yield return (_desk.Say("cache", "캐시"), string.Join(", ", new[]
        {
            _desk.Say($"{_weighed.Growing:N0} bytes a token (bf16)", $"토큰당 {_weighed.Growing:N0}바이트 (bf16)"),
            _weighed.Windows > 0 ? _desk.Say("windows ", "창 ") + Units.Bytes(_weighed.Windows) : "",
            _weighed.States > 0 ? _desk.Say("states ", "상태 ") + Units.Bytes(_weighed.States) : "",
        }.Where(part => part != "")));
    }

    private void Box(int x, int y, int width, int height, string kind, string text)
    {
        Add($"<rect class='{kind}' x='{x}' y='{y}' width='{width}' height='{height}' rx='6'/>");
        Text(x + width / 2, y + height / 2 + 5, text, "middle");
    }

    /// <summary>A line from below to above with a head.</summary>
    private void Arrow(int x, int from, int to) =>
        Add($"<path class='way' d='M{x} {from} V{to} M{x - 3} {to + 5} L{x} {to} L{x + 3} {to + 5}'/>");

    /// <summary>An element, on a line of its own.</summary>
    private void Add(FormattableString element) => _svg.Append(FormattableString.Invariant(element)).Append('\n');

    private void Text(int x, int y, string text, string kind) =>
        Add($"<text x='{x}' y='{y}' class='{kind}'>{Html.Escaped(text)}</text>");
}
