// Causal softmax attention with grouped key-value heads: MHA, GQA and MQA are one block.
// Source: arXiv:1706.03762, section 3.2; GQA arXiv:2305.13245, section 2; QK-norm arXiv:2302.05442, section 3;
// output gate arXiv:2505.06708, section 2; value residual arXiv:2410.17897, section 3.
//
//   B batch · T tokens · D model width · H query heads · K key-value heads · d channels of a head

using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Training.Operators;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Jaram.Training.Blocks;

/// <summary>Each token reads from the tokens before it, through H queries and K ≤ H keys and values.</summary>
public sealed class Attention : Block
{
    private readonly AttentionDesign _c;
    private readonly IOperators _operators;
    private readonly Rotary? _rotary;
    private readonly Projection _q, _k, _v, _out;
    private readonly Projection? _gate;
    private readonly Norm? _qNorm, _kNorm;
    private readonly Canon? _canon;
    private readonly Parameter? _valueMix;
    private readonly double _scale;

    /// <param name="c">The numbers that fix the block's shape.</param>
    /// <param name="site">Where in which model it stands.</param>
    public Attention(AttentionDesign c, Site site) : base("attention")
    {
        (_c, _operators, _rotary) = (c, site.Operators, site.Rotary(c.Rotary));
        _scale = (c.Rotary?.Scaling?.ScoreFactor ?? 1) / Math.Sqrt(c.HeadDim);
        var D = site.Width;
        _q = Part("q", site.Projection(D, c.QueryChannels));
        _k = Part("k", site.Projection(D, c.KeyChannels));
        _v = Part("v", site.Projection(D, c.KeyChannels));
        _out = Part("out", site.Projection(c.QueryChannels, D));
        if (c.OutputGate) _gate = Part("gate", site.Projection(D, c.QueryChannels));
        if (c.QueryKeyNorm)
            (_qNorm, _kNorm) = (Part("q_norm", site.Norm(c.HeadDim)), Part("k_norm", site.Norm(c.HeadDim)));
        if (site.Canon(CanonPoints.B, c.QueryKeyValueChannels) is { } canon) _canon = Part("canon", canon);
        if (site.Layer.Residual.HasFlag(ResidualExtras.Value) && !site.IsFirst)
            _valueMix = Weight("value_mix", zeros(1, device: site.Device));
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x, Pass pass)
    {
        var (q, k, v) = (_q.call(x, pass), _k.call(x, pass), _v.call(x, pass));
        if (_canon is not null)
            (q, k, v) = _canon.call(cat([q, k, v], dim: -1), pass)
                .split([_c.QueryChannels, _c.KeyChannels, _c.KeyChannels], dim: -1);

        (q, k, v) = (q.Heads(_c.Heads), k.Heads(_c.KeyValueHeads), v.Heads(_c.KeyValueHeads));     // (B, H or K, T, d)
        if (_qNorm is not null) (q, k) = (_qNorm.call(q, pass), _kNorm!.call(k, pass));
        if (_rotary is not null) (q, k) = (_rotary.Apply(q, pass.Start), _rotary.Apply(k, pass.Start));

        pass.Offer(v);
        if (_valueMix is not null) v = v + _valueMix.to(v.dtype) * (pass.FirstValues! - v);        // (1−λ)v + λv₁

        k = pass.Extend(this, "k", k, axis: 2, keep: _c.Window);
        v = pass.Extend(this, "v", v, axis: 2, keep: _c.Window);
        var sight = new Sight(q.shape[2], k.shape[2], _c.Window);
        var y = _operators.Attention(q, k, v, sight, _scale, _c.Softcap).Joined();
        if (_gate is not null) y = y * sigmoid(_gate.call(x, pass));
        return _out.call(y, pass);
    }
}
