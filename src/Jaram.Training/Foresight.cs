// The loss of next-token prediction, and its gradient, in chunks of rows: the (tokens × vocabulary) scores never exist
// whole, and softmax, loss and gradient are made while a chunk is in the processor's cache.
// Source: ours; the same idea as Liger Kernel's fused linear cross-entropy, arXiv:2410.10989, section 3.2.
//
//   M tokens of all texts · D model width · V vocabulary

using Jaram.Training.Operators;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Jaram.Training;

/// <summary>Cross-entropy of scored vocabularies.</summary>
/// <param name="operators">How a chunk is scored.</param>
/// <param name="softcap">Bound c of the logits c·tanh(z/c); 0 for none.</param>
/// <param name="chunk">Rows scored at a time.</param>
public sealed class Foresight(IOperators operators, double softcap, int chunk = 512)
{
    /// <summary>A target that counts for nothing.</summary>
    public const long Nothing = -100;

    /// <summary>Sum of the losses, with its gradient: the head's is added to <c>head.grad</c>, the states'
    /// returned.</summary>
    /// <param name="states">(M, D), any float type, no gradient graph needed</param>
    /// <param name="head">(V, D) float32; its gradient must exist</param>
    /// <param name="targets">(M) int64, <see cref="Nothing"/> where there is none</param>
    /// <param name="weight">What the gradients are multiplied by: one over the tokens of the step, as a rule.</param>
    /// <returns>Loss sum in nats, unweighted; gradient of the weighted sum, (M, D) in the states' type, fresh</returns>
    public (double Nats, Tensor Gradient) Backward(Tensor states, Parameter head, Tensor targets, double weight)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var matrix = head.to(states.dtype);
        var gradient = empty_like(states);
        var nats = 0.0;
        for (long from = 0; from < states.shape[0]; from += chunk)
        {
            using var inner = NewDisposeScope();
            var rows = long.Min(chunk, states.shape[0] - from);
            var (x, y) = (states.narrow(0, from, rows), targets.narrow(0, from, rows));
            var (losses, slope) = operators.CrossEntropy(nn.functional.linear(x, matrix), y, softcap, weight);
            nats += Sum(losses);
            gradient.narrow(0, from, rows).copy_(matmul(slope, matrix));
            head.grad!.add_(matmul(slope.t(), x));
        }
        return (nats, scope.MoveToOuter(gradient));
    }

    /// <summary>Sum of the losses in nats, without any gradient.</summary>
    /// <param name="states">(M, D)</param>
    /// <param name="head">(V, D) float32</param>
    /// <param name="targets">(M) int64, <see cref="Nothing"/> where there is none</param>
    public double Nats(Tensor states, Tensor head, Tensor targets)
    {
        var nats = 0.0;
        Chunks(states, head, targets, losses => nats += Sum(losses));
        return nats;
    }

    /// <summary>Each loss in nats, without any gradient; 0 where there is no target.</summary>
    /// <param name="states">(M, D)</param>
    /// <param name="head">(V, D) float32</param>
    /// <param name="targets">(M) int64, <see cref="Nothing"/> where there is none</param>
    public IReadOnlyList<float> Losses(Tensor states, Tensor head, Tensor targets)
    {
        List<float> all = [];
        Chunks(states, head, targets, losses => all.AddRange(losses.cpu().data<float>()));
        return all;
    }

    private void Chunks(Tensor states, Tensor head, Tensor targets, Action<Tensor> take)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var matrix = head.to(states.dtype);
        for (long from = 0; from < states.shape[0]; from += chunk)
        {
            using var inner = NewDisposeScope();
            var rows = long.Min(chunk, states.shape[0] - from);
            var scores = nn.functional.linear(states.narrow(0, from, rows), matrix);
            take(operators.CrossEntropy(scores, targets.narrow(0, from, rows), softcap, weight: 0).Losses);
        }
    }

    /// <summary>Added one after the other, so that the number of threads changes nothing.</summary>
    private static double Sum(Tensor losses) => losses.cpu().data<float>().Sum(loss => (double)loss);
}
