using System.Text.Json.Nodes;
using System.Xml.Linq;
using Jaram.Cli.Designing;
using Jaram.Testing;

namespace Jaram.Cli.Tests;

/// <summary>jaram design show, count and diff.</summary>
public sealed class DesignVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-design-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_page_in_a_terminal() => Snapshot.Match(Page("deepseek-v3", Tongue.English));

    [Fact]
    public void The_page_in_Korean() => Snapshot.Match(Page("k-exaone-236b-a23b", Tongue.Korean));

    [Fact]
    public void Every_entry_of_the_atlas_fits_eighty_columns_in_both_tongues() =>
        Assert.All(Architectures.Atlas, entry => Assert.All(
            new[] { Tongue.English, Tongue.Korean }.SelectMany(t => Page(new Weighed(entry, 4096), t).Split('\n')),
            line => Assert.True(CellWidth.Of(line) <= 80, $"{entry.Name}: {line}")));

    [Fact]
    public void Every_picture_is_xml_and_stays_within_its_frame() =>
        Assert.All(Architectures.Atlas, entry =>
        {
            var svg = XDocument.Parse(new DesignPicture(Desks.Of(Tongue.Korean), new(entry, 4096)).ToSvg()).Root!;
            var (width, height) = ((int)svg.Attribute("width")!, (int)svg.Attribute("height")!);
            Assert.All(svg.Descendants().Where(e => e.Attribute("y") is not null), e =>
            {
                Assert.InRange((double)e.Attribute("y")!, 0, height);
                Assert.InRange((double)e.Attribute("x")! + ((double?)e.Attribute("width") ?? 0), 0, width);
            });
            Assert.Equal(entry.Order.Length, svg.Descendants().Count(e => (string?)e.Attribute("class") == "layer"));
        });

    [Fact]
    public void A_x_k1_and_deepseek_v3_differ_in_sizes_and_one_norm()
    {
        var differ = JsonNode.Parse(Run("diff", "a.x-k1", "deepseek-v3", "--json").Data)!;
        var paths = differ["differing"]!.AsArray().Select(field => (string)field!["path"]!).ToList();
        Assert.Equal(["vocabulary", "context", "layers.*.mixer.heads", "layers.*.mixer.rotary.factor",
            "layers.*.mixer.rotary.originalContext", "layers.*.channel.experts", "layers.experts.norms", "pattern",
            "ahead.depth", "ahead.layer", "ahead.norms"], paths);
        Assert.Contains("layers.*.mixer.latentRank",
            differ["equal"]!.AsArray().Select(field => (string)field!["path"]!));
        var page = Run("diff", "a.x-k1", "deepseek-v3");
        Assert.StartsWith("11 fields differ, 31 are equal\n", page.Data, StringComparison.Ordinal);
        Assert.All(page.Data.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public void Originality_is_told_as_a_reviewer_would_in_both_tongues()
    {
        var page = Run("originality", "a.x-k1").Data;
        Assert.StartsWith("A.X-K1 (", page, StringComparison.Ordinal);
        var whole = string.Join(' ', page.Split('\n', StringSplitOptions.TrimEntries));
        Assert.Contains("DeepSeek-V3 (2024-12-26) is the nearest", whole, StringComparison.Ordinal);
        Assert.Contains("Level 1 of 4: quantitative change", whole, StringComparison.Ordinal);
        Assert.Contains("proved on random weights", page, StringComparison.Ordinal);
        Assert.All(page.Split('\n'), line => Assert.True(CellWidth.Of(line) <= 80, line));
        Assert.Contains("4단계 가운데 4단계", Run("originality", "motif-3", "--lang", "ko").Data, StringComparison.Ordinal);

        var told = JsonNode.Parse(Run("originality", "solar-10.7b-v1.0", "--json").Data)!;
        Assert.Equal((0, 3), ((double)told["bits"]!["forward"]!, (int)told["tier"]!));
        Assert.True((double)told["bits"]!["making"]! > 0);
    }

    [Fact]
    public void Graphs_that_somebody_drew_are_judged_too()
    {
        var page = File.ReadAllText(Path.Combine(CommandLine.Root, "docs", "formats", "graph.md"));
        var path = Path.Combine(_folder, "graphs.json");
        File.WriteAllText(path, page.Split("```")[1]["json".Length..]);
        var told = JsonNode.Parse(Run("originality", path, "--json").Data)!;
        Assert.Equal((0, 1), ((double)told["bits"]!["forward"]!, (int)told["tier"]!));
        Assert.Contains("Level 1 of 4", string.Join(' ', Run("originality", path).Data.Split('\n',
            StringSplitOptions.TrimEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_twin_is_written_as_a_design_and_what_was_undone_is_told()
    {
        var twin = Run("twin", "sprout-mla", "--from", "llama-2-7b");
        Assert.Equal("sprout-mla-twin", (string)JsonNode.Parse(twin.Data)!["name"]!);
        Assert.Contains("back to Llama-2-7B (2023-07-18)", twin.Messages, StringComparison.Ordinal);
        Assert.Contains("layers.*.mixer.kind: latent → attention", twin.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void An_architecture_does_not_differ_from_itself() =>
        Assert.StartsWith("0 fields differ", Run("diff", "motif-3", "motif-3").Data, StringComparison.Ordinal);

    [Fact]
    public void Counts_stand_in_lines_for_programs()
    {
        var lines = Run("count", "sprout-gqa", "deepseek-v3", "--json").Data.Trim().Split('\n');
        Assert.Equal(2, lines.Length);
        var deepseek = JsonNode.Parse(lines[1])!;
        Assert.Equal(682_636_472_320, (long)deepseek["parameters"]!);
        Assert.Equal(70_272, (long)deepseek["cacheBytesPerTokenBf16"]!);
        foreach (var tongue in (string[])["en", "ko"])
            Assert.All(Run("count", "sprout-gqa", "kimi-k3", "--lang", tongue).Data.Split('\n'),
                line => Assert.True(CellWidth.Of(line) <= 80, line));
    }

    [Fact]
    public void A_config_of_others_is_drawn_and_an_unknown_key_refused_by_name()
    {
        var config = """
            {"model_type": "llama", "vocab_size": 32000, "hidden_size": 4096, "intermediate_size": 11008,
             "num_hidden_layers": 32, "num_attention_heads": 32, "max_position_embeddings": 4096, "rms_norm_eps": 1e-5}
            """;
        File.WriteAllText(Path.Combine(_folder, "config.json"), config);
        var shown = Run("show", _folder, "--svg", "llama.svg", "--json");
        Assert.Equal(6_738_415_616, (long)JsonNode.Parse(shown.Data)!["parameters"]!);
        Assert.StartsWith("<svg", File.ReadAllText(Path.Combine(_folder, "llama.svg")), StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(_folder, "config.json"), config.Replace("{", "{\"sinks\": true, "));
        var refused = Run("show", "config.json");
        Assert.Equal(3, refused.Code);
        Assert.Contains("\"sinks\" is true, a key that Jaram does not know", refused.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_name_gets_a_suggestion()
    {
        var refused = Run("show", "deepsek-v3");
        Assert.Equal(2, refused.Code);
        Assert.Contains("Did you mean deepseek-v3?", refused.Messages, StringComparison.Ordinal);
        Assert.Contains("jaram design show --help", Run("show").Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_names_the_verbs_within_and_how_they_are_written()
    {
        Assert.Contains("  diff ", Run("--help").Data, StringComparison.Ordinal);
        Assert.Contains("jaram design diff A B [options]", Run("diff", "--help").Data, StringComparison.Ordinal);
    }

    private static string Page(string name, Tongue tongue) =>
        Page(new Weighed(Architectures.Read(name, Desks.Of(tongue)), 4096), tongue);

    private static string Page(Weighed weighed, Tongue tongue)
    {
        var desk = Desks.Of(tongue);
        new DesignPage(desk, weighed).Write();
        return desk.Out.ToString()!;
    }

    private Outcome Run(params string[] arguments) => CommandLine.Run(_folder, ["design", .. arguments]);
}
