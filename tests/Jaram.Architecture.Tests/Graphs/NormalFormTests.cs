using Jaram.Architecture.Graphs;
using Jaram.Architecture.Sketching;
using Jaram.Architecture.Tests.Originality;

namespace Jaram.Architecture.Tests.Graphs;

public sealed class NormalFormTests
{
    private static readonly string[] _families =
        ["Llama-3.1-8B", "Qwen3-8B", "DeepSeek-V3", "GPT-J-6B", "Gemma-2-9B", "gpt-oss-20b", "Kimi-Linear-48B-A3B"];

    public static TheoryData<string, string> Disguised =>
        [.. _families.SelectMany(family => Disguise.All.Keys.Select(disguise => (family, disguise)))];

    [Theory]
    [MemberData(nameof(Disguised))]
    public void A_layer_in_disguise_has_the_same_form(string family, string disguise)
    {
        foreach (var layer in Works.Model(family).Layers.Values)
        {
            var graph = LayerSketch.Of(Works.Model(family), layer);
            var disguised = Disguise.All[disguise](graph);
            if (disguised.Nodes.Length == graph.Nodes.Length) continue;         // it has nothing that could be disguised
            Assert.Equal(NormalForm.Print(NormalForm.Of(graph).Graph), NormalForm.Print(NormalForm.Of(disguised).Graph));
        }
    }

    [Fact]
    public void Every_known_layer_computes_the_same_in_normal_form()
    {
        foreach (var model in Works.Models)
            foreach (var layer in model.Layers.Values)
                Assert.InRange(NormalForm.Of(LayerSketch.Of(model, layer)).Error, 0, 1e-12);
    }

    [Fact]
    public void A_layer_that_adds_nothing_is_idle()
    {
        var sketch = new Sketch(LayerSketch.Width, []);
        var nothing = sketch.Put(new Scale(0), sketch.Put(new Draw(1).Linear(LayerSketch.Width, LayerSketch.Width), 0));
        Assert.True(NormalForm.Of(sketch.Finish(sketch.Put(new Sum(), 0, nothing))).IsIdle);
        Assert.False(NormalForm.Of(sketch.Finish(sketch.Put(new Sum(), 0, sketch.Put(new Apply("tanh"), 0)))).IsIdle);
    }

    [Fact]
    public void A_matrix_of_low_rank_is_not_folded_into_one()
    {
        Assert.Equal(3, Folded(8).Nodes.Length);                          // the input and two matrices
        Assert.Equal(2, Folded(LayerSketch.Width).Nodes.Length);

        static Graph Folded(int rank)
        {
            var (sketch, draw) = (new Sketch(LayerSketch.Width, []), new Draw(1));
            var narrow = sketch.Put(draw.Linear(LayerSketch.Width, rank), 0);
            return NormalForm.Of(sketch.Finish(sketch.Put(draw.Linear(rank, LayerSketch.Width), narrow))).Graph;
        }
    }

    [Fact]
    public void Inputs_that_do_not_fit_are_told_with_both_numbers()
    {
        var sketch = new Sketch(LayerSketch.Width, []);
        Assert.Equal("linear: must have 20 numbers, got 24; correct the node's inputs or sizes",
            Assert.Throws<DesignException>(() => sketch.Put(new Draw(1).Linear(20, 8), 0)).Message);
    }
}
