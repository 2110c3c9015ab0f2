// AdamW, for embeddings, heads and vectors.
// Source: arXiv:1711.05101, algorithm 2; rates karpathy/nanochat nanochat/gpt.py (2026).

using Jaram.Training.Operators;
using static TorchSharp.torch;

namespace Jaram.Training.Optimizers;

/// <summary>Weights trained by AdamW.</summary>
public sealed class AdamWGroup : ParameterGroup
{
    private readonly IOperators _operators;
    private readonly AdamRates _rates;
    private readonly List<(NamedWeight Own, Tensor First, Tensor Second)> _states;

    /// <param name="weights">What is trained.</param>
    /// <param name="rates">At the schedule's height.</param>
    /// <param name="operators">How the step is computed.</param>
    public AdamWGroup(IEnumerable<NamedWeight> weights, AdamRates rates, IOperators operators)
    {
        (_rates, _operators) = (rates, operators);
        _states = [.. weights.Select(w => (w,
            Remember($"{w.Name}/first", w.Weight.shape, w.Weight.device),
            Remember($"{w.Name}/second", w.Weight.shape, w.Weight.device)))];
    }

    /// <inheritdoc/>
    public override void Step(Moment moment)
    {
        if (_states.Count == 0) return;
        using var scope = NewDisposeScope();
        _operators.AdamW([.. _states.Select(s => new Moments(s.Own.Weight, s.Own.Weight.grad!, s.First, s.Second))],
            moment.Step, _rates with { Rate = _rates.Rate * moment.Rate });
    }
}
