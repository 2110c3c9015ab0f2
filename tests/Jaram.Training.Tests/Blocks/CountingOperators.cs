using Jaram.Training.Operators;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Blocks;

/// <summary>Plain operators that count what attention multiplies: only pairs that a query sees.</summary>
internal sealed class CountingOperators : IOperators
{
    private readonly PlainOperators _plain = new();

    /// <summary>Floating-point operations so far; a multiply-add is two.</summary>
    public double Flops { get; private set; }

    public Tensor Attention(Tensor q, Tensor k, Tensor v, Sight sight, double scale, double softcap)
    {
        using (var mask = sight.Mask(CPU))
        using (var pairs = mask.sum())
            Flops += 2.0 * pairs.item<long>() * q.shape[0] * q.shape[1] * (q.shape[3] + v.shape[3]);
        return _plain.Attention(q, k, v, sight, scale, softcap);
    }

    public Tensor RmsNorm(Tensor x, Tensor? gain, double epsilon) => _plain.RmsNorm(x, gain, epsilon);

    public (Tensor Losses, Tensor Slope) CrossEntropy(Tensor scores, Tensor targets, double softcap, double weight) =>
        _plain.CrossEntropy(scores, targets, softcap, weight);

    public void AdamW(IReadOnlyList<Moments> moments, long step, AdamRates rates) => _plain.AdamW(moments, step, rates);
}
