// Source: ggml, docs/gguf.md (keys); llama.cpp, conversion/base.py (which tensors stay F32), gguf-py (file types).

using Jaram.Checkpoints;
using Jaram.Checkpoints.Gguf;
using Jaram.Exchange.Tensors;

namespace Jaram.Exchange.Exporting;

/// <summary>Writes a model as llama.cpp reads it.</summary>
public static class GgufFile
{
    /// <summary>Writes a file, all of it or nothing.</summary>
    /// <param name="path">Where; a file that is there is replaced.</param>
    /// <param name="model">What.</param>
    /// <param name="type">How matrices are stored; vectors and routers stay F32, and so few other tensors differ that
    /// they are listed.</param>
    /// <param name="name">The model's name.</param>
    /// <returns>Matrices that are stored in another type, as this one has no room for their rows.</returns>
    /// <exception cref="CheckpointException">The weights are not the design's, or the disk failed.</exception>
    public static IReadOnlyList<string> Write(string path, ExportedModel model, GgufType type, string name)
    {
        var (metadata, theirs) = (Metadata(model, type, name), model.Theirs);
        var byName = theirs.Tensors.ToDictionary(tensor => tensor.Name);
        List<GgufTensor> tensors =
            [.. theirs.Tensors.Select(t => new GgufTensor(t.Name, TypeOf(t, type), t.Shape.AsSpan()))];
        var bytes = new ConvertedBytes(theirs);
        var draft = path + ".tmp";
        try
        {
            using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                GgufWriter.Write(file, metadata, tensors,
                    (tensor, from) => bytes.Next(byName[tensor.Name], tensor.Type.Blocks, from));
                file.Flush(flushToDisk: true);
            }
            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
        return [.. tensors.Where(t => t.Type == GgufType.F16 && type != GgufType.F16).Select(t => $"{t}")];
    }

    /// <summary>All keys.</summary>
    internal static GgufMetadata Metadata(ExportedModel model, GgufType type, string name)
    {
        var (design, own) = (model.Design, model.Family.GgufArchitecture + ".");
        var metadata = new GgufMetadata().Add("general.architecture", model.Family.GgufArchitecture)
            .Add("general.type", "model").Add("general.name", name)
            .Add("general.file_type", FileType(type)).Add("general.quantization_version", 2u)
            .Add(own + "vocab_size", (uint)design.Vocabulary).Add(own + "context_length", (uint)design.Context)
            .Add(own + "embedding_length", (uint)design.Width).Add(own + "block_count", (uint)design.Stack.Length)
            .Add(own + "attention.layer_norm_rms_epsilon", (float)design.Norm.Epsilon);
        model.Family.Describe(design, metadata);
        model.Tokenizer.AddTo(metadata, design.Vocabulary);
        return metadata;
    }

    /// <summary>Embedding and head take twice the bits of q4_0, as what they round stays in every answer.</summary>
    private static GgufType TypeOf(SourceTensor tensor, GgufType type)
    {
        if (tensor.Shape.Length == 1 || tensor.Name.Contains("ffn_gate_inp", StringComparison.Ordinal))
            return GgufType.F32;
        if (tensor.RowLength % type.Blocks.BlockLength != 0) return GgufType.F16;
        return type == GgufType.Q40 && tensor.Name is "token_embd.weight" or "output.weight" ? GgufType.Q80 : type;
    }

    private static uint FileType(GgufType type) => type switch
    {
        GgufType.F32 => 0, GgufType.F16 => 1, GgufType.Q40 => 2, GgufType.Q80 => 7, GgufType.BF16 => 32,
        _ => throw new CheckpointException($"{type.Blocks.Name} is read, not written: write q8_0 or q4_0"),
    };
}
