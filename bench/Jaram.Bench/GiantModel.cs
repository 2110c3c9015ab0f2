using System.Runtime.InteropServices;
using System.Text;
using Jaram.Checkpoints;
using Jaram.Ledger.Growth;

namespace Jaram.Bench;

/// <summary>Writes a model of any size whose weights are drawn: what a scan is timed on.</summary>
internal static class GiantModel
{
    private const int Width = 4096, Hidden = 11_008, Keys = 1024, Vocabulary = 65_536, Drawn = (1 << 22) + 3;

    /// <summary>Writes it, under the names of Llama, in bf16.</summary>
    /// <param name="folder">Where; made if it is not there.</param>
    /// <param name="layers">Each takes 354 MB.</param>
    /// <param name="seed">Another seed, a stranger.</param>
    public static void Write(string folder, int layers, ulong seed)
    {
        Directory.CreateDirectory(folder);
        var numbers = new float[Drawn];
        new CounterRandom(CounterRandom.Seed(seed), "giant").Fill(numbers, 0, 0.035);
        var drawn = new ushort[Drawn];
        for (var at = 0; at < Drawn; at++) drawn[at] = (ushort)(BitConverter.SingleToUInt32Bits(numbers[at]) >> 16);
        List<TensorEntry> tensors = [Of("model.embed_tokens.weight", Vocabulary, Width)];
        for (var layer = 0; layer < layers; layer++)
        {
            var at = $"model.layers.{layer}.";
            tensors.AddRange([Of(at + "self_attn.q_proj.weight", Width, Width),
                Of(at + "self_attn.k_proj.weight", Keys, Width),
                Of(at + "self_attn.v_proj.weight", Keys, Width), Of(at + "self_attn.o_proj.weight", Width, Width),
                Of(at + "mlp.gate_proj.weight", Hidden, Width), Of(at + "mlp.up_proj.weight", Hidden, Width),
                Of(at + "mlp.down_proj.weight", Width, Hidden), Of(at + "input_layernorm.weight", Width),
                Of(at + "post_attention_layernorm.weight", Width)]);
        }
        tensors.AddRange([Of("model.norm.weight", Width), Of("lm_head.weight", Vocabulary, Width)]);
        using var file = File.Create(Path.Combine(folder, "model.safetensors"));
        SafetensorsWriter.Write(file, tensors, (tensor, from) =>
        {
            // A circle of drawn numbers whose length shares no factor with any width, entered where the name says.
            var name = Digest.Of(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{tensor.Name} {seed}"))).ToString();
            var at = (int)((Convert.ToInt64(name[..5], 16) + from / sizeof(ushort)) % Drawn);
            var count = (int)Math.Min(Drawn - at, (tensor.ByteCount - from) / sizeof(ushort));
            return MemoryMarshal.AsBytes(drawn.AsSpan(at, count));
        });
    }

    private static TensorEntry Of(string name, params long[] shape) => new(name, DType.BF16, shape);
}
