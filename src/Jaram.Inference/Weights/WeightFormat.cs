using Jaram.Inference.Kernels;

namespace Jaram.Inference.Weights;

/// <summary>How a matrix is kept in memory.</summary>
public enum WeightFormat
{
    /// <summary>32-bit floats: the reference.</summary>
    F32,

    /// <summary>bfloat16.</summary>
    BF16,

    /// <summary>8 bits, a scale for each row and 64 columns: 8.25 bits a weight.</summary>
    Bits8,

    /// <summary>4 bits, a scale for each row and 32 columns: 4.5 bits a weight.</summary>
    Bits4,

    /// <summary>4 bits, a scale for each row and 64 columns: 4.25 bits a weight.</summary>
    Bits4Wide,
}

/// <summary>The kernels of each format.</summary>
internal static class WeightFormats
{
    private static readonly PanelFormat[] _panels =
        [new FloatPanel<Float32>(), new FloatPanel<BFloat16>(), new Int8Panel(), new Int4Panel(1), new Int4Panel(2)];

    /// <summary>The kernels of a format.</summary>
    public static PanelFormat Panel(this WeightFormat format) => _panels[(int)format];
}
