// How far a tensor moved between two versions, and in how many directions.
// Source: effective rank, Roy and Vetterli, EUSIPCO 2007, section 3: exp of the entropy of the singular values.

using static TorchSharp.torch;

namespace Jaram.Training.Recording;

/// <summary>A tensor's way from one version to another.</summary>
/// <param name="Name">As in a checkpoint.</param>
/// <param name="Relative">‖after − before‖ / ‖before‖ (Frobenius); the plain length where before is all zero.</param>
/// <param name="EffectiveRank">Of the change, from 1 to the smaller side; 0 for vectors and for no change.</param>
/// <param name="Same">Share of numbers that kept every bit, in [0, 1].</param>
public sealed record TensorChange(string Name, double Relative, double EffectiveRank, double Same)
{
    /// <summary>Compares.</summary>
    /// <param name="name">As in a checkpoint.</param>
    /// <param name="before">float32.</param>
    /// <param name="after">float32, the same shape.</param>
    public static TensorChange Of(string name, Tensor before, Tensor after)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var change = after.to(float64) - before.to(float64);
        var (moved, was) = (change.norm().item<double>(), before.to(float64).norm().item<double>());
        return new(name, was > 0 ? moved / was : moved, moved > 0 && change.dim() == 2 ? Rank(change) : 0,
            before.eq(after).to(float64).mean().item<double>());
    }

    private static double Rank(Tensor change)
    {
        var shares = linalg.svdvals(change.to(float32)).to(float64);
        shares = shares / shares.sum();
        return Math.Exp(-(shares * (shares + 1e-300).log()).sum().item<double>());
    }
}
