// The files by which Hugging Face transformers knows a tokenizer's special tokens.
// Source: transformers, tokenizer_config.json, special_tokens_map.json, generation_config.json, chat_template.jinja.

using System.Text;
using System.Text.Json.Nodes;
using Jaram.Checkpoints;
using Jaram.Tokenizers;

namespace Jaram.Exchange.Exporting;

/// <summary>A tokenizer as it is written: its file, and which tokens begin, end and fill.</summary>
/// <param name="Json">tokenizer.json.</param>
/// <param name="Bos">Id that begins a text.</param>
/// <param name="End">Id that ends a turn.</param>
/// <param name="Pad">Id that fills a row.</param>
/// <param name="ChatTemplate">How a conversation is laid out; empty for none.</param>
public sealed record TokenizerFiles(byte[] Json, int Bos, int End, int Pad, string ChatTemplate)
{
    /// <summary>The name of tokenizer.json in a folder.</summary>
    public const string FileName = "tokenizer.json";

    /// <summary>A tokenizer that was trained here.</summary>
    public static TokenizerFiles Of(Tokenizer tokenizer) => new(
        tokenizer.ToJson(), Tokenizer.Bos, Tokenizer.End, Tokenizer.Pad, Tokenizers.ChatTemplate.Jinja);

    /// <summary>Its tokens and merges.</summary>
    /// <exception cref="CheckpointException">The file is no byte-level BPE.</exception>
    internal BpeVocabulary Vocabulary => field ??= BpeVocabulary.Read(Json);

    /// <summary>Writes the files into a folder.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="context">Tokens of the longest text.</param>
    internal void Write(string folder, int context)
    {
        var (bos, end, pad) = (Vocabulary.Tokens[Bos], Vocabulary.Tokens[End], Vocabulary.Tokens[Pad]);
        File.WriteAllBytes(Path.Combine(folder, FileName), Json);
        JsonText.Write(Path.Combine(folder, "tokenizer_config.json"), new()
        {
            ["tokenizer_class"] = "PreTrainedTokenizerFast", ["model_max_length"] = context,
            ["bos_token"] = bos, ["eos_token"] = end, ["pad_token"] = pad, ["clean_up_tokenization_spaces"] = false,
        });
        JsonText.Write(Path.Combine(folder, "special_tokens_map.json"), new()
        {
            ["bos_token"] = bos, ["eos_token"] = end, ["pad_token"] = pad,
        });
        var ids = new JsonObject();
        AddIds(ids);
        JsonText.Write(Path.Combine(folder, "generation_config.json"), ids);
        if (ChatTemplate != "")
            File.WriteAllText(Path.Combine(folder, "chat_template.jinja"), ChatTemplate, new UTF8Encoding(false));
    }

    /// <summary>Adds the ids of special tokens to a file.</summary>
    internal void AddIds(JsonObject json) =>
        (json["bos_token_id"], json["eos_token_id"], json["pad_token_id"]) = (Bos, End, Pad);
}
