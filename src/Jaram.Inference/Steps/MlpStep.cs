// The feed-forward network: up, bend, down; SwiGLU has a second way up that gates the first.
// Source: GELU arXiv:1606.08415; SwiGLU arXiv:2002.05202, section 2; ReLU² Primer, arXiv:2109.08668, section 3.1.

using Jaram.Architecture.Blocks;
using Jaram.Inference.Running;
using Jaram.Inference.Weights;

namespace Jaram.Inference.Steps;

/// <summary>A network of two layers that every token passes by itself.</summary>
internal sealed unsafe class MlpStep : IStep
{
    private readonly MlpDesign _c;
    private readonly PackedMatrix _up, _down;
    private readonly PackedMatrix? _gate;
    private readonly Canon? _canon;
    private readonly Inputs _inputs;
    private readonly Bend _bend;

    /// <param name="c">Hidden size and activation.</param>
    /// <param name="site">Where it stands.</param>
    public MlpStep(MlpDesign c, Site site)
    {
        (_c, _inputs, _bend) = (c, new(site.Team), new(site.Team, c));
        if (c.Activation == Activation.SwiGlu) _gate = site.Projection("gate", c.Hidden, site.Width);
        _up = site.Projection("up", c.Hidden, site.Width);
        _down = site.Projection("down", site.Width, c.Hidden);
        _canon = site.Canon(CanonPoints.D, "canon", c.UpChannels);
    }

    /// <inheritdoc/>
    public void Run(Walk walk, float* x, float* y)
    {
        var inputs = _inputs.Prepare(walk, _up.Format, _up.Columns, x, _up.Columns, walk.Rows);
        var hidden = walk.Arena.Take<float>(_c.UpChannels * walk.Rows);             // (rows, gate and up)
        AddUp(walk.Products, inputs, walk.Rows, hidden);
        walk.Products.Run();
        _canon?.Run(walk, hidden, _c.UpChannels);
        _bend.Run(hidden, walk.Rows);
        inputs = _inputs.Prepare(walk, _down.Format, _down.Columns, hidden, _c.UpChannels, walk.Rows);
        walk.Products.Add(_down, inputs, walk.Rows, y, _down.Rows);
        walk.Products.Run();
    }

    /// <summary>Adds the products that lead up.</summary>
    /// <param name="products">The join that they become part of.</param>
    /// <param name="inputs">Tokens, prepared for <see cref="UpFormat"/>.</param>
    /// <param name="tokens">How many.</param>
    /// <param name="hidden">(tokens, gate and up) to be filled</param>
    public void AddUp(Products products, byte** inputs, int tokens, float* hidden)
    {
        if (_gate is not null) products.Add(_gate, inputs, tokens, hidden, _c.UpChannels);
        products.Add(_up, inputs, tokens, hidden + _c.UpChannels - _c.Hidden, _c.UpChannels);
    }

    /// <summary>Adds the product that leads down.</summary>
    /// <param name="products">The join that it becomes part of.</param>
    /// <param name="inputs">Bent tokens, prepared for <see cref="DownFormat"/>.</param>
    /// <param name="tokens">How many.</param>
    /// <param name="y">(tokens, D) to be filled</param>
    public void AddDown(Products products, byte** inputs, int tokens, float* y) =>
        products.Add(_down, inputs, tokens, y, _down.Rows);

    /// <summary>Format of the matrices that lead up.</summary>
    public WeightFormat UpFormat => _up.Format;

    /// <summary>Format of the matrix that leads down.</summary>
    public WeightFormat DownFormat => _down.Format;
}
