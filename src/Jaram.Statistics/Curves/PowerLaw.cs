// How loss falls with compute: L(C) = E + A·C^−α.
// Source: Hoffmann et al., arXiv:2203.15556, section 3.3, for one variable.

namespace Jaram.Statistics.Curves;

/// <summary>A loss curve.</summary>
/// <param name="Floor">E: the loss that no compute gets below, in the losses' unit.</param>
/// <param name="LogScale">ln A.</param>
/// <param name="Slope">α: 0.1 to 0.5 as a rule.</param>
public readonly record struct PowerLaw(double Floor, double LogScale, double Slope)
{
    /// <summary>The loss at a compute.</summary>
    /// <param name="compute">Above 0, in the unit of the fit.</param>
    public double At(double compute) => Floor + Math.Exp(LogScale - Slope * Math.Log(compute));
}

/// <summary>What one rung of a ladder gave.</summary>
/// <param name="Compute">What it took, above 0.</param>
/// <param name="Loss">What came out, above 0.</param>
public readonly record struct Rung(double Compute, double Loss);
