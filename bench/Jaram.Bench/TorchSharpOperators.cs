using Jaram.Training.Operators;
using static TorchSharp.torch;

namespace Jaram.Bench;

/// <summary>The operations of a design as TorchSharp itself offers them: its attention, and RMSNorm, which it lacks,
/// spelt out. Loss and AdamW are not among them: <see cref="TorchSharpArm"/> takes TorchSharp's own.</summary>
internal sealed class TorchSharpOperators : IOperators
{
    private readonly PlainOperators _plain = new();

    /// <inheritdoc/>
    public Tensor Attention(Tensor q, Tensor k, Tensor v, Sight sight, double scale, double softcap)
    {
        if (!sight.IsTriangle || softcap > 0) return _plain.Attention(q, k, v, sight, scale, softcap);
        using var scope = NewDisposeScope();
        var groups = q.shape[1] / k.shape[1];
        if (groups > 1) (k, v) = (k.repeat_interleave(groups, 1), v.repeat_interleave(groups, 1));
        q = q * (scale * Math.Sqrt(q.shape[3]));                        // its own scale is 1/√d
        return scope.MoveToOuter(nn.functional.scaled_dot_product_attention(q, k, v, is_casual: true));
    }

    /// <inheritdoc/>
    public Tensor RmsNorm(Tensor x, Tensor? gain, double epsilon) => _plain.RmsNorm(x, gain, epsilon);

    /// <inheritdoc/>
    public (Tensor Losses, Tensor Slope) CrossEntropy(Tensor scores, Tensor targets, double softcap, double weight) =>
        _plain.CrossEntropy(scores, targets, softcap, weight);

    /// <inheritdoc/>
    public void AdamW(IReadOnlyList<Moments> moments, long step, AdamRates rates) =>
        _plain.AdamW(moments, step, rates);
}
