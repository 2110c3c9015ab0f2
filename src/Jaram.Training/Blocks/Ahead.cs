// Multi-token prediction: h′ = W [norm(h_i); norm(E(t_(i+1)))], one more layer, and the shared head predicts t_(i+2).
// Source: DeepSeek-V3, arXiv:2412.19437, section 2.2.

using static TorchSharp.torch;

namespace Jaram.Training.Blocks;

/// <summary>One module that looks a token further than the stream it is given.</summary>
public sealed class Ahead : Block
{
    private readonly Norm _streamNorm, _tokenNorm;
    private readonly Projection _join;
    private readonly Layer _layer;

    /// <param name="site">The layer that the module is made of, and its model.</param>
    public Ahead(Site site) : base("ahead")
    {
        _streamNorm = Part("stream_norm", site.Norm(site.Width));
        _tokenNorm = Part("token_norm", site.Norm(site.Width));
        _join = Part("join", site.Projection(2 * site.Width, site.Width));
        _layer = Part("layer", new Layer(site));
    }

    /// <param name="stream">(B, T, D): what the model knows at each token</param>
    /// <param name="token">(B, T, D): the embedding of the token after it</param>
    /// <param name="pass">This module's own walk.</param>
    /// <returns>(B, T, D), fresh</returns>
    public Tensor Foresee(Tensor stream, Tensor token, Pass pass)
    {
        using var scope = NewDisposeScope();
        var joined = cat([_streamNorm.call(stream, pass), _tokenNorm.call(token, pass)], dim: -1);
        return scope.MoveToOuter(call(joined, pass));
    }

    /// <inheritdoc/>
    /// <param name="x">(B, T, 2D): stream and token side by side</param>
    /// <param name="pass">This module's own walk.</param>
    protected override Tensor Compute(Tensor x, Pass pass)
    {
        x = _join.call(x, pass);
        pass.Enter(x);
        return _layer.call(x, pass);
    }
}
