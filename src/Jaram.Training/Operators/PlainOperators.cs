// The fat operations in TorchSharp's own small ones: the truth that the fused forms are tested against.
// Source: attention arXiv:1706.03762, section 3.2.1; RMSNorm arXiv:1910.07467, section 4; AdamW arXiv:1711.05101,
// algorithm 2; softcap Gemma 2, arXiv:2408.00118, section 2.

using static TorchSharp.torch;

namespace Jaram.Training.Operators;

/// <summary>Every operation spelt out.</summary>
public sealed class PlainOperators : IOperators
{
    /// <inheritdoc/>
    public Tensor Attention(Tensor q, Tensor k, Tensor v, Sight sight, double scale, double softcap)
    {
        using var scope = NewDisposeScope();
        var groups = q.shape[1] / k.shape[1];
        if (groups > 1) (k, v) = (k.repeat_interleave(groups, 1), v.repeat_interleave(groups, 1));
        var scores = matmul(q, k.transpose(-1, -2)).to(float32) * scale;                    // (B, H, T, S)
        if (softcap > 0) scores = (scores / softcap).tanh() * softcap;
        scores = scores.masked_fill(sight.Mask(q.device).logical_not(), double.NegativeInfinity);
        return scope.MoveToOuter(matmul(softmax(scores, -1).to(v.dtype), v));
    }

    /// <inheritdoc/>
    public Tensor RmsNorm(Tensor x, Tensor? gain, double epsilon)
    {
        using var scope = NewDisposeScope();
        var wide = x.to(float32);
        var y = (wide * rsqrt(wide.square().mean([-1], keepdim: true) + epsilon)).to(x.dtype);
        return scope.MoveToOuter(gain is null ? y : y * gain.to(x.dtype));
    }

    /// <inheritdoc/>
    public (Tensor Losses, Tensor Slope) CrossEntropy(Tensor scores, Tensor targets, double softcap, double weight)
    {
        using var scope = NewDisposeScope();
        var z = scores.to(float32);
        var bend = softcap > 0 ? (z / softcap).tanh() : zeros_like(z);
        if (softcap > 0) z = bend * softcap;
        var log = z.logsumexp(-1, keepdim: true);                                           // (M, 1)
        var (counts, target) = (targets.ge(0).unsqueeze(1), targets.clamp(min: 0).unsqueeze(1));
        var losses = (log - z.gather(1, target)) * counts;
        var slope = (z - log).exp().scatter_add(1, target, full_like(log, -1)) * counts * weight * (1 - bend.square());
        return (scope.MoveToOuter(losses.flatten()), scope.MoveToOuter(slope.to(scores.dtype)));
    }

    /// <inheritdoc/>
    public void AdamW(IReadOnlyList<Moments> moments, long step, AdamRates rates)
    {
        using var quiet = no_grad();
        var (correct1, correct2) = (1 - Math.Pow(rates.Beta1, step), 1 - Math.Pow(rates.Beta2, step));
        foreach (var (weight, gradient, first, second) in moments)
        {
            using var scope = NewDisposeScope();
            weight.mul_(1 - rates.Rate * rates.Decay);
            first.mul_(rates.Beta1).add_(gradient, alpha: 1 - rates.Beta1);
            second.mul_(rates.Beta2).addcmul_(gradient, gradient, value: 1 - rates.Beta2);
            var root = (second / correct2).sqrt() + rates.Epsilon;
            weight.addcdiv_(first, root, value: -rates.Rate / correct1);
        }
    }
}
