using System.Text.Json.Nodes;
using Jaram.Exchange.Exporting;
using Jaram.Exchange.Importing;
using Jaram.Exchange.Tensors;

namespace Jaram.Exchange.Tests;

/// <summary>Modules that look further ahead are left out when that is asked for, both ways.</summary>
public sealed class AheadTests
{
    [Fact]
    public void Deepseek_s_own_are_left_out_of_what_is_read()
    {
        var design = Sample.All["deepseek-v3"];
        using var folder = new TemporaryFolder();
        HuggingFaceFolder.Write(folder["hf"], RoundTripTests.Exported(design, Format.HuggingFace), GgufType.F32,
            new("tiny", "", [], "a test"));
        var path = Path.Combine(folder["hf"], "config.json");
        var config = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        config["num_nextn_predict_layers"] = 1;
        File.WriteAllText(path, config.ToJsonString());
        AddTensor(Path.Combine(folder["hf"], "model.safetensors"), "model.layers.3.eh_proj.weight");

        using var read = ImportedModel.Open(folder["hf"], "read", AheadModules.LeaveOut);
        Assert.Equal(1, read.AheadLeftOut);
        Assert.Equal(RoundTripTests.Numbers(Sample.Weights(design)), RoundTripTests.Numbers(read.Tensors));
    }

    [Fact]
    public void Ours_are_left_out_of_what_is_written()
    {
        var design = Sample.All["llama"] with { Ahead = new() { Depth = 1, Layer = "full", Weight = 1 } };
        var plain = Sample.Weights(Sample.All["llama"]);
        var weights = new NumberedSource([.. plain.Tensors.Select(t => new NamedShape(t.Name, t.Shape)),
            NamedShape.Of("ahead.0.join.weight", 24, 48)]);
        using var folder = new TemporaryFolder();
        GgufFile.Write(folder["m.gguf"], new(design, weights, Sample.Files, Format.Gguf, AheadModules.LeaveOut),
            GgufType.F32, "tiny");
        using var read = ImportedModel.Open(folder["m.gguf"], "read", AheadModules.Refuse);
        Assert.Null(read.Design.Ahead);
        Assert.Equal(RoundTripTests.Numbers(plain), RoundTripTests.Numbers(read.Tensors));
    }

    private static void AddTensor(string path, string name)
    {
        var all = new MemoryStream();
        using (var file = SafetensorsReader.Open(path))
            SafetensorsWriter.Write(all, [.. file.Tensors, new(name, DType.F32, 2)],
                (tensor, from) => tensor.Name == name ? new byte[8].AsSpan((int)from) : file.Bytes(tensor, from));
        File.WriteAllBytes(path, all.ToArray());
    }
}
