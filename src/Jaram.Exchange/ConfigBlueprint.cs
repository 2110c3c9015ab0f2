// Other people's config.json as a blueprint. A key that nobody asked for and that is not on the list of harmless ones
// may change the architecture, so it is refused by name.
// Source: huggingface/transformers, src/transformers/configuration_utils.py.

using System.Collections.Frozen;
using Jaram.Architecture;
using Jaram.Architecture.Atlas;
using Jaram.Checkpoints;
using Jaram.Exchange.Describing;
using Jaram.Exchange.Keys;

namespace Jaram.Exchange;

/// <summary>Reads Hugging Face configurations that need not be importable.</summary>
public static class ConfigBlueprint
{
    private const int MostBytes = 1 << 24;

    /// <summary>Keys that say nothing of the architecture: where a model comes from, how it was trained, quantised and
    /// saved, which ids are special, how it is called.</summary>
    private static readonly FrozenSet<string> _harmless = FrozenSet.Create(StringComparer.Ordinal,
        "_name_or_path", "_commit_hash", "name_or_path", "model_type", "architectures", "transformers_version",
        "torch_dtype", "dtype", "use_cache", "auto_map", "tokenizer_class", "cache_implementation", "initializer_range",
        "initializer_factor", "bos_token_id", "eos_token_id", "pad_token_id", "unk_token_id", "pretraining_tp",
        "attention_dropout", "attn_pdrop", "embd_pdrop", "resid_pdrop", "hidden_dropout", "classifier_dropout",
        "aux_loss_alpha", "router_aux_loss_coef", "router_jitter_noise", "output_router_logits", "seq_aux", "ep_size",
        "return_dict", "output_attentions", "output_hidden_states", "is_decoder", "is_encoder_decoder", "max_length",
        "min_length", "do_sample", "temperature", "top_k", "top_p", "id2label", "label2id", "quantization_config",
        "compression_config", "task_specific_params", "summary_activation", "summary_first_dropout",
        "summary_proj_to_labels", "summary_type", "summary_use_proj", "gradient_checkpointing",
        "indexer_loss_coef", "indexer_dense_warmup", "output_indexer_scores", "attn_implementation");

    /// <summary>What GPT-2 and EXAONE 3 call the keys that others share.</summary>
    private static readonly (string Old, string Usual)[] _renamed =
    [
        ("n_embd", "hidden_size"), ("n_layer", "num_hidden_layers"), ("n_head", "num_attention_heads"),
        ("num_layers", "num_hidden_layers"),
    ];

    /// <summary>The model types that can be read.</summary>
    public static IReadOnlyList<string> ModelTypes =>
        [.. ConfigFamily.All.SelectMany(family => family.ModelTypes).Order(StringComparer.Ordinal)];

    /// <summary>Reads a config.json; of a model that also sees or hears, the part that reads text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The model's name.</param>
    /// <exception cref="CheckpointException">It is no config.json, of no known type, or a key is missing, wrong or
    /// unknown.</exception>
    /// <exception cref="DesignException">Its values contradict each other.</exception>
    public static Blueprint Read(string path, string name)
    {
        using var json = JsonFile.Read(path, MostBytes);
        var facts = Facts.Of(json.RootElement, path, _renamed);
        if (facts.Has("text_config")) facts = facts.Inner("text_config");
        var type = facts.Text("model_type");
        var family = ConfigFamily.All.FirstOrDefault(family => family.ModelTypes.Contains(type))
            ?? throw facts.Wrong("model_type", type, $"one of {string.Join(", ", ModelTypes)}");
        var config = new Decoder(facts, type);
        try
        {
            var blueprint = family.Read(config, name);
            facts.RefuseOthers(_harmless);
            return blueprint.Checked();
        }
        catch (DesignException wrong)
        {
            throw new DesignException(
                $"{path}: {(wrong.Path is null ? "" : $"{wrong.Path}: ")}{wrong.Message}");
        }
    }
}
