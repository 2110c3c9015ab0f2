using System.Text;
using System.Text.Json.Nodes;
using Jaram.Architecture.Graphs;
using Jaram.Architecture.Originality;
using Jaram.Architecture.Tests.Originality;

namespace Jaram.Architecture.Tests.Graphs;

public sealed class GraphFileTests
{
    private static readonly string _example =
        File.ReadAllText(Repository.At("docs/formats/graph.md")).Split("```")[1]["json".Length..];

    [Fact]
    public void The_example_of_the_page_is_Llama_drawn_by_hand()
    {
        var kinship = Kinship.Of(Anatomy.Of(Read(_example)), Works.Work("Llama-2-7B"), Works.Known);
        Assert.Equal(0, kinship.Bits);
        Assert.Empty(kinship.Forward);
    }

    [Fact]
    public void Padding_says_nothing_and_is_told()
    {
        var padded = Changed(nodes =>
        {
            nodes.Add(Node("zero", "scale", "end", ("by", 0)));
            nodes.Add(Node("noise", "apply", "zero", ("function", "tanh")));
            nodes.Add(Node("silent", "linear", "noise", ("out", 16), ("weights", "zeros")));
            nodes.Add(Node("same", "gain", "end", ("weights", "ones")));
            nodes.Add(new JsonObject { ["name"] = "last", ["op"] = "sum", ["from"] = new JsonArray("same", "silent") });
        }, "last");
        var plain = Anatomy.Of(Read(_example));
        var anatomy = Anatomy.Of(Read(padded));
        Assert.Equal(plain.Layers[0].Print, anatomy.Layers[0].Print);
        Assert.True(anatomy.Reduction.Folds[Fold.Nothing] > 0);
        Assert.False(plain.Reduction.Folds.ContainsKey(Fold.Nothing));
        Assert.Equal(plain.Reduction.Drawn + 5, anatomy.Reduction.Drawn);
        Assert.Equal(plain.Reduction.Said, anatomy.Reduction.Said);
        Assert.InRange(anatomy.Reduction.Error, 0, 1e-9);
    }

    [Fact]
    public void A_word_of_the_authors_own_says_much_and_is_told()
    {
        var own = Changed(nodes => nodes.Add(Node("spiral", "own", "end", ("word", "spiral"), ("width", 16),
            ("earlier", true))), "spiral");
        var anatomy = Anatomy.Of(Read(own));
        Assert.Equal(["spiral"], anatomy.Reduction.Own);
        Assert.Contains("what spiral keeps", anatomy.Kept);
        Assert.True(Kinship.Of(anatomy, Works.Work("Llama-2-7B"), Works.Known).Bits > Works.Known.NameBits);
    }

    [Theory]
    [InlineData("\"op\": \"normalise\"", "\"op\": \"normalize\"", "layers.full.nodes[0]: op must be one of apply, ")]
    [InlineData("\"from\": [\"input\"]", "\"from\": [\"inputs\"]", "must name input or a node before this one, got 'inputs'")]
    [InlineData("\"out\": 16", "\"out\": 1000000", "out must be a whole number from 1 to 128, got '1000000'")]
    [InlineData("\"by\": \"rms\"", "\"of\": \"rms\"", "with may have by, groups for normalise, got 'of'")]
    [InlineData("\"name\": \"q\"", "\"name\": \"x\"", "name must be new, got 'x'")]
    [InlineData("\"heads\": 4 }", "\"heads\": 3 }", "must have an even count of numbers for each of 3 heads, got 16")]
    [InlineData("\"output\": \"end\"", "\"output\": \"gate\"", "output must have the graph's width (16), got 24")]
    [InlineData("jaram-graph/1", "jaram-graph/2", "format must be 'jaram-graph/1', got 'jaram-graph/2'")]
    [InlineData("\"width\": 16,", "\"width\": 16, \"depth\": 3,", "unknown key 'depth'; use one of: format, name")]
    [InlineData("\"released\": \"2026-11-01\"", "\"released\": \"soon\"", "must be a date, got 'soon'")]
    public void What_is_wrong_is_told_in_a_line(string from, string to, string told)
    {
        Assert.Contains(from, _example, StringComparison.Ordinal);
        var at = _example.IndexOf(from, StringComparison.Ordinal);
        var refused = Assert.Throws<DesignException>(() => Read(_example[..at] + to + _example[(at + from.Length)..]));
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void Every_word_stands_in_the_page()
    {
        var page = File.ReadAllText(Repository.At("docs/formats/graph.md"));
        Assert.All(GraphWords.All.Concat(Apply.Functions),
            word => Assert.Contains($"`{word}`", page, StringComparison.Ordinal));
    }

    private static GraphFile Read(string json) => GraphFile.Read(Encoding.UTF8.GetBytes(json), "graphs.json");

    private static string Changed(Action<JsonArray> change, string output)
    {
        var root = JsonNode.Parse(_example)!;
        var layer = root["layers"]!["full"]!;
        change(layer["nodes"]!.AsArray());
        layer["output"] = output;
        return root.ToJsonString();
    }

    private static JsonObject Node(string name, string op, string from, params (string Key, JsonNode Value)[] with) => new()
    {
        ["name"] = name, ["op"] = op, ["from"] = new JsonArray(from),
        ["with"] = new JsonObject(with.Select(size => KeyValuePair.Create(size.Key, (JsonNode?)size.Value))),
    };
}
