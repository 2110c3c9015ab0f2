// Source: transformers, modeling_deepseek_v3.py; llama.cpp, llama-arch.cpp (LLM_TENSOR_NAMES) and models/deepseek2.cpp.

using Jaram.Architecture.Blocks;
using Jaram.Exchange.Tensors;

namespace Jaram.Exchange.Families;

/// <summary>Links the tensors of latent attention and of mixtures.</summary>
internal static class LatentNames
{
    /// <summary>The tensors of a layer's attention.</summary>
    public static IEnumerable<Link> Attention(
        LayerNames names, int index, long width, LatentAttentionDesign c, Format format)
    {
        var (own, theirs, gguf) = LayerNames.Layer(index);
        (own, theirs) = (own + "mixer.inner.", theirs + "self_attn.");
        var layout = (c.Rotary!.Layout, RotaryLayout.Interleaved);
        long head = c.PlainDim + c.RotaryDim, queries = c.Heads * head;
        Link Turning(string name, string huggingFace, string other, long size, params long[] shape) => new Turned(
            NamedShape.Of(own + name, shape), names.Theirs(theirs + huggingFace, gguf + other),
            size, c.RotaryDim, layout);

        if (c.QueryRank == 0) yield return Turning("q.weight", "q_proj.weight", "attn_q.weight", head, queries, width);
        else
        {
            yield return names.Same(own + "q_down.weight", theirs + "q_a_proj.weight", gguf + "attn_q_a.weight",
                c.QueryRank, width);
            yield return names.Same(own + "q_norm.gain", theirs + "q_a_layernorm.weight", gguf + "attn_q_a_norm.weight",
                c.QueryRank);
            yield return Turning("q_up.weight", "q_b_proj.weight", "attn_q_b.weight", head, queries, c.QueryRank);
        }
        yield return Turning("kv_down.weight", "kv_a_proj_with_mqa.weight", "attn_kv_a_mqa.weight",
            c.LatentRank + c.RotaryDim, c.LatentRank + c.RotaryDim, width);
        yield return names.Same(own + "kv_norm.gain", theirs + "kv_a_layernorm.weight", gguf + "attn_kv_a_norm.weight",
            c.LatentRank);
        yield return format == Format.HuggingFace
            ? new Same(own + "kv_up.weight", theirs + "kv_b_proj.weight",
                (long)c.Heads * (c.PlainDim + c.ValueDim), c.LatentRank)
            : new SplitHeads(own + "kv_up.weight", gguf + "attn_k_b.weight", gguf + "attn_v_b.weight",
                c.Heads, c.PlainDim, c.ValueDim, c.LatentRank);
        yield return names.Same(own + "out.weight", theirs + "o_proj.weight", gguf + "attn_output.weight",
            width, (long)c.Heads * c.ValueDim);
    }

    /// <summary>The tensors of a dense layer's network.</summary>
    public static IEnumerable<Link> Dense(LayerNames names, int index, MlpDesign mlp)
    {
        var (own, theirs, gguf) = LayerNames.Layer(index);
        return names.Network(own + "channel.inner.", theirs + "mlp.", part => $"{gguf}ffn_{part}.weight", mlp);
    }

    /// <summary>The tensors of a mixture.</summary>
    public static IEnumerable<Link> Mixture(
        LayerNames names, int index, long width, MixtureDesign c, Format format, bool hasBias)
    {
        var (own, theirs, gguf) = LayerNames.Layer(index);
        (own, theirs) = (own + "channel.inner.", theirs + "mlp.");
        yield return names.Same(own + "router.weight", theirs + "gate.weight", gguf + "ffn_gate_inp.weight",
            c.Experts, width);
        yield return hasBias
            ? names.Same(own + "bias", theirs + "gate.e_score_correction_bias", gguf + "exp_probs_b.bias", c.Experts)
            : new OnlyOurs(own + "bias", c.Experts, Absence.MustBeZero);
        yield return new OnlyOurs(own + "load", c.Experts, Absence.Unused);
        if (c.SharedExpert is { } shared)
            foreach (var link in names.Network(own + "shared.", theirs + "shared_experts.",
                part => $"{gguf}ffn_{part}_shexp.weight", shared)) yield return link;
        if (format == Format.HuggingFace)
        {
            for (var e = 0; e < c.Experts; e++)
                foreach (var link in names.Network(
                    $"{own}experts.{e}.", $"{theirs}experts.{e}.", part => part, c.Expert)) yield return link;
            yield break;
        }
        foreach (var (part, rows, columns) in new (string, long, long)[]
            { ("gate", c.Expert.Hidden, width), ("up", c.Expert.Hidden, width), ("down", width, c.Expert.Hidden) })
            yield return new Stacked(
                e => $"{own}experts.{e}.{part}.weight", $"{gguf}ffn_{part}_exps.weight", c.Experts, rows, columns);
    }
}
