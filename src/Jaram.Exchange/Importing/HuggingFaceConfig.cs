// Source: Hugging Face transformers, PretrainedConfig and the configuration of each family.

using System.Collections.Frozen;
using Jaram.Architecture;
using Jaram.Exchange.Families;
using Jaram.Exchange.Keys;

namespace Jaram.Exchange.Importing;

/// <summary>Reads config.json.</summary>
internal static class HuggingFaceConfig
{
    private const int MostBytes = 1 << 24;

    /// <summary>Keys that change no answer: where a model comes from, how it was trained and saved, which ids are
    /// special, what windows would be if there were any.</summary>
    private static readonly FrozenSet<string> _harmless = FrozenSet.Create(StringComparer.Ordinal,
        "_name_or_path", "_commit_hash", "name_or_path", "transformers_version", "torch_dtype", "dtype", "use_cache",
        "initializer_range", "bos_token_id", "eos_token_id", "pad_token_id", "unk_token_id", "pretraining_tp",
        "attention_dropout", "auto_map", "sliding_window", "max_window_layers", "aux_loss_alpha", "seq_aux", "ep_size",
        "return_dict", "output_attentions", "output_hidden_states", "is_decoder", "is_encoder_decoder",
        "tokenizer_class", "max_length", "min_length", "do_sample", "temperature", "top_k", "top_p", "id2label",
        "label2id");

    /// <summary>What a file describes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The design's name.</param>
    /// <exception cref="Checkpoints.CheckpointException">A key is missing, wrong, or may change what is computed.
    /// </exception>
    public static (Design Design, Family Family, Described Described) Read(string path, string name)
    {
        using var json = JsonFile.Read(path, MostBytes);
        var config = Facts.Of(json.RootElement, path);
        if (config.Has("quantization_config"))
            throw config.Wrong("quantization_config", "there", "none: get the model in bf16, or as GGUF");
        var family = Family.Of(config);
        var described = family.Read(config, Format.HuggingFace);
        var design = DescribedDesign.Of(described, path, new()
        {
            Name = name, About = $"Imported from a Hugging Face folder, {family.Architecture}.",
            Source = config.Text("_name_or_path", "") is { Length: > 0 } from ? from : "a Hugging Face folder",
            Vocabulary = config.Whole("vocab_size"), Width = config.Whole("hidden_size"),
            Context = config.Whole("max_position_embeddings"),
            TiedEmbeddings = config.Flag("tie_word_embeddings", false),
            Epsilon = config.Real("rms_norm_eps"),
        });
        config.RefuseOthers(_harmless);
        return (design, family, described);
    }
}
