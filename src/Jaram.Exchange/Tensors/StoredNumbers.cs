using Jaram.Checkpoints;
using Jaram.Checkpoints.Gguf;
using Jaram.Checkpoints.Quantisation;

namespace Jaram.Exchange.Tensors;

/// <summary>How numbers lie in safetensors files, of the types that weights come in.</summary>
internal static class StoredNumbers
{
    /// <summary>The format of a tensor.</summary>
    /// <exception cref="CheckpointException">Its type is none that weights are read from.</exception>
    public static BlockFormat Of(TensorEntry tensor) => tensor.DType switch
    {
        DType.F32 => GgufType.F32.Blocks,
        DType.F16 => GgufType.F16.Blocks,
        DType.BF16 => GgufType.BF16.Blocks,
        _ => throw new CheckpointException(
            $"tensor {tensor} holds {tensor.DType}; weights are read from F32, F16 and BF16: get it unquantised"),
    };

    /// <summary>The safetensors type of a format.</summary>
    public static DType TypeOf(BlockFormat format) =>
        format == GgufType.F32.Blocks ? DType.F32
        : format == GgufType.F16.Blocks ? DType.F16
        : format == GgufType.BF16.Blocks ? DType.BF16
        : throw new CheckpointException($"safetensors has no {format.Name}: write f32 or bf16");
}
