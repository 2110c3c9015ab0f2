using System.Text.Json;
using System.Text.RegularExpressions;
using Jaram.Cli.Comparing;
using Jaram.Testing;

namespace Jaram.Cli.Tests.Comparing;

public sealed partial class DiffTests
{
    [Theory]
    [InlineData("layers.0.mixer.inner.q.weight", "0", "q")]
    [InlineData("layers.12.mixer.inner.q_norm.gain", "12", "norms")]
    [InlineData("layers.3.channel.norm_after.gain", "3", "norms")]
    [InlineData("layers.3.mixer.inner.gate.weight", "3", "attn gate")]
    [InlineData("layers.3.channel.inner.gate.weight", "3", "gate")]
    [InlineData("layers.3.channel.inner.experts.11.gate.weight", "3", "experts")]
    [InlineData("layers.3.channel.inner.shared.up.weight", "3", "shared")]
    [InlineData("layers.3.mixer.canon_before.filter", "3", "canon")]
    [InlineData("layers.3.input_mix", "3", "input_mix")]
    [InlineData("ahead.0.join.weight", "ahead 0", "join")]
    [InlineData("embedding", "", "embedding")]
    [InlineData("norm.gain", "", "norms")]
    [InlineData("layers.x.weight", "", "x")]
    public void Every_tensor_has_its_place(string name, string layer, string module) =>
        Assert.Equal(new Part(layer, module), Part.Of(name));

    [Fact]
    public void Layers_stand_in_order_and_a_cell_shows_its_most()
    {
        var map = Differences.Hostile().Map;
        Assert.Equal(["0", "1", "10", ""], map.Layers);
        Assert.Equal(0.5, map["1", "experts"]);
        Assert.Null(map["0", "experts"]);
        Assert.Empty(map.Modules.Intersect(["load", "bias"]));
        Assert.Equal([0, 1], [map.Heat(0), map.Heat(map.Range.Most)]);
        Assert.True(map.Heat(0.12) < map.Heat(0.3));
    }

    [Fact]
    public void The_page_in_a_terminal() => Snapshot.Match(Page(Tongue.English));

    [Fact]
    public void The_page_in_Korean() => Snapshot.Match(Page(Tongue.Korean));

    [Fact]
    public void No_text_out_of_a_file_reaches_a_terminal_as_a_command() =>
        Assert.DoesNotContain(Page(Tongue.English).Replace("\n", "", StringComparison.Ordinal), char.IsControl);

    [Theory]
    [InlineData("en", "<html lang=\"en\">")]
    [InlineData("ko", "<html lang=\"ko\">")]
    public void The_sheet_loads_and_runs_nothing(string tongue, string lang)
    {
        var desk = Desks.Of(tongue == "ko" ? Tongue.Korean : Tongue.English);
        var html = new DiffSheet(desk, Differences.Hostile(), "models/<evil> & \"co\"").ToHtml();
        Assert.Contains(lang, html, StringComparison.Ordinal);
        Assert.DoesNotMatch(Foreign(), html);
        Assert.DoesNotContain(html.Replace("\n", "", StringComparison.Ordinal), char.IsControl);
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.Contains("&lt;i&gt;door&lt;/i&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_tag_of_the_sheet_is_closed()
    {
        var html = new DiffSheet(Desks.Of(Tongue.English), Differences.Hostile(), "m").ToHtml();
        var open = new Stack<string>();
        foreach (var tag in Tag().Matches(html).Select(match => match.Value))
        {
            var name = Word().Match(tag).Value;
            if (tag.StartsWith("<!", StringComparison.Ordinal) || name == "meta" || tag.EndsWith("/>", StringComparison.Ordinal))
                continue;
            if (!tag.StartsWith("</", StringComparison.Ordinal)) open.Push(name);
            else Assert.Equal(open.Pop(), name);
        }
        Assert.Empty(open);
    }

    [Fact]
    public void Programs_get_all_of_it()
    {
        var line = JsonDocument.Parse(DiffLine.Of(Differences.Hostile()).ToJsonString()).RootElement;
        Assert.Equal(20, line.GetProperty("tensors").GetArrayLength());
        Assert.Equal(0.25, line.GetProperty("routers")[0].GetProperty("moved").GetDouble(), 9);
        Assert.Equal(3, line.GetProperty("probes").GetProperty("gained").GetInt32());
        Assert.Equal(2, line.GetProperty("ways")[0].GetProperty("languages").GetProperty("ko").GetInt32());
    }

    private static string Page(Tongue tongue)
    {
        var desk = Desks.Of(tongue);
        new DiffPage(desk, Differences.Hostile()).Write();
        return desk.Out.ToString()!;
    }

    [GeneratedRegex("<script|<img|<b>|<i>|<evil|https?:|url\\((?!#heat)|@import| on[a-z]+=", RegexOptions.IgnoreCase)]
    private static partial Regex Foreign();

    [GeneratedRegex("<[!/a-z][^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Tag();

    [GeneratedRegex("[a-zA-Z0-9]+")]
    private static partial Regex Word();
}
