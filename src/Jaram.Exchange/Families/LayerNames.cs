// The parts that every family has: embedding, norms, dense network, head. Names of ours are those of
// Jaram.Training.Blocks; theirs those of Hugging Face transformers and of llama.cpp.
// Source: transformers, modeling_llama.py; llama.cpp, llama-arch.cpp (LLM_TENSOR_NAMES).

using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Exchange.Tensors;

namespace Jaram.Exchange.Families;

/// <summary>Links the parts that families share.</summary>
/// <param name="design">The design.</param>
/// <param name="format">Whose names theirs are.</param>
internal sealed class LayerNames(Design design, Format format)
{
    /// <summary>Links tensors of one shape that lie alike.</summary>
    public Link Same(string own, string huggingFace, string gguf, params long[] shape) =>
        new Same(own, Theirs(huggingFace, gguf), shape);

    /// <summary>Their name in this format.</summary>
    public string Theirs(string huggingFace, string gguf) => format == Format.HuggingFace ? huggingFace : gguf;

    /// <summary>What a layer's tensors begin with, ours and theirs.</summary>
    public static (string Own, string HuggingFace, string Gguf) Layer(int index) =>
        ($"layers.{index}.", $"model.layers.{index}.", $"blk.{index}.");

    /// <summary>Embedding, last norm and head.</summary>
    public IEnumerable<Link> Ends()
    {
        long[] matrix = [design.Vocabulary, design.Width];
        yield return Same("embedding", "model.embed_tokens.weight", "token_embd.weight", matrix);
        yield return Same("norm.gain", "model.norm.weight", "output_norm.weight", design.Width);
        if (!design.TiedEmbeddings) yield return Same("head", "lm_head.weight", "output.weight", matrix);
        else if (format == Format.HuggingFace)
            yield return new Repeated("lm_head.weight", "model.embed_tokens.weight", matrix);
    }

    /// <summary>The norms of a layer.</summary>
    public IEnumerable<Link> Norms(int index)
    {
        var (own, theirs, gguf) = Layer(index);
        yield return Same(own + "mixer.norm.gain", theirs + "input_layernorm.weight", gguf + "attn_norm.weight",
            design.Width);
        yield return Same(own + "channel.norm.gain", theirs + "post_attention_layernorm.weight",
            gguf + "ffn_norm.weight", design.Width);
    }

    /// <summary>A SwiGLU network.</summary>
    /// <param name="own">What ours begins with.</param>
    /// <param name="theirs">What theirs begins with on Hugging Face.</param>
    /// <param name="gguf">Theirs in GGUF, with {0} for gate, up and down.</param>
    /// <param name="mlp">Its size.</param>
    public IEnumerable<Link> Network(string own, string theirs, Func<string, string> gguf, MlpDesign mlp)
    {
        yield return Same(own + "gate.weight", theirs + "gate_proj.weight", gguf("gate"), mlp.Hidden, design.Width);
        yield return Same(own + "up.weight", theirs + "up_proj.weight", gguf("up"), mlp.Hidden, design.Width);
        yield return Same(own + "down.weight", theirs + "down_proj.weight", gguf("down"), design.Width, mlp.Hidden);
    }
}
