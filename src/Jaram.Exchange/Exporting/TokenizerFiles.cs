// The files by which Hugging Face transformers knows a tokenizer's special tokens, and the keys by which llama.cpp
// does. Another maker's files go out as they came.
// Source: transformers, tokenizer_config.json, special_tokens_map.json, generation_config.json, chat_template.jinja;
// ggml, docs/gguf.md (tokenizer.ggml.*).

using System.Text;
using System.Text.Json.Nodes;
using Jaram.Checkpoints;
using Jaram.Checkpoints.Gguf;
using Jaram.Tokenizers;

namespace Jaram.Exchange.Exporting;

/// <summary>A tokenizer as it is written.</summary>
/// <param name="Tokenizer">The tokenizer.</param>
/// <param name="Kept">Files that it came in; one of our own is written anew.</param>
public sealed record TokenizerFiles(Tokenizer Tokenizer, IReadOnlyList<NamedFile> Kept)
{
    private const string FileName = "tokenizer.json";

    /// <summary>The name of the token that begins every text; null if texts begin with none.</summary>
    internal string? BeginName => Tokenizer.BeginsTexts ? Name(Tokenizer.Begin) : null;

    /// <summary>Writes the files into a folder.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="context">Tokens of the longest text.</param>
    /// <exception cref="CheckpointException">It came in a GGUF file.</exception>
    internal void Write(string folder, int context)
    {
        if (Tokenizer.IsOwn)
        {
            WriteOwn(folder, context);
            return;
        }
        if (!Kept.Any(file => file.Name == FileName))
            throw new CheckpointException("the tokenizer came in a GGUF file and is no tokenizer.json: export to gguf, "
                + "or import the model's Hugging Face folder");
        foreach (var file in Kept) file.Write(folder);
    }

    /// <summary>Adds the ids of special tokens to a file.</summary>
    internal void AddIds(JsonObject json) => (json["bos_token_id"], json["eos_token_id"], json["pad_token_id"]) =
        (Tokenizer.Begin, Tokenizer.TurnEnd, Tokenizer.Padding);

    /// <summary>Adds the keys of a GGUF file.</summary>
    /// <param name="metadata">Where to.</param>
    /// <param name="size">Tokens of the design: what the tokenizer has not is filled up.</param>
    /// <exception cref="CheckpointException">The tokenizer has more, or GGUF has no words for it.</exception>
    internal void AddTo(GgufMetadata metadata, int size)
    {
        if (Tokenizer.Count > size)
            throw new CheckpointException($"{FileName} has {Tokenizer.Count} tokens, the design {size}: put the "
                + "model's own tokenizer back");
        var file = Described().Filled(size);
        metadata.Add("tokenizer.ggml.model", file.Model);
        if (file.Pre != "") metadata.Add("tokenizer.ggml.pre", file.Pre);
        metadata.Add("tokenizer.ggml.tokens", file.Tokens.ToArray());
        if (file.Types.Count > 0) metadata.Add("tokenizer.ggml.token_type", file.Types.ToArray());
        if (file.Scores.Count > 0) metadata.Add("tokenizer.ggml.scores", file.Scores.ToArray());
        if (file.Merges.Count > 0) metadata.Add("tokenizer.ggml.merges", file.Merges.ToArray());
        AddId(metadata, "bos", file.Begin);
        foreach (var (name, id) in ((string[])["eos", "eot", "eom"]).Zip(file.Ends)) AddId(metadata, name, id);
        AddId(metadata, "padding", file.Pad);
        if (file.AddsBegin is { } begins) metadata.Add("tokenizer.ggml.add_bos_token", begins);
        if (file.AddsSpace is { } space) metadata.Add("tokenizer.ggml.add_space_prefix", space);
        if (file.Template != "") metadata.Add("tokenizer.chat_template", file.Template);
    }

    private static void AddId(GgufMetadata metadata, string name, int? id)
    {
        if (id is { } there) metadata.Add($"tokenizer.ggml.{name}_token_id", (uint)there);
    }

    private GgufTokenizer Described()
    {
        try
        {
            return Tokenizer.ToGguf();
        }
        catch (TokenizerException e)
        {
            throw new CheckpointException($"{FileName}: {e.Message}");
        }
    }

    private void WriteOwn(string folder, int context)
    {
        var (bos, end, pad) = (Name(Tokenizer.Begin), Name(Tokenizer.TurnEnd), Name(Tokenizer.Padding));
        File.WriteAllBytes(Path.Combine(folder, FileName), Tokenizer.ToJson());
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
        File.WriteAllText(Path.Combine(folder, "chat_template.jinja"), ChatTemplate.Jinja, new UTF8Encoding(false));
    }

    private string? Name(int? id) => Tokenizer.Added.FirstOrDefault(token => token.Id == id)?.Text;
}
