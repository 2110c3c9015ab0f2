using System.Collections.Immutable;
using Jaram.Assay.Provenance.Reading;
using Jaram.Checkpoints;
using Jaram.Exchange.Tensors;

namespace Jaram.Assay.Tests.Provenance.Reading;

public sealed class AnatomyTests
{
    private const int Units = 6, Width = 4;

    /// <summary>The same units, however a file lays them: gates count from 0, ups from 100, downs from 200.</summary>
    [Theory]
    [InlineData("apart")]
    [InlineData("fused")]
    [InlineData("stacked")]
    [InlineData("stacked and fused")]
    [InlineData("stacked and turned")]
    [InlineData("by turns")]
    public void Units_are_found_in_every_layout(string layout)
    {
        var toy = new Toy().Put("model.embed_tokens.weight", new float[Width], 1, Width);
        const string At = "model.layers.0.mlp.";
        switch (layout)
        {
            case "apart":
                toy.Put(At + "gate_proj.weight", Rows(0), Units, Width)
                    .Put(At + "up_proj.weight", Rows(100), Units, Width)
                    .Put(At + "down_proj.weight", Turn(Rows(200), Units), Width, Units);
                break;
            case "fused":
                toy.Put(At + "gate_up_proj.weight", [.. Rows(0), .. Rows(100)], 2 * Units, Width)
                    .Put(At + "down_proj.weight", Turn(Rows(200), Units), Width, Units);
                break;
            case "stacked":
                toy.Put("blk.0.ffn_gate_exps.weight", [.. new float[24], .. Rows(0)], 2, Units, Width)
                    .Put("blk.0.ffn_up_exps.weight", [.. new float[24], .. Rows(100)], 2, Units, Width)
                    .Put("blk.0.ffn_down_exps.weight", [.. new float[24], .. Turn(Rows(200), Units)], 2, Width, Units);
                break;
            case "stacked and fused":
                toy.Put(At + "experts.gate_up_proj", [.. new float[48], .. Rows(0), .. Rows(100)], 2, 2 * Units, Width)
                    .Put(At + "experts.down_proj", [.. new float[24], .. Turn(Rows(200), Units)], 2, Width, Units);
                break;
            case "by turns":
                var both = Rows(0).Chunk(Width).Zip(Rows(100).Chunk(Width), (gate, up) => (float[])[.. gate, .. up]);
                toy.Put(At + "experts.gate_up_proj",
                        [.. new float[48], .. Turn([.. both.SelectMany(x => x)], 2 * Units)], 2, Width, 2 * Units)
                    .Put(At + "experts.gate_up_proj_bias", new float[4 * Units], 2, 2 * Units)
                    .Put(At + "experts.down_proj", [.. new float[24], .. Rows(200)], 2, Units, Width);
                break;
            default:
                toy.Put(At + "experts.gate_up_proj",
                        [.. new float[48], .. Turn([.. Rows(0), .. Rows(100)], 2 * Units)], 2, Width, 2 * Units)
                    .Put(At + "experts.down_proj", [.. new float[24], .. Rows(200)], 2, Units, Width);
                break;
        }
        var group = new Anatomy(new("toy", toy, TokenizerFacts.None)).Groups[^1];
        Assert.Equal((Units, Width), (group.Units, group.Width));
        float[][] read = [.. group.Reads.Concat(group.Writes)
            .Select(view => view.Read(toy, Sampling.All(Units), Sampling.All(Width)))];
        Assert.Equal([Rows(0), Rows(100), Rows(200)], read);
    }

    /// <summary>Experts write to the stream and read it, in whichever layout, one by one.</summary>
    [Fact]
    public void Stacked_experts_stand_on_the_stream()
    {
        var toy = new Toy().Put("token_embd.weight", new float[Width], 1, Width)
            .Put("blk.0.ffn_gate_exps.weight", [.. Rows(0), .. Rows(50)], 2, Units, Width)
            .Put("blk.0.ffn_up_exps.weight", [.. Rows(100), .. Rows(150)], 2, Units, Width)
            .Put("blk.0.ffn_down_exps.weight", [.. Turn(Rows(200), Units), .. Turn(Rows(250), Units)], 2, Width, Units);
        var parts = new Anatomy(new("toy", toy, TokenizerFacts.None)).OnStream(Component.Experts).ToList();
        Assert.Equal([(TensorRole.Gate, 0), (TensorRole.Up, 0), (TensorRole.Down, 0), (TensorRole.Gate, 1),
            (TensorRole.Up, 1), (TensorRole.Down, 1)], parts.Select(part => (part.Place.Role, part.Place.Expert)));
        Assert.Equal([Rows(0), Rows(100), Rows(200), Rows(50), Rows(150), Rows(250)],
            parts.Select(part => part.View.Read(toy, Sampling.All(Units), Sampling.All(Width))));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fused_queries_keys_and_values_are_split_by_what_heads_write(bool isTurned)
    {
        float[] fused = [.. Rows(0), .. Rows(100)[..16]];               // 6 queries, 2 keys, 2 values
        var toy = new Toy().Put("wte.weight", new float[Width], 1, Width);
        if (isTurned)
            toy.Put("h.0.attn.c_attn.weight", Turn(fused, 10), Width, 10)
                .Put("h.0.attn.c_proj.weight", new float[Units * Width], Units, Width);
        else
            toy.Put("layers.0.self_attn.qkv_proj.weight", fused, 10, Width)
                .Put("layers.0.self_attn.o_proj.weight", new float[Units * Width], Width, Units);
        var heads = Assert.Single(LayerHeads.Of(new(new("toy", toy, TokenizerFacts.None))));
        Assert.Equal([Rows(0), Rows(100)[..8]], heads.Matrices.Select(made =>
        {
            using var rows = made.Read(toy, Units, Sampling.All(Width));
            return rows.Span.ToArray();
        }));
    }

    [Fact]
    public void Some_rows_and_columns_are_those_that_were_asked_for()
    {
        var toy = new Toy().Put("w", Rows(0), Units, Width);
        var rows = UnitView.Rows(toy.Tensors[0]);
        Assert.Equal([Rows(0)[7], Rows(0)[5], Rows(0)[19], Rows(0)[17]], rows.Read(toy, [1, 4], [3, 1]));
        Assert.Equal([Rows(0)[7], Rows(0)[19], Rows(0)[5], Rows(0)[17]], rows.Turned.Read(toy, [3, 1], [1, 4]));
        Assert.Equal([3, 1, 0, 2], rows.Read(toy, [0], [3, 1, 0, 2]));
    }

    /// <summary>So many pieces that several threads read them; runs of more than is read at once among them.</summary>
    [Fact]
    public void Many_scattered_rows_are_those_that_were_asked_for()
    {
        const int Rows = 400, Columns = 5;
        var toy = new Toy().Put("w", [.. Enumerable.Range(0, Rows * Columns).Select(at => (float)at)], Rows, Columns);
        ImmutableArray<int> some = [.. Enumerable.Range(0, 40).Select(at => 399 - 7 * at), .. Enumerable.Range(40, 37), 3, 39];
        foreach (var view in new[] { UnitView.Rows(toy.Tensors[0]), UnitView.Rows(toy.Tensors[0]).EverySecond(1) })
            foreach (ImmutableArray<int> columns in new ImmutableArray<int>[] { [4, 0, 3], [0, 1, 2, 3, 4] })
            {
                var (from, apart) = view.Units == Rows ? (0, 1) : (1, 2);
                ImmutableArray<int> units = view.Units == Rows ? some : [.. some.Select(row => row / 2)];
                Assert.Equal(units.SelectMany(unit => columns.Select(column => (float)((from + apart * unit) * Columns + column))),
                    view.Read(toy, units, columns));
            }
    }

    [Fact]
    public void What_one_of_several_threads_meets_is_told_as_it_is_when_all_have_ended()
    {
        var source = new Torn(new Toy().Put("w", new float[400 * 5], 400, 5), 30 * 7 * 5);
        var view = UnitView.Rows(source.Tensors[0]);
        var refused = Assert.Throws<CheckpointException>(() =>
            view.Read(source, [.. Enumerable.Range(0, 57).Select(at => 7 * at)], Sampling.All(5)));
        Assert.Equal("the file ends here", refused.Message);
        Assert.Equal(0, source.Inside);
    }

    [Fact]
    public void A_number_that_is_none_is_named()
    {
        var toy = Toy.Of(1);
        toy["model.layers.2.mlp.up_proj.weight"][5 * Toy.Width + 1] = float.NaN;
        var group = new Anatomy(toy.As("toy")).Groups[2];
        var refused = Assert.Throws<CheckpointException>(() =>
            group.Reads[1].Read(toy, Sampling.All(group.Units), Sampling.All(group.Width)));
        Assert.Contains("\"model.layers.2.mlp.up_proj.weight\"", refused.Message);
        Assert.Contains("NaN in row 5", refused.Message);
    }

    [Fact]
    public void Names_that_say_nothing_are_refused_where_they_hold_much()
    {
        var toy = Toy.Of(1).Put("mystery.matrix", new float[1 << 18], 512, 512);
        var refused = Assert.Throws<CheckpointException>(() => new Anatomy(toy.As("toy")));
        Assert.Contains("1 tensors with 262144 of", refused.Message);
        Assert.Equal(["small.matrix"], new Anatomy(Toy.Of(1).Put("small.matrix", new float[4], 2, 2).As("toy"))
            .Unknown.Select(tensor => tensor.Name));
    }

    [Fact]
    public void A_network_put_together_of_two_models_is_refused()
    {
        var toy = Toy.Of(1).Put("model.layers.1.mlp.up_proj.weight", new float[Width * Toy.Width], Width, Toy.Width);
        var refused = Assert.Throws<CheckpointException>(() => new Anatomy(toy.As("toy")));
        Assert.Contains("has 4 hidden units", refused.Message);
    }

    [Fact]
    public void A_folder_without_one_of_its_shards_is_refused_by_name()
    {
        var folder = Directory.CreateTempSubdirectory("assay").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "model.safetensors.index.json"),
                """{"weight_map": {"w": "model-00001-of-00002.safetensors"}}""");
            var refused = Assert.Throws<CheckpointException>(() => Subject.Open(folder));
            Assert.Contains("model-00001-of-00002.safetensors", refused.Message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static float[] Rows(int from) => [.. Enumerable.Range(0, Units * Width).Select(at => (float)(from + at))];

    private static float[] Turn(float[] rows, int n)
    {
        var d = rows.Length / n;
        return [.. Enumerable.Range(0, rows.Length).Select(at => rows[at % n * d + at / n])];
    }

    /// <summary>A file that is cut off, and slow.</summary>
    private sealed class Torn(Toy whole, long at) : ITensorSource
    {
        private int _inside;

        public int Inside => _inside;

        public IReadOnlyList<SourceTensor> Tensors => whole.Tensors;

        public void Read(SourceTensor tensor, long from, Span<float> into)
        {
            Interlocked.Increment(ref _inside);
            try
            {
                if (from == at) throw new CheckpointException("the file ends here");
                Thread.Sleep(1);
                whole.Read(tensor, from, into);
            }
            finally
            {
                Interlocked.Decrement(ref _inside);
            }
        }
    }
}
