// One layer: x + f(norm(x)) for the token mixer, then for the channel mixer; norms before, after or both.
// Source: pre-norm arXiv:2002.04745; norm after the sublayer OLMo 2, arXiv:2501.00656, section 3.2; both Gemma 2,
// arXiv:2408.00118, section 2; r·x + l·x₀ KellerJordan/modded-nanogpt (2024).

using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Jaram.Training.Blocks;

/// <summary>A token mixer and a channel mixer, each added to the stream.</summary>
public sealed class Layer : Block
{
    private readonly Sublayer _mixer, _channel;
    private readonly Parameter? _inputMix;

    /// <param name="site">The layer and the model it stands in.</param>
    public Layer(Site site) : base("layer")
    {
        if (site.Layer.Residual.HasFlag(ResidualExtras.Input))
            _inputMix = Weight("input_mix", tensor(new float[] { 1, 0 }, device: site.Device));
        _mixer = Part("mixer", new Sublayer(site.Build(site.Layer.Mixer), site, CanonPoints.A));
        _channel = Part("channel", new Sublayer(site.Build(site.Layer.Channel), site, CanonPoints.C));
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x, Pass pass)
    {
        if (_inputMix is not null)
        {
            var (kept, returned) = _inputMix.to(x.dtype).split([1, 1], dim: 0);
            x = kept * x + returned * pass.Input!;
        }
        x = x + _mixer.call(x, pass);
        return x + _channel.call(x, pass);
    }

    /// <summary>norm, perhaps Canon, the block, norm: what is added to the stream.</summary>
    private sealed class Sublayer : Block
    {
        private readonly Norm? _before, _after;
        private readonly Canon? _canon;
        private readonly Block _inner;

        public Sublayer(Block inner, Site site, CanonPoints point) : base("sublayer")
        {
            if (site.Layer.Norm != NormPlacement.Post) _before = Part("norm", site.Norm(site.Width));
            if (site.Canon(point, site.Width) is { } canon) _canon = Part("canon_before", canon);
            _inner = Part("inner", inner);
            if (site.Layer.Norm != NormPlacement.Pre) _after = Part("norm_after", site.Norm(site.Width));
        }

        protected override Tensor Compute(Tensor x, Pass pass)
        {
            var y = _before?.call(x, pass) ?? x;
            y = _canon?.call(y, pass) ?? y;
            y = _inner.call(y, pass);
            return _after?.call(y, pass) ?? y;
        }
    }
}
