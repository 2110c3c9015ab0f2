// The plain architecture: GPT-2's, from TorchSharp's own modules.
// Source: GPT-2 (Radford et al. 2019): learnt positions, LayerNorm before each part, full attention, GELU, N(0, 0.02).
//
//   B batch · T tokens · D width · H heads

using Jaram.Architecture;
using Jaram.Architecture.Counting;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Jaram.Bench;

/// <summary>A decoder with full attention and GELU.</summary>
internal sealed class PlainGpt : nn.Module<Tensor, Tensor>
{
    private readonly Embedding _tokens, _places;
    private readonly ModuleList<PlainLayer> _layers = new();
    private readonly LayerNorm _norm;
    private readonly Linear _head;

    /// <param name="vocabulary">Tokens known.</param>
    /// <param name="width">D.</param>
    /// <param name="layers">Layers.</param>
    /// <param name="heads">H.</param>
    /// <param name="hidden">Width of the MLP.</param>
    /// <param name="context">Longest text.</param>
    public PlainGpt(int vocabulary, int width, int layers, int heads, int hidden, int context) : base("gpt")
    {
        (_tokens, _places) = (nn.Embedding(vocabulary, width), nn.Embedding(context, width));
        for (var i = 0; i < layers; i++) _layers.Add(new(width, heads, hidden));
        (_norm, _head) = (nn.LayerNorm(width), nn.Linear(width, vocabulary, hasBias: false));
        RegisterComponents();
        using var quiet = no_grad();
        foreach (var (name, weight) in named_parameters())
        {
            var isLast = name.EndsWith("out.weight", StringComparison.Ordinal);     // of a part that is added up
            if (weight.dim() == 2) weight.normal_(0, isLast ? 0.02 / Math.Sqrt(2 * layers) : 0.02);
            else if (name.EndsWith("bias", StringComparison.Ordinal)) weight.zero_();
        }
    }

    /// <summary>As many layers and the same widths as a design, with the MLP that gives it as many parameters.</summary>
    public static PlainGpt Like(Design design)
    {
        var (layers, width, context) = (design.Stack.Length, design.Width, design.Context);
        var heads = width / 64;
        long Size(int hidden) => (2L * design.Vocabulary + context + 2) * width
            + layers * ((4L * width + 4 + 4) * width + (2L * width + 1) * hidden + width);
        var hidden = Enumerable.Range(1, 8 * width / 8).Select(n => 8 * n)
            .MinBy(hidden => Math.Abs(Size(hidden) - Count.Of(design).Parameters));
        return new(design.Vocabulary, width, layers, heads, hidden, context);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor ids)
    {
        using var scope = NewDisposeScope();
        var x = _tokens.call(ids) + _places.call(arange(ids.shape[1]));
        foreach (var layer in _layers) x = layer.call(x);
        return scope.MoveToOuter(_head.call(_norm.call(x)));
    }
}

/// <summary>One layer: x + attention(norm x), then x + mlp(norm x).</summary>
internal sealed class PlainLayer : nn.Module<Tensor, Tensor>
{
    private readonly LayerNorm _before, _between;
    private readonly Linear _qkv, _mixer_out, _up, _mlp_out;
    private readonly int _heads;

    /// <param name="width">D.</param>
    /// <param name="heads">H.</param>
    /// <param name="hidden">Width of the MLP.</param>
    public PlainLayer(int width, int heads, int hidden) : base("layer")
    {
        _heads = heads;
        (_before, _between) = (nn.LayerNorm(width), nn.LayerNorm(width));
        (_qkv, _mixer_out) = (nn.Linear(width, 3 * width), nn.Linear(width, width));
        (_up, _mlp_out) = (nn.Linear(width, hidden), nn.Linear(hidden, width));
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var (batch, tokens, width) = (x.shape[0], x.shape[1], x.shape[2]);
        var parts = _qkv.call(_before.call(x)).view(batch, tokens, 3, _heads, width / _heads).permute(2, 0, 3, 1, 4);
        var mixed = nn.functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], is_casual: true);
        x = x + _mixer_out.call(mixed.transpose(1, 2).reshape(batch, tokens, width));                    // (B, T, D)
        return scope.MoveToOuter(x + _mlp_out.call(nn.functional.gelu(_up.call(_between.call(x)))));
    }
}
