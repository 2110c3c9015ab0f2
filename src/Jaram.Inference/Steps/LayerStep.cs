// One layer: x + f(norm(x)) for the token mixer, then for the channel mixer; norms before, after or both.
// Source: pre-norm arXiv:2002.04745; norm after the sublayer OLMo 2, arXiv:2501.00656, section 3.2; both Gemma 2,
// arXiv:2408.00118, section 2; r·x + l·x₀ KellerJordan/modded-nanogpt (2024).

using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Inference.Running;

namespace Jaram.Inference.Steps;

/// <summary>A token mixer and a channel mixer, each added to the stream.</summary>
internal sealed unsafe class LayerStep
{
    private readonly Sublayer _mixer, _channel;
    private readonly float* _inputMix;
    private readonly int _width;

    /// <param name="site">The layer and the model it stands in.</param>
    public LayerStep(Site site)
    {
        _width = site.Width;
        if (site.Layer.Residual.HasFlag(ResidualExtras.Input)) _inputMix = site.Floats("input_mix", 2);
        _mixer = new(site.In("mixer"), CanonPoints.A, inner => inner.Build(site.Layer.Mixer));
        _channel = new(site.In("channel"), CanonPoints.C, inner => inner.Build(site.Layer.Channel));
    }

    /// <summary>Walks the stream on.</summary>
    /// <param name="walk">The walk.</param>
    /// <param name="stream">(rows, D)</param>
    public void Run(Walk walk, float* stream)
    {
        if (_inputMix != null)
            Residual.Blend(stream, _inputMix[0], walk.Input, _inputMix[1], walk.Rows * _width);
        _mixer.Run(walk, stream);
        _channel.Run(walk, stream);
    }

    /// <summary>norm, perhaps Canon, the block, norm: what is added to the stream.</summary>
    private sealed class Sublayer
    {
        private readonly Norm? _before, _after;
        private readonly Canon? _canon;
        private readonly IStep _inner;
        private readonly int _width;

        public Sublayer(Site site, CanonPoints point, Func<Site, IStep> inner)
        {
            _width = site.Width;
            if (site.Layer.Norm != NormPlacement.Post) _before = site.Norm("norm", _width);
            _canon = site.Canon(point, "canon_before", _width);
            _inner = inner(site.In("inner"));
            if (site.Layer.Norm != NormPlacement.Pre) _after = site.Norm("norm_after", _width);
        }

        public void Run(Walk walk, float* stream)
        {
            walk.Arena.Reset();
            var numbers = (long)walk.Rows * _width;
            float* x = walk.Arena.Take<float>(numbers), y = walk.Arena.Take<float>(numbers);
            if (_before is not null) _before.Run(stream, x, walk.Rows);
            else new ReadOnlySpan<float>(stream, (int)numbers).CopyTo(new Span<float>(x, (int)numbers));
            _canon?.Run(walk, x, _width);
            _inner.Run(walk, x, y);
            _after?.Run(y, y, walk.Rows);
            Residual.AddScaled(stream, y, 1, (int)numbers);
        }
    }
}
