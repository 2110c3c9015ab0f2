// Which weight is trained by which rule.
// Source: karpathy/nanochat nanochat/gpt.py (2026): Muon for matrices inside the layers, AdamW for all else.

using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying.Weights;
using Jaram.Training.Blocks;
using Jaram.Training.Operators;
using static TorchSharp.torch;

namespace Jaram.Training.Optimizers;

/// <summary>All groups of a model's weights.</summary>
public sealed class Optimizer : IDisposable
{
    private readonly List<ParameterGroup> _groups = [];

    /// <param name="model">Whose weights are trained.</param>
    /// <param name="rates">Rates of every group.</param>
    /// <param name="operators">How fat operations are computed.</param>
    public Optimizer(Decoder model, OptimizerRates rates, IOperators operators)
    {
        var weights = model.named_parameters().Select(p => new NamedWeight(p.name, p.parameter)).ToList();
        foreach (var rule in weights.GroupBy(w => RuleOf(w.Name, w.Weight.dim(), rates, Rounding.All)))
            _groups.AddRange(rule.Key switch
            {
                StepRule.Muon muon => rule.GroupBy(w => (w.Weight.shape[0], w.Weight.shape[1]))
                    .Select(shape => new MuonGroup(shape, muon.Rate, muon.Decay, model.Precision)),
                StepRule.AdamW adam =>
                    [new AdamWGroup(rule, new(adam.Rate, adam.Decay, adam.Beta1, adam.Beta2), operators)],
                var other => throw new ArgumentOutOfRangeException(nameof(rates), other, "no rule trains weights so"),
            });
    }

    /// <summary>What all rules remember, by the names it has in a checkpoint.</summary>
    public IEnumerable<(string Name, Tensor Memory)> Memory => _groups.SelectMany(group => group.Memory);

    /// <summary>Changes every weight by its gradient.</summary>
    public void Step(Moment moment)
    {
        foreach (var group in _groups) group.Step(moment);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var group in _groups) group.Dispose();
    }

    /// <summary>The rule that trains a weight. A router's rows choose, they do not transform: it is trained like a
    /// vector.</summary>
    /// <param name="name">The weight's name in a checkpoint.</param>
    /// <param name="rank">How many sizes it has.</param>
    /// <param name="rates">At the schedule's height.</param>
    /// <param name="memoryBits">Significant bits that the rule's memory keeps at a save.</param>
    internal static StepRule RuleOf(string name, long rank, OptimizerRates rates, int memoryBits) => name switch
    {
        "embedding" => new StepRule.AdamW(rates.Embedding, 0, 0.8, 0.995, memoryBits),
        "head" => new StepRule.AdamW(rates.Head, 0, 0.8, 0.96, memoryBits),
        _ when rank == 2 && name.EndsWith(".weight", StringComparison.Ordinal)
            && !name.EndsWith(".router.weight", StringComparison.Ordinal) =>
            new StepRule.Muon(rates.Matrix, rates.Decay),
        _ => new StepRule.AdamW(rates.Vector, 0, 0.8, 0.95, memoryBits),
    };
}

/// <summary>Learning rates at the schedule's height.</summary>
/// <param name="Matrix">Muon's, for matrices inside the layers.</param>
/// <param name="Embedding">AdamW's, for the embedding.</param>
/// <param name="Head">AdamW's, for an untied head.</param>
/// <param name="Vector">AdamW's, for gains, mixing numbers, filters and routers.</param>
/// <param name="Decay">Weight decay λ of the matrices.</param>
public sealed record OptimizerRates(double Matrix, double Embedding, double Head, double Vector, double Decay);
