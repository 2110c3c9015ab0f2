// Rotary positions as they are published: what stays unsaid is absent.
// Source: RoFormer, arXiv:2104.09864, section 3.4.2; scalings as in docs/formats/design.md, LongRoPE arXiv:2402.13753;
// proportional: Gemma 4, huggingface/transformers, models/gemma4.

using Jaram.Architecture.Blocks;

namespace Jaram.Architecture.Atlas;

/// <summary>How a longer context than the first one is squeezed in.</summary>
public enum ScalingRule
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Every wavelength grows alike.</summary>
    Linear,

    /// <summary>Llama 3's rule by turns.</summary>
    Llama3,

    /// <summary>YaRN.</summary>
    Yarn,

    /// <summary>A searched factor for every pair.</summary>
    LongRope,

    /// <summary>Not squeezed: where a part of a head turns, wavelengths are spaced as if all of it did.</summary>
    Proportional,
}

/// <summary>How positions turn queries and keys.</summary>
public sealed record RotaryBlueprint
{
    /// <summary>Channels of a head that turn. Even.</summary>
    public required int Dim { get; init => field = Must.BeEven(value); }

    /// <summary>Base of the wavelengths; 0 where that is not known.</summary>
    public double Theta { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Which channels form a pair.</summary>
    public RotaryLayout Layout { get; init; }

    /// <summary>How a longer context is squeezed in.</summary>
    public ScalingRule Scaling { get; init; }

    /// <summary>New context over original context; 0 where that is not known.</summary>
    public double Factor { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Context that the model was first raised on; 0 where that is not known.</summary>
    public int OriginalContext { get; init => field = Must.NotBeNegative(value); }

    internal void Check(string ofKey, int most) => Must.BeAtMost(nameof(Dim), Dim, ofKey, most);
}
