// Mixture of experts: each token passes k of E small networks, chosen by a router, and the shared ones. All experts
// that any token chose are computed in two joins; a token's sum goes by the experts' numbers, whoever else passes them.
// Source: DeepSeekMoE arXiv:2401.06066, section 3; sigmoid routing and group-limited choice DeepSeek-V3,
// arXiv:2412.19437, section 2.1.2.

using Jaram.Architecture.Blocks;
using Jaram.Inference.Running;
using Jaram.Inference.Weights;

namespace Jaram.Inference.Steps;

/// <summary>Many small networks of which each token passes a few.</summary>
internal sealed unsafe class MixtureStep : IStep
{
    private readonly MixtureDesign _c;
    private readonly MlpDesign? _sharedDesign;
    private readonly int _width;
    private readonly PackedMatrix _router;
    private readonly float* _bias;
    private readonly MlpStep[] _experts;
    private readonly MlpStep? _shared;
    private readonly Inputs _inputs;
    private readonly Bend _bend, _bendShared;
    private readonly Router _choice;

    /// <param name="c">How many experts, and how they are chosen.</param>
    /// <param name="site">Where it stands.</param>
    public MixtureStep(MixtureDesign c, Site site)
    {
        (_c, _width, _inputs, _choice) = (c, site.Width, new(site.Team), new(c));
        _router = site.Weights.Matrix(new($"{site.Prefix}router.weight", c.Experts, site.Width, WeightFormat.F32));
        _bias = site.Floats("bias", c.Experts);
        _experts = [.. Enumerable.Range(0, c.Experts).Select(e => new MlpStep(c.Expert, site.In($"experts.{e}")))];
        _bend = new(site.Team, c.Expert);
        _sharedDesign = c.SharedExpert;
        _bendShared = new(site.Team, _sharedDesign ?? c.Expert);
        if (_sharedDesign is not null) _shared = new(_sharedDesign, site.In("shared"));
    }

    /// <inheritdoc/>
    public void Run(Walk walk, float* x, float* y)
    {
        var (rows, products) = (walk.Rows, walk.Products);
        var affinity = walk.Arena.Take<float>((long)rows * _c.Experts);
        var inputs = _inputs.Prepare(walk, WeightFormat.F32, _width, x, _width, rows);
        products.Add(_router, inputs, rows, affinity, _c.Experts);
        products.Run();
        var chosen = walk.Arena.Take<int>((long)rows * _c.Active);                  // experts, ascending
        var weights = walk.Arena.Take<float>((long)rows * _c.Active);
        for (var row = 0; row < rows; row++)
            _choice.Choose(affinity + (long)row * _c.Experts, _bias, chosen + row * _c.Active,
                weights + row * _c.Active);

        inputs = _inputs.Prepare(walk, _experts[0].UpFormat, _width, x, _width, rows);
        var starts = walk.Arena.Take<int>(_c.Experts + 1);
        var slots = Sort(walk, chosen, starts);                                     // slot of each (row, rank)
        var all = rows * _c.Active;
        var (up, upShared) = (_c.Expert.UpChannels, _sharedDesign?.UpChannels ?? 0);
        var gathered = (byte**)walk.Arena.Take<nint>(all);
        for (var i = 0; i < all; i++) gathered[slots[i]] = inputs[i / _c.Active];
        var hidden = walk.Arena.Take<float>(up * all);
        var hiddenShared = walk.Arena.Take<float>(upShared * rows);
        for (var e = 0; e < _c.Experts; e++)
            _experts[e].AddUp(products, gathered + starts[e], starts[e + 1] - starts[e], hidden + starts[e] * up);
        _shared?.AddUp(products, inputs, rows, hiddenShared);
        products.Run();

        _bend.Run(hidden, all);
        if (_shared is not null) _bendShared.Run(hiddenShared, rows);
        gathered = _inputs.Prepare(walk, _experts[0].DownFormat, _c.Expert.Hidden, hidden, up, all);
        var outputs = walk.Arena.Take<float>((long)_width * all);
        for (var e = 0; e < _c.Experts; e++)
            _experts[e].AddDown(products, gathered + starts[e], starts[e + 1] - starts[e],
                outputs + (long)starts[e] * _width);
        if (_shared is null) new Span<float>(y, rows * _width).Clear();
        else
            _shared.AddDown(products, _inputs.Prepare(walk, _shared.DownFormat, _sharedDesign!.Hidden, hiddenShared,
                upShared, rows), rows, y);
        products.Run();
        for (var i = 0; i < all; i++)
            Residual.AddScaled(y + (long)(i / _c.Active) * _width, outputs + (long)slots[i] * _width, weights[i],
                _width);
    }

    /// <summary>Orders (row, rank) by expert.</summary>
    /// <param name="walk">Where there is room.</param>
    /// <param name="chosen">(rows, k)</param>
    /// <param name="starts">E + 1 numbers to be filled: where each expert's slots begin</param>
    /// <returns>(rows, k): the slot of each</returns>
    private int* Sort(Walk walk, int* chosen, int* starts)
    {
        var all = walk.Rows * _c.Active;
        new Span<int>(starts, _c.Experts + 1).Clear();
        for (var i = 0; i < all; i++) starts[chosen[i] + 1]++;
        for (var e = 0; e < _c.Experts; e++) starts[e + 1] += starts[e];
        var (slots, next) = ((nint)walk.Arena.Take<int>(all), (nint)walk.Arena.Take<int>(_c.Experts));
        new ReadOnlySpan<int>(starts, _c.Experts).CopyTo(new Span<int>((int*)next, _c.Experts));
        for (var i = 0; i < all; i++) ((int*)slots)[i] = ((int*)next)[chosen[i]]++;
        return (int*)slots;
    }
}
