// Source: Hugging Face transformers, PreTrainedModel.save_pretrained; both the keys of version 5 (dtype,
// rope_parameters) and those before (torch_dtype, rope_theta, rope_scaling), which llama.cpp and vLLM read.

using System.Text;
using System.Text.Json.Nodes;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Gguf;
using Jaram.Checkpoints.Quantisation;
using Jaram.Exchange.Families;
using Jaram.Exchange.Tensors;

namespace Jaram.Exchange.Exporting;

/// <summary>Writes a model as Hugging Face transformers reads it.</summary>
public static class HuggingFaceFolder
{
    /// <summary>Bytes of a file of weights, unless asked otherwise.</summary>
    public const long UsualShard = 5_000_000_000;

    /// <summary>Writes a folder, all of it or nothing.</summary>
    /// <param name="folder">Where; must not be there yet.</param>
    /// <param name="model">What.</param>
    /// <param name="type">F32 or BF16; what decides between experts stays F32.</param>
    /// <param name="card">What people read first.</param>
    /// <param name="mostBytes">Bytes of tensors in a file of weights.</param>
    /// <exception cref="CheckpointException">The weights are not the design's, or the disk failed.</exception>
    public static void Write(
        string folder, ExportedModel model, GgufType type, ModelCard card, long mostBytes = UsualShard)
    {
        if (type is not (GgufType.F32 or GgufType.BF16))
            throw new CheckpointException($"a Hugging Face folder holds f32 or bf16 here, not {type.Blocks.Name}");
        var draft = folder + ".tmp";
        if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
        try
        {
            Directory.CreateDirectory(draft);
            JsonText.Write(Path.Combine(draft, "config.json"), Config(model, type));
            model.Tokenizer.Write(draft, model.Design.Context);
            File.WriteAllText(Path.Combine(draft, "README.md"), card.Text(model), new UTF8Encoding(false));
            SafetensorsFiles.Write(draft, model.Theirs, tensor => Stored(tensor, type), mostBytes);
            Directory.Move(draft, folder);
        }
        catch
        {
            if (Directory.Exists(draft)) Directory.Delete(draft, recursive: true);
            throw;
        }
    }

    /// <summary>config.json.</summary>
    internal static JsonObject Config(ExportedModel model, GgufType type)
    {
        var design = model.Design;
        var word = type == GgufType.F32 ? "float32" : "bfloat16";
        var config = new JsonObject
        {
            ["architectures"] = new JsonArray(model.Family.Architecture), ["model_type"] = model.Family.ModelType,
            ["vocab_size"] = design.Vocabulary, ["hidden_size"] = design.Width,
            ["num_hidden_layers"] = design.Stack.Length, ["hidden_act"] = "silu",
            ["max_position_embeddings"] = design.Context, ["rms_norm_eps"] = JsonNumbers.Real(design.Norm.Epsilon),
            ["tie_word_embeddings"] = design.TiedEmbeddings, ["use_cache"] = true,
            ["dtype"] = word, ["torch_dtype"] = word,
        };
        model.Tokenizer.AddIds(config);
        model.Family.Describe(design, config);
        return config;
    }

    private static BlockFormat Stored(SourceTensor tensor, GgufType type) =>
        (tensor.Name.EndsWith("e_score_correction_bias", StringComparison.Ordinal) ? GgufType.F32 : type).Blocks;
}
