namespace Jaram.Inference.Caching;

/// <summary>How keys, values and latents are kept.</summary>
public enum CacheFormat
{
    /// <summary>32-bit floats: the reference.</summary>
    F32,

    /// <summary>bfloat16.</summary>
    BF16,

    /// <summary>16-bit integers, a scale for each token and key, value or latent: finer than bfloat16.</summary>
    Bits16,

    /// <summary>8 bits, a scale for each token and key, value or latent.</summary>
    Bits8,
}
