// ln Γ(x), of which the beta function and the density of χ are made.
// Source: Lanczos, J. SIAM Numer. Anal. B 1 (1964) 86; g = 7 and nine coefficients as computed by Godfrey (2001).

namespace Jaram.Statistics.Distributions;

/// <summary>The gamma function.</summary>
internal static class Gamma
{
    private const double G = 7;

    private static readonly double[] _lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    /// <summary>ln Γ(x) to 14 digits.</summary>
    /// <param name="x">At least 0.5.</param>
    public static double Log(double x)
    {
        var z = x - 1;
        var sum = _lanczos[0];
        for (var i = 1; i < _lanczos.Length; i++) sum += _lanczos[i] / (z + i);
        var t = z + G + 0.5;
        return 0.5 * Math.Log(2 * Math.PI) + (z + 0.5) * Math.Log(t) - t + Math.Log(sum);
    }
}
