namespace Jaram.Inference.Weights;

/// <summary>Which matrices are kept how. Norms, filters and routers are float32 always.</summary>
/// <param name="Layers">The matrices of the layers.</param>
/// <param name="Embedding">Embedding and head.</param>
/// <param name="Latent">The small matrices that latents pass on their way to every head.</param>
public sealed record WeightPlan(WeightFormat Layers, WeightFormat Embedding, WeightFormat Latent)
{
    /// <summary>The plan of a word: f32, bf16, int8, int4 or int4-64. With 4 bits, what every token or head passes
    /// keeps 8.</summary>
    /// <exception cref="InferenceException">It is none of these.</exception>
    public static WeightPlan Of(string word) => word switch
    {
        "f32" => new(WeightFormat.F32, WeightFormat.F32, WeightFormat.F32),
        "bf16" => new(WeightFormat.BF16, WeightFormat.BF16, WeightFormat.BF16),
        "int8" => new(WeightFormat.Bits8, WeightFormat.Bits8, WeightFormat.Bits8),
        "int4" => new(WeightFormat.Bits4, WeightFormat.Bits8, WeightFormat.Bits8),
        "int4-64" => new(WeightFormat.Bits4Wide, WeightFormat.Bits8, WeightFormat.Bits8),
        _ => throw new InferenceException(
            $"weights are f32, bf16, int8, int4 or int4-64, got '{word}'; use one of these"),
    };
}
