namespace Jaram.Statistics.Tests;

/// <summary>Draws for simulations.</summary>
internal static class Noise
{
    /// <summary>A standard normal number. Source: Box and Muller, Ann. Math. Stat. 29 (1958) 610.</summary>
    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
