// Which weight is trained by which rule.
// Source: karpathy/nanochat nanochat/gpt.py (2026): Muon for matrices inside the layers, AdamW for all else.

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
        foreach (var rule in weights.GroupBy(w => Rule(w)))
            _groups.AddRange(rule.Key switch
            {
                Rules.Matrix => rule.GroupBy(w => (w.Weight.shape[0], w.Weight.shape[1]))
                    .Select(shape => new MuonGroup(shape, rates.Matrix, rates.Decay, model.Precision)),
                Rules.Embedding => [new AdamWGroup(rule, new(rates.Embedding, 0, 0.8, 0.995), operators)],
                Rules.Head => [new AdamWGroup(rule, new(rates.Head, 0, 0.8, 0.96), operators)],
                _ => [new AdamWGroup(rule, new(rates.Vector, 0, 0.8, 0.95), operators)],
            });
    }

    private enum Rules { Matrix, Embedding, Head, Vector }

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

    /// <summary>A router's rows choose, they do not transform: it is trained like a vector.</summary>
    private static Rules Rule(NamedWeight w) => w.Name switch
    {
        "embedding" => Rules.Embedding,
        "head" => Rules.Head,
        _ when w.Weight.dim() == 2 && w.Name.EndsWith(".weight", StringComparison.Ordinal)
            && !w.Name.EndsWith(".router.weight", StringComparison.Ordinal) => Rules.Matrix,
        _ => Rules.Vector,
    };
}

/// <summary>Learning rates at the schedule's height.</summary>
/// <param name="Matrix">Muon's, for matrices inside the layers.</param>
/// <param name="Embedding">AdamW's, for the embedding.</param>
/// <param name="Head">AdamW's, for an untied head.</param>
/// <param name="Vector">AdamW's, for gains, mixing numbers, filters and routers.</param>
/// <param name="Decay">Weight decay λ of the matrices.</param>
public sealed record OptimizerRates(double Matrix, double Embedding, double Head, double Vector, double Decay);
