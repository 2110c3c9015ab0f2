// Rotary position embedding: each pair of channels turns by an angle that grows with the position.
// Source: RoFormer, arXiv:2104.09864, section 3.4.2.

namespace Jaram.Architecture.Blocks;

/// <summary>Which channels form a pair.</summary>
public enum RotaryLayout
{
    /// <summary>Channel i with channel i + P/2 (GPT-NeoX, Llama as published on Hugging Face).</summary>
    Halves,

    /// <summary>Channel 2i with channel 2i + 1 (RoFormer, DeepSeek).</summary>
    Interleaved,
}

/// <summary>How positions are turned into rotations.</summary>
public sealed record RotaryDesign
{
    /// <summary>Channels P of a head that turn; fewer than the head has is partial RoPE. Even.</summary>
    public required int Dim { get; init => field = Must.BeEven(value); }

    /// <summary>Base of the wavelengths, above 1.</summary>
    public required double Theta
    {
        get;
        init => field = Must.BePositive(value) > 1
            ? value
            : throw Must.Refusal(nameof(Theta), value, "must be above 1", "use 10000");
    }

    /// <summary>Which channels form a pair.</summary>
    public RotaryLayout Layout { get; init; }

    /// <summary>How a longer context than the first one is squeezed in; absent for not at all.</summary>
    public RotaryScaling? Scaling { get; init; }

    internal void Check()
    {
        if (Scaling is { } scaling) Must.At("scaling", scaling.Check);
    }
}
