// A matrix product in whatever number format the activations have; the weight itself stays float32.
// Source: mixed precision with float32 masters, arXiv:1710.03740, section 3.1.

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Jaram.Training.Blocks;

/// <summary>y = x Wᵀ, without a bias.</summary>
public sealed class Projection : Block
{
    private readonly Parameter _weight;

    /// <param name="from">Channels that come in.</param>
    /// <param name="to">Channels that go out.</param>
    /// <param name="device">Where the weight lies.</param>
    public Projection(long from, long to, Device device) : base("projection") =>
        _weight = Weight("weight", empty(to, from, device: device));

    /// <summary>W, (to, from), float32.</summary>
    public Parameter Matrix => _weight;

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x, Pass pass) => nn.functional.linear(x, _weight.to(x.dtype));
}
