// The few operations that are worth a fused kernel. Two families compute them; a test holds the two equal.
// Source: ours.

using static TorchSharp.torch;

namespace Jaram.Training.Operators;

/// <summary>How fat operations are computed.</summary>
public interface IOperators
{
    /// <summary>softmax(scale · q kᵀ, where seen) v, with grouped heads; differentiable.</summary>
    /// <param name="q">(B, H, T, d)</param>
    /// <param name="k">(B, K, S, d), K divides H</param>
    /// <param name="v">(B, K, S, e)</param>
    /// <param name="sight">Which of the S keys each of the T queries sees.</param>
    /// <param name="scale">What scores are multiplied by.</param>
    /// <param name="softcap">Bound c of the scores c·tanh(s/c); 0 for none.</param>
    /// <returns>(B, H, T, e), fresh</returns>
    Tensor Attention(Tensor q, Tensor k, Tensor v, Sight sight, double scale, double softcap);

    /// <summary>x / √(mean x² + ε) · gain over the last axis, the mean in float32; differentiable.</summary>
    /// <param name="x">(..., D)</param>
    /// <param name="gain">(D), or null for none</param>
    /// <param name="epsilon">Added to the mean square.</param>
    /// <returns>(..., D) in x's type, fresh</returns>
    Tensor RmsNorm(Tensor x, Tensor? gain, double epsilon);

    /// <summary>Cross-entropy of scores c·tanh(z/c) against targets, with its slope; not differentiable any
    /// further.</summary>
    /// <param name="scores">(M, V) z; may be overwritten</param>
    /// <param name="targets">(M) int64; below 0 where nothing counts</param>
    /// <param name="softcap">The bound c; 0 for none.</param>
    /// <param name="weight">What the slope is multiplied by.</param>
    /// <returns>Losses in nats, unweighted, (M) float32; ∂(weight · their sum)/∂z, (M, V) in the scores' type</returns>
    (Tensor Losses, Tensor Slope) CrossEntropy(Tensor scores, Tensor targets, double softcap, double weight);

    /// <summary>One AdamW step on every weight, in place (arXiv:1711.05101, algorithm 2).</summary>
    /// <param name="moments">Weights, gradients and both moments, all float32.</param>
    /// <param name="step">Steps made so far, this one included.</param>
    /// <param name="rates">Learning rate, decay and β.</param>
    void AdamW(IReadOnlyList<Moments> moments, long step, AdamRates rates);
}

/// <summary>One weight as AdamW sees it.</summary>
/// <param name="Weight">What is trained.</param>
/// <param name="Gradient">Its gradient.</param>
/// <param name="First">Running mean of the gradient.</param>
/// <param name="Second">Running mean of its square.</param>
public readonly record struct Moments(Tensor Weight, Tensor Gradient, Tensor First, Tensor Second);

/// <summary>The rates of one AdamW step.</summary>
/// <param name="Rate">Learning rate η.</param>
/// <param name="Decay">Weight decay λ.</param>
/// <param name="Beta1">Memory of the mean.</param>
/// <param name="Beta2">Memory of the mean square.</param>
/// <param name="Epsilon">Added to the root of the mean square.</param>
public readonly record struct AdamRates(double Rate, double Decay, double Beta1, double Beta2, double Epsilon = 1e-10);
