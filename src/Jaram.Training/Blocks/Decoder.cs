// The whole model: embed, walk through the layers, normalise, score every token of the vocabulary.
// Source: decoder-only transformer, GPT-2 (Radford et al. 2019); every choice is in the Design.
//
//   B batch · T tokens · D model width · V vocabulary

using Jaram.Architecture;
using Jaram.Training.Operators;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Jaram.Training.Blocks;

/// <summary>A decoder language model, built from its design.</summary>
public sealed class Decoder : Block
{
    private readonly Site _site;
    private readonly Parameter _embedding;
    private readonly Parameter? _head;
    private readonly Norm? _embeddingNorm;
    private readonly Norm _norm;
    private readonly ModuleList<Layer> _layers;
    private readonly ModuleList<Ahead> _ahead;

    /// <summary>Builds the model on a device; its weights are not set yet.</summary>
    /// <param name="design">What to build.</param>
    /// <param name="operators">How fat operations are computed.</param>
    /// <param name="precision">Number format of activations: float32 or bfloat16.</param>
    /// <param name="device">Where weights lie; null for the CPU.</param>
    public Decoder(Design design, IOperators operators, ScalarType precision, Device? device = null) : base("decoder")
    {
        (Design, Precision) = (design, precision);
        _site = new Site(design, design.Stack[0], IsFirst: true, operators, device ?? CPU);
        _embedding = Weight("embedding", empty(design.Vocabulary, design.Width, device: _site.Device));
        if (design.EmbeddingNorm) _embeddingNorm = Part("embedding_norm", _site.Norm(design.Width));
        _layers = Parts("layers", design.Stack.Select((layer, i) =>
            new Layer(_site with { Layer = layer, IsFirst = i == 0 })));
        _norm = Part("norm", _site.Norm(design.Width));
        if (!design.TiedEmbeddings)
            _head = Weight("head", empty(design.Vocabulary, design.Width, device: _site.Device));
        _ahead = Parts("ahead", design.Ahead is not { } ahead ? [] : Enumerable.Range(0, ahead.Depth)
            .Select(_ => new Ahead(_site with { Layer = design.Layers[ahead.Layer] })));
    }

    /// <summary>What was built.</summary>
    public Design Design { get; }

    /// <summary>Number format of activations.</summary>
    public ScalarType Precision { get; }

    /// <summary>The head's weight, (V, D); the embedding's own where the two are tied.</summary>
    public Parameter Head => _head ?? _embedding;

    /// <summary>Every mixture of experts, whose biases follow the load after each step.</summary>
    public IEnumerable<Mixture> Mixtures => modules().OfType<Mixture>();

    /// <summary>The last layer's output, normalised, which the head scores.</summary>
    /// <param name="ids">(B, T) int64</param>
    /// <param name="pass">What this walk carries along.</param>
    /// <returns>(B, T, D), fresh</returns>
    public Tensor Hidden(Tensor ids, Pass pass)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(_norm.call(Walk(ids, pass), pass));
    }

    /// <summary>The states that foresee the next token, then the one after it, and so on.</summary>
    /// <param name="ids">(B, T) int64</param>
    /// <param name="next">(B, T) int64: the ids that follow; below 0 where there is none</param>
    /// <param name="pass">What this walk carries along.</param>
    /// <returns>1 + depth tensors (B, T, D), fresh; number i predicts the token i + 1 places on</returns>
    public IReadOnlyList<Tensor> Foresee(Tensor ids, Tensor next, Pass pass)
    {
        using var scope = NewDisposeScope();
        var stream = Walk(ids, pass);
        List<Tensor> states = [_norm.call(stream, pass)];
        foreach (var module in _ahead)
        {
            using var own = new Pass();
            stream = module.Foresee(stream, Embed(next.clamp(min: 0)), own);
            states.Add(_norm.call(stream, pass));
            next = Later(next);
        }
        foreach (var state in states) scope.MoveToOuter(state);
        return states;
    }

    /// <summary>The ids one place further on; the last place has none.</summary>
    /// <param name="next">(B, T) int64</param>
    /// <returns>(B, T) int64, fresh</returns>
    public static Tensor Later(Tensor next)
    {
        using var scope = NewDisposeScope();
        var nothing = full([next.shape[0], 1], Foresight.Nothing, int64, next.device);
        return scope.MoveToOuter(cat([next.narrow(1, 1, next.shape[1] - 1), nothing], 1));
    }

    /// <summary>Scores of every token of the vocabulary.</summary>
    /// <param name="hidden">(..., D)</param>
    /// <returns>(..., V) float32, fresh</returns>
    public Tensor Logits(Tensor hidden)
    {
        using var scope = NewDisposeScope();
        var logits = nn.functional.linear(hidden, Head.to(hidden.dtype)).to(float32);
        if (Design.LogitSoftcap is > 0 and var c) logits = (logits / c).tanh() * c;
        return scope.MoveToOuter(logits);
    }

    /// <summary>Scores of the token after each token of the ids.</summary>
    /// <param name="x">(B, T) int64</param>
    /// <param name="pass">What this walk carries along.</param>
    /// <returns>(B, T, V) float32</returns>
    protected override Tensor Compute(Tensor x, Pass pass) => Logits(Hidden(x, pass));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            foreach (var rotary in _site.Rotaries) rotary.Dispose();
        base.Dispose(disposing);
    }

    private Tensor Walk(Tensor ids, Pass pass)
    {
        var x = Embed(ids);
        pass.Enter(x);
        foreach (var layer in _layers) x = layer.call(x, pass);
        return x;
    }

    private Tensor Embed(Tensor ids)
    {
        // index_select, not an indexer: the indexer's gradient depends on how threads take turns
        var x = _embedding.index_select(0, ids.flatten()).view(ids.shape[0], ids.shape[1], -1).to(Precision);
        return _embeddingNorm?.call(x, new Pass()) ?? x;
    }
}
