using Jaram.Assay.Provenance.Reading;

namespace Jaram.Assay.Tests.Provenance.Reading;

public sealed class TensorPlaceTests
{
    [Theory]
    [InlineData("model.embed_tokens.weight", "Embedding Tokens -1 -1")]
    [InlineData("lm_head.weight", "Head Tokens -1 -1")]
    [InlineData("model.layers.3.self_attn.q_proj.weight", "Attention Query 3 -1")]
    [InlineData("model.layers.3.self_attn.q_proj.bias", "Norms Vector 3 -1")]
    [InlineData("model.layers.3.self_attn.q_norm.weight", "Norms QueryNorm 3 -1")]
    [InlineData("model.layers.3.self_attn.kv_a_proj_with_mqa.weight", "Attention LatentDown 3 -1")]
    [InlineData("model.layers.3.self_attn.kv_b_proj.weight", "Attention LatentUp 3 -1")]
    [InlineData("model.layers.3.self_attn.qkv_proj.weight", "Attention Fused 3 -1")]
    [InlineData("model.layers.3.self_attn.o_proj.weight", "Attention Output 3 -1")]
    [InlineData("model.layers.3.mlp.gate_proj.weight", "Mlp Gate 3 -1")]
    [InlineData("model.layers.3.mlp.gate_up_proj.weight", "Mlp GateUp 3 -1")]
    [InlineData("model.layers.3.mlp.gate.weight", "Router Router 3 -1")]
    [InlineData("model.layers.3.mlp.gate.e_score_correction_bias", "Norms Vector 3 -1")]
    [InlineData("model.layers.3.mlp.experts.17.down_proj.weight", "Experts Down 3 17")]
    [InlineData("model.layers.3.mlp.experts.gate_up_proj", "Experts GateUp 3 -1")]
    [InlineData("model.layers.3.mlp.shared_experts.up_proj.weight", "Mlp Up 3 -1")]
    [InlineData("model.layers.3.block_sparse_moe.gate.weight", "Router Router 3 -1")]
    [InlineData("model.layers.3.block_sparse_moe.experts.2.w3.weight", "Experts Up 3 2")]
    [InlineData("model.layers.3.input_layernorm.weight", "Norms AttentionNorm 3 -1")]
    [InlineData("model.layers.3.pre_feedforward_layernorm.weight", "Norms ChannelNorm 3 -1")]
    [InlineData("gpt_neox.layers.3.attention.query_key_value.weight", "Attention Reader 3 -1")]
    [InlineData("gpt_neox.layers.3.attention.dense.weight", "Attention Output 3 -1")]
    [InlineData("gpt_neox.layers.3.mlp.dense_h_to_4h.weight", "Mlp Up 3 -1")]
    [InlineData("transformer.h.3.attn.c_proj.weight", "Attention Output 3 -1 turned")]
    [InlineData("transformer.h.3.mlp.c_fc.weight", "Mlp Up 3 -1 turned")]
    [InlineData("transformer.wte.weight", "Embedding Tokens -1 -1")]
    [InlineData("visual.blocks.5.mlp.gate_proj.weight", "Vision Gate 5 -1")]
    [InlineData("audio_tower.layers.5.fc1.weight", "Audio Up 5 -1")]
    [InlineData("model.multi_modal_projector.linear_1.weight", "Projector Other -1 -1")]
    [InlineData("token_embd.weight", "Embedding Tokens -1 -1")]
    [InlineData("output.weight", "Head Tokens -1 -1")]
    [InlineData("blk.3.attn_k.weight", "Attention Key 3 -1")]
    [InlineData("blk.3.attn_output.weight", "Attention Output 3 -1")]
    [InlineData("blk.3.ffn_gate_inp.weight", "Router Router 3 -1")]
    [InlineData("blk.3.ffn_up_exps.weight", "Experts Up 3 -1")]
    [InlineData("blk.3.ffn_norm.weight", "Norms ChannelNorm 3 -1")]
    [InlineData("embedding", "Embedding Tokens -1 -1")]
    [InlineData("head", "Head Tokens -1 -1")]
    [InlineData("layers.3.mixer.inner.out.weight", "Attention Output 3 -1")]
    [InlineData("layers.3.mixer.inner.gate.weight", "Attention Other 3 -1")]
    [InlineData("layers.3.mixer.inner.kv_up.weight", "Attention LatentUp 3 -1")]
    [InlineData("layers.3.mixer.inner.kv_norm.gain", "Norms LatentNorm 3 -1")]
    [InlineData("model.layers.3.self_attn.q_b_proj.weight", "Attention QueryUp 3 -1")]
    [InlineData("model.layers.3.self_attn.q_a_layernorm.weight", "Norms QueryNorm 3 -1")]
    [InlineData("blk.3.attn_q_a.weight", "Attention QueryDown 3 -1")]
    [InlineData("blk.3.attn_k_b.weight", "Attention KeyUp 3 -1")]
    [InlineData("blk.3.attn_kv_a_norm.weight", "Norms LatentNorm 3 -1")]
    [InlineData("layers.3.channel.inner.experts.2.gate.weight", "Experts Gate 3 2")]
    [InlineData("layers.3.channel.inner.shared.gate.weight", "Mlp Gate 3 -1")]
    [InlineData("layers.3.channel.inner.router.weight", "Router Router 3 -1")]
    [InlineData("layers.3.channel.inner.load", "Norms Vector 3 -1")]
    [InlineData("layers.3.channel.norm.gain", "Norms ChannelNorm 3 -1")]
    [InlineData("layers.3.mixer.norm.gain", "Norms AttentionNorm 3 -1")]
    [InlineData("something.else", "Unknown Other -1 -1")]
    public void A_name_says_where_a_tensor_stands(string name, string place)
    {
        var found = TensorPlace.Of(name);
        Assert.Equal(place, FormattableString.Invariant($"{found.Component} {found.Role} {found.Layer} {found.Expert}")
            + (found.IsTurned ? " turned" : ""));
    }
}
