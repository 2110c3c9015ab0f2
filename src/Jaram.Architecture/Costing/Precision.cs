namespace Jaram.Architecture.Costing;

/// <summary>How many bits a weight takes, scales included. Norms, filters and routers take 32 always.</summary>
/// <param name="Word">f32, bf16, int8, int4 or int4-64.</param>
/// <param name="Layers">Bits of the layers' matrices.</param>
/// <param name="Embedding">Bits of embedding and head.</param>
/// <param name="Latent">Bits of the matrices that latents pass on their way to every head.</param>
/// <param name="Peaks">The facts that tell how fast a machine multiplies such numbers, the fittest first: what a
/// machine has no unit for, it widens.</param>
public sealed record Precision(
    string Word, double Layers, double Embedding, double Latent, IReadOnlyList<string> Peaks)
{
    /// <summary>The words, the widest first.</summary>
    public static IReadOnlyList<string> Words { get; } = ["f32", "bf16", "int8", "int4", "int4-64"];

    /// <summary>The engine's formats: 8 bits have a bfloat16 scale every 64 weights, 4 bits every 32 or 64.</summary>
    /// <exception cref="CostingException">The word is none of <see cref="Words"/>.</exception>
    public static Precision Of(string word)
    {
        string[] wide = [Hardware.PeakF32], half = [Hardware.PeakBf16, .. wide], small = [Hardware.PeakInt8, .. half];
        return word switch
        {
            "f32" => new(word, 32, 32, 32, wide),
            "bf16" => new(word, 16, 16, 16, half),
            "int8" => new(word, 8.25, 8.25, 8.25, small),
            "int4" => new(word, 4.5, 8.25, 8.25, small),
            "int4-64" => new(word, 4.25, 8.25, 8.25, small),
            _ => throw new CostingException(
                $"weights are {string.Join(", ", Words)}, got {Must.Quoted(word)}; use one of these"),
        };
    }
}
