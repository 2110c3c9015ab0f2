// The feed-forward network: up, bend, down; SwiGLU has a second way up that gates the first.
// Source: GELU arXiv:1606.08415; SwiGLU arXiv:2002.05202, section 2; ReLU² Primer, arXiv:2109.08668, section 3.1.

using Jaram.Architecture.Blocks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn.functional;

namespace Jaram.Training.Blocks;

/// <summary>A two-layer network that every token passes by itself.</summary>
public sealed class Mlp : Block
{
    private readonly MlpDesign _c;
    private readonly Projection _up, _down;
    private readonly Projection? _gate;
    private readonly Canon? _canon;

    /// <param name="c">Hidden size and activation.</param>
    /// <param name="site">Where in which model it stands.</param>
    public Mlp(MlpDesign c, Site site) : base("mlp")
    {
        _c = c;
        _up = Part("up", site.Projection(site.Width, c.Hidden));
        _down = Part("down", site.Projection(c.Hidden, site.Width));
        if (c.Activation == Activation.SwiGlu) _gate = Part("gate", site.Projection(site.Width, c.Hidden));
        if (site.Canon(CanonPoints.D, c.UpChannels) is { } canon) _canon = Part("canon", canon);
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x, Pass pass)
    {
        var up = _up.call(x, pass);
        if (_gate is null) return _down.call(Bend(_canon?.call(up, pass) ?? up), pass);

        var gate = _gate.call(x, pass);
        if (_canon is not null)
            (gate, up) = _canon.call(cat([gate, up], dim: -1), pass).split([_c.Hidden, _c.Hidden], dim: -1);
        return _down.call(silu(gate) * up, pass);
    }

    private Tensor Bend(Tensor x) => _c.Activation == Activation.Gelu ? gelu(x) : relu(x).square();
}
