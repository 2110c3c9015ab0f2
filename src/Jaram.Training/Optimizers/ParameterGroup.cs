// Weights that are trained by one rule at one rate.
// Source: ours.

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Jaram.Training.Optimizers;

/// <summary>Some weights and the rule that trains them. Its memory is part of a checkpoint.</summary>
public abstract class ParameterGroup : IDisposable
{
    private readonly List<(string Name, Tensor Memory)> _memory = [];

    /// <summary>What the rule remembers, by the names it has in a checkpoint, as in <c>head/first</c>.</summary>
    public IReadOnlyList<(string Name, Tensor Memory)> Memory => _memory;

    /// <summary>Changes every weight of the group by its gradient, in place.</summary>
    /// <param name="moment">Where in the run this step is.</param>
    public abstract void Step(Moment moment);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, memory) in _memory) memory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Zeros that live as long as the group, under a name.</summary>
    protected Tensor Remember(string name, ReadOnlySpan<long> shape, Device device)
    {
        using var quiet = no_grad();
        var memory = zeros(shape, device: device).DetachFromDisposeScope();
        _memory.Add((name, memory));
        return memory;
    }
}

/// <summary>One weight and its name.</summary>
/// <param name="Name">As in a checkpoint.</param>
/// <param name="Weight">What is trained.</param>
public readonly record struct NamedWeight(string Name, Parameter Weight);

/// <summary>Where in the run a step is.</summary>
/// <param name="Step">Steps made so far, this one included.</param>
/// <param name="Rate">The schedule's share of each group's learning rate, in [0, 1].</param>
/// <param name="Momentum">Muon's momentum μ.</param>
public readonly record struct Moment(long Step, double Rate, double Momentum);
