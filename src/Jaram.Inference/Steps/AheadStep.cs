// Multi-token prediction: h′ = W [norm(h_i); norm(E(t_(i+1)))], one more layer, and the shared head predicts t_(i+2).
// Source: DeepSeek-V3, arXiv:2412.19437, section 2.2.

using Jaram.Inference.Running;
using Jaram.Inference.Weights;

namespace Jaram.Inference.Steps;

/// <summary>One module that looks a token further than the stream it is given.</summary>
internal sealed unsafe class AheadStep
{
    private readonly Norm _streamNorm, _tokenNorm;
    private readonly PackedMatrix _join;
    private readonly LayerStep _layer;
    private readonly Inputs _inputs;
    private readonly int _width;

    /// <param name="site">The layer that the module is made of, and its model.</param>
    public AheadStep(Site site)
    {
        (_width, _inputs) = (site.Width, new(site.Team));
        (_streamNorm, _tokenNorm) = (site.Norm("stream_norm", _width), site.Norm("token_norm", _width));
        _join = site.Projection("join", _width, 2 * _width);
        _layer = new(site.In("layer"));
    }

    /// <summary>Looks ahead.</summary>
    /// <param name="walk">A walk of its own.</param>
    /// <param name="stream">(rows, D): what the model knows at each token; it becomes what the module knows</param>
    /// <param name="tokens">(rows, D): the embedding of the token after it; it is changed</param>
    public void Run(Walk walk, float* stream, float* tokens)
    {
        walk.Arena.Reset();
        _streamNorm.Run(stream, stream, walk.Rows);
        _tokenNorm.Run(tokens, tokens, walk.Rows);
        var both = walk.Arena.Take<float>(2L * _width * walk.Rows);
        for (var row = 0L; row < walk.Rows; row++)
        {
            new ReadOnlySpan<float>(stream + row * _width, _width).CopyTo(new(both + 2 * row * _width, _width));
            new ReadOnlySpan<float>(tokens + row * _width, _width).CopyTo(new(both + (2 * row + 1) * _width, _width));
        }
        var inputs = _inputs.Prepare(walk, _join.Format, _join.Columns, both, _join.Columns, walk.Rows);
        walk.Products.Add(_join, inputs, walk.Rows, stream, _width);
        walk.Products.Run();
        walk.Enter(stream, _width);
        _layer.Run(walk, stream);
    }
}
