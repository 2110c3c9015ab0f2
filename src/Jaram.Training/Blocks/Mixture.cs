// Mixture of experts: each token passes k of E small networks, chosen by a router, and the shared ones. No auxiliary
// loss: a bias per expert, added for the choice only, follows the load.
// Source: DeepSeekMoE arXiv:2401.06066, section 3; balancing arXiv:2408.15664, section 3; sigmoid routing and
// group-limited choice DeepSeek-V3, arXiv:2412.19437, section 2.1.2.
//
// Later tokens change what an expert computes for earlier ones by rounding alone, up to about 1e-5 of float32: its
// matrix product has as many rows as tokens chose it, and libtorch sums in another order for another number of rows.
//
//   M tokens of all texts · D model width · E experts · k experts that a token passes

using Jaram.Architecture.Blocks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Jaram.Training.Blocks;

/// <summary>Many small networks of which each token passes a few. Causal in value; not in every bit, as other blocks
/// are.</summary>
public sealed class Mixture : Block
{
    private readonly MixtureDesign _c;
    private readonly Projection _router;
    private readonly ModuleList<Mlp> _experts;
    private readonly Mlp? _shared;
    private readonly Tensor _bias, _load;

    /// <param name="c">How many experts, and how they are chosen.</param>
    /// <param name="site">Where in which model it stands.</param>
    public Mixture(MixtureDesign c, Site site) : base("mixture")
    {
        _c = c;
        _router = Part("router", site.Projection(site.Width, c.Experts));
        _experts = Parts("experts", Enumerable.Range(0, c.Experts).Select(_ => new Mlp(c.Expert, site)));
        if (c.SharedExpert is { } shared) _shared = Part("shared", new Mlp(shared, site));
        _bias = Kept("bias", zeros(c.Experts, device: site.Device));
        _load = Kept("load", zeros(c.Experts, device: site.Device));
    }

    /// <summary>Tokens of training that each expert has served since the last <see cref="Balance"/> or
    /// <see cref="Forget"/>, (E). Nothing is counted after <c>eval()</c> or while decoding.</summary>
    public Tensor Load => _load;

    /// <summary>Raises the bias of experts that served less than the mean, lowers the others'; forgets the
    /// load.</summary>
    public void Balance()
    {
        using var scope = NewDisposeScope();
        using var quiet = no_grad();
        _bias.add_((_load.mean() - _load).sign() * _c.BalanceRate);
        _load.zero_();
    }

    /// <summary>Forgets the load of a step that was not made.</summary>
    public void Forget()
    {
        using var scope = NewDisposeScope();
        _load.zero_();
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor x, Pass pass)
    {
        var tokens = x.reshape(-1, x.shape[^1]);                                            // (M, D)
        var affinity = _router.call(tokens.to(float32), pass);                              // (M, E)
        affinity = _c.Routing == Routing.Sigmoid ? sigmoid(affinity) : softmax(affinity, -1);

        var chosen = Choose(affinity.detach() + _bias);                                     // (M, k) experts
        var weights = affinity.gather(1, chosen);
        if (_c.NormalizeWeights) weights = weights / (weights.sum(-1, keepdim: true) + 1e-20);
        weights = (weights * _c.Scale).to(x.dtype);

        var y = _shared?.call(tokens, pass) ?? zeros_like(tokens);
        for (var e = 0; e < _c.Experts; e++)
        {
            var place = chosen.eq(e).nonzero();                                             // (m, 2): token, rank
            if (training && !pass.IsDecoding) _load[e].add_(place.shape[0]);
            if (place.shape[0] == 0) continue;
            var (token, rank) = (place.select(1, 0), place.select(1, 1));
            var weight = weights.flatten().index_select(0, token * _c.Active + rank).unsqueeze(1);
            y = y.index_add(0, token, _experts[e].call(tokens.index_select(0, token), pass) * weight, 1);
        }
        return y.view(x.shape);
    }

    /// <summary>The k experts of highest score, from the groups whose best expert, or best two, score
    /// highest.</summary>
    private Tensor Choose(Tensor score)
    {
        if (_c.Groups > 1 && _c.ActiveGroups < _c.Groups)
        {
            var grouped = score.view(-1, _c.Groups, _c.Experts / _c.Groups);
            var judges = _c.GroupScore == GroupScore.Best ? 1 : int.Min(2, _c.Experts / _c.Groups);
            var best = grouped.topk(judges, -1).values.sum(-1);                              // (M, groups)
            var open = zeros_like(best).scatter_(1, best.topk(_c.ActiveGroups, -1).indexes, ones_like(best));
            score = grouped.masked_fill(open.unsqueeze(-1).eq(0), double.NegativeInfinity).view(score.shape);
        }
        return score.topk(_c.Active, -1).indexes;
    }
}
