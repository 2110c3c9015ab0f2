using Jaram.Exchange.Exporting;
using Jaram.Exchange.Families;
using Jaram.Exchange.Importing;
using Jaram.Exchange.Tensors;

namespace Jaram.Exchange.Tests;

/// <summary>What goes out comes back: the same design, the same bits.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<string> Names => [.. Sample.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_hugging_face_folder_reads_back_as_the_design_and_every_bit(string name)
    {
        var design = Sample.All[name];
        if (Expressible.In(design, Format.HuggingFace, AheadModules.Refuse).Count == 0) return;
        using var folder = new TemporaryFolder();
        var model = Exported(design, Format.HuggingFace);
        HuggingFaceFolder.Write(folder["hf"], model, GgufType.F32, new("tiny", "", [], "a test"));
        Assert.Equal(name.Split(' ')[0], model.Family.Name);
        Same(design, folder["hf"], model.Family);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_gguf_file_reads_back_as_the_design_and_every_bit(string name)
    {
        var design = Sample.All[name];
        using var folder = new TemporaryFolder();
        var model = Exported(design, Format.Gguf);
        Assert.Empty(GgufFile.Write(folder["m.gguf"], model, GgufType.F32, "tiny"));
        Same(design, folder["m.gguf"], model.Family);
    }

    [Theory, MemberData(nameof(Names))]
    public void Both_formats_give_one_model(string name)
    {
        var design = Sample.All[name];
        if (Expressible.In(design, Format.HuggingFace, AheadModules.Refuse).Count == 0) return;
        using var folder = new TemporaryFolder();
        HuggingFaceFolder.Write(folder["hf"], Exported(design, Format.HuggingFace), GgufType.BF16,
            new("tiny", "", [], "a test"));
        GgufFile.Write(folder["m.gguf"], Exported(design, Format.Gguf), GgufType.BF16, "tiny");
        using var one = ImportedModel.Open(folder["hf"], "read", AheadModules.Refuse);
        using var other = ImportedModel.Open(folder["m.gguf"], "read", AheadModules.Refuse);
        Assert.Equal(Plain(one.Design), Plain(other.Design));
        Assert.Equal(Numbers(one.Tensors), Numbers(other.Tensors));
    }

    [Fact]
    public void Weights_in_several_files_are_one_model()
    {
        var design = Sample.All["deepseek-v3"];
        using var folder = new TemporaryFolder();
        var model = Exported(design, Format.HuggingFace);
        HuggingFaceFolder.Write(folder["hf"], model, GgufType.F32, new("tiny", "", [], "a test"), mostBytes: 20_000);
        Assert.True(Directory.GetFiles(folder["hf"], "model-*-of-*.safetensors").Length > 3);
        Same(design, folder["hf"], model.Family);
    }

    [Theory]
    [InlineData(GgufType.Q80, 1 / 254.0)]
    [InlineData(GgufType.Q40, 1 / 8.0)]
    public void A_quantised_file_is_off_by_no_more_than_its_format_says(GgufType type, double most)
    {
        var design = Sample.Grouped(norm: true) with { Width = 32 };
        design = design with
        {
            Layers = design.Layers.SetItem("full", design.Layers["full"] with
            {
                Channel = new MlpDesign { Hidden = 64, Activation = Activation.SwiGlu },
            }),
        };
        using var folder = new TemporaryFolder();
        Assert.Empty(GgufFile.Write(folder["m.gguf"], Exported(design, Format.Gguf), type, "tiny"));
        using var read = ImportedModel.Open(folder["m.gguf"], "read", AheadModules.Refuse);
        foreach (var (name, numbers) in Numbers(read.Tensors))
            foreach (var (found, right) in numbers.Zip(Numbers(Sample.Weights(design))[name]))
                Assert.InRange(Math.Abs(found - right), 0, most * 1.002 + 1e-6);      // the largest weight is 1 at most
    }

    [Fact]
    public void The_same_model_is_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in (string[])["a", "b"])
        {
            GgufFile.Write(folder[name + ".gguf"], Exported(Sample.All["deepseek-v3"], Format.Gguf), GgufType.F16, "tiny");
            HuggingFaceFolder.Write(folder[name], Exported(Sample.All["qwen3"], Format.HuggingFace), GgufType.BF16,
                new("tiny", "CC-BY-4.0", ["ko", "en"], "a test"));
        }
        Assert.Equal(File.ReadAllBytes(folder["a.gguf"]), File.ReadAllBytes(folder["b.gguf"]));
        foreach (var file in Directory.GetFiles(folder["a"]))
            Assert.Equal(File.ReadAllBytes(file), File.ReadAllBytes(Path.Combine(folder["b"], Path.GetFileName(file))));
    }

    [Fact]
    public void The_tokenizer_of_a_gguf_file_is_the_model_s_own()
    {
        using var folder = new TemporaryFolder();
        GgufFile.Write(folder["m.gguf"], Exported(Sample.All["llama"], Format.Gguf), GgufType.F16, "tiny");
        using var read = ImportedModel.Open(folder["m.gguf"], "read", AheadModules.Refuse);
        var kept = Assert.Single(read.Tokenizer);
        File.WriteAllBytes(folder["tokenizer.gguf"], kept.Bytes.Span);
        using var whole = GgufReader.Open(folder["m.gguf"]);
        using var alone = GgufReader.Open(folder["tokenizer.gguf"]);
        Assert.Empty(alone.Tensors);
        var keys = whole.Metadata.Keys.Where(key => key.StartsWith("tokenizer.", StringComparison.Ordinal));
        Assert.Equal(keys, alone.Metadata.Keys.Skip(1));
        Assert.All(keys, key => Assert.Equal(whole.Metadata[key], alone.Metadata[key]));
        Assert.Equal(Sample.Tokenizer.ToGguf().Tokens, alone.Metadata.List<string>("tokenizer.ggml.tokens"));
        Assert.Equal(Sample.Tokenizer.ToGguf().Merges, alone.Metadata.List<string>("tokenizer.ggml.merges"));
    }

    [Fact]
    public void Weights_under_our_names_read_back()
    {
        var design = Sample.All["deepseek-v3"];
        using var folder = new TemporaryFolder();
        GgufFile.Write(folder["m.gguf"], Exported(design, Format.Gguf), GgufType.F16, "tiny");
        using (var read = ImportedModel.Open(folder["m.gguf"], "read", AheadModules.Refuse))
        using (var file = File.Create(folder["w.safetensors"]))
            read.WriteWeights(file, null);
        using var weights = Shards.OpenFile(folder["w.safetensors"]);
        Assert.Equal(Numbers(Sample.Weights(design)), Numbers(weights));
    }

    /// <summary>What is written of a design.</summary>
    internal static ExportedModel Exported(Design design, Format format) =>
        new(design, Sample.Weights(design), Sample.Files, format, AheadModules.Refuse);

    /// <summary>Every number of a source, a little at a time.</summary>
    internal static SortedDictionary<string, float[]> Numbers(ITensorSource source) => new(source.Tensors.ToDictionary(
        tensor => tensor.Name, tensor =>
        {
            var numbers = new float[tensor.Count];
            var step = (int)Math.Max(tensor.RowLength, 1);
            for (var at = 0; at < numbers.Length; at += step)
                source.Read(tensor, at, numbers.AsSpan(at, Math.Min(step, numbers.Length - at)));
            return numbers;
        }), StringComparer.Ordinal);

    private static void Same(Design design, string path, Family family)
    {
        using var read = ImportedModel.Open(path, "read", AheadModules.Refuse);
        Assert.Equal(family, read.Family);
        Assert.Equal(Plain(Sample.Canonical(design, family)), Plain(read.Design));

        // the design's own order of turning channels is put into the family's: do the same by hand
        var right = Numbers(Reordered(design, family));
        var found = Numbers(read.Tensors);
        Assert.Equal(right.Keys, found.Keys);
        foreach (var (name, numbers) in right) Assert.True(numbers.AsSpan().SequenceEqual(found[name]), name);
    }

    /// <summary>The weights with turning channels in the family's order.</summary>
    private static ITensorSource Reordered(Design design, Family family)
    {
        var weights = Sample.Weights(design);
        if (design.Stack[0].Mixer.Rotary!.Layout == family.Layout) return weights;
        var canonical = Sample.Turned(design, family.Layout, design.Stack[0].Mixer.Rotary!.Scaling);
        var theirs = new Rearranged(weights, "ours", family.Links(design, Format.HuggingFace), Side.Foreign);
        return new Rearranged(theirs, "theirs", family.Links(canonical, Format.HuggingFace), Side.Own);
    }

    private static string Plain(Design design) => System.Text.Encoding.UTF8.GetString(
        (design with { About = "read", Source = "read" }).Write());
}
