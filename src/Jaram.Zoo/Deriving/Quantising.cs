// Weights through fewer bits and back, in the blocks that GGUF files have.
// Source: llama.cpp, Q8_0 and Q4_0 (Jaram.Checkpoints/Quantisation).

using Jaram.Checkpoints.Gguf;

namespace Jaram.Zoo.Deriving;

/// <summary>Rounds matrices as a quantised file does.</summary>
internal static class Quantising
{
    /// <summary>Rounds every matrix whose rows are whole blocks; vectors stay, as in files.</summary>
    /// <param name="body">The model.</param>
    /// <param name="bits">8 or 4.</param>
    public static Body Of(Body body, int bits)
    {
        var blocks = (bits == 8 ? GgufType.Q80 : GgufType.Q40).Blocks;
        return body.With((_, tensor) =>
        {
            if (!tensor.IsFlat || tensor.Columns % blocks.BlockLength != 0) return tensor;
            var stored = new byte[blocks.BytesOf(tensor.Numbers.Length)];
            var read = new float[tensor.Numbers.Length];
            blocks.Encode(tensor.Numbers, stored);
            blocks.Decode(stored, read);
            return tensor with { Numbers = read };
        });
    }
}
