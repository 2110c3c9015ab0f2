// The whole model: embed, walk through the layers, normalise, score every token of the vocabulary.
// Source: decoder-only transformer, GPT-2 (Radford et al. 2019); every choice is in the Design.

using System.Runtime.Intrinsics;
using Jaram.Inference.Kernels;
using Jaram.Inference.Running;
using Jaram.Inference.Weights;

namespace Jaram.Inference.Steps;

/// <summary>A decoder language model as the engine runs it.</summary>
internal sealed unsafe class DecoderStep : IDisposable
{
    private readonly Site _site;
    private readonly PackedMatrix _embedding, _head;
    private readonly Norm? _embeddingNorm;
    private readonly Norm _norm;
    private readonly LayerStep[] _layers;
    private readonly Inputs _inputs;
    private readonly AheadStep[] _ahead;
    private readonly RotaryTable[] _rotaries;

    /// <summary>Builds the plan of a design.</summary>
    /// <param name="site">The model, at its outermost place.</param>
    public DecoderStep(Site site)
    {
        (_site, _inputs) = (site, new(site.Team));
        var design = site.Model;
        _embedding = Table("embedding");
        _head = design.TiedEmbeddings ? _embedding : Table("head");
        if (design.EmbeddingNorm) _embeddingNorm = site.Norm("embedding_norm", design.Width);
        _layers = [.. design.Stack.Select((layer, i) =>
            new LayerStep(site.In($"layers.{i}") with { Layer = layer, IsFirst = i == 0 }))];
        _norm = site.Norm("norm", design.Width);
        _ahead = [.. Enumerable.Range(0, design.Ahead?.Depth ?? 0).Select(i =>
            new AheadStep(site.In($"ahead.{i}") with { Layer = design.Layers[design.Ahead!.Layer] }))];
        _rotaries = [.. site.Rotaries];
    }

    /// <summary>Walks tokens through all layers.</summary>
    /// <param name="walk">The walk; its texts have room for the tokens.</param>
    /// <param name="tokens">One a row.</param>
    /// <returns>(rows, D): the stream after the last layer, until the next walk</returns>
    public float* Run(Walk walk, ReadOnlySpan<int> tokens)
    {
        Reach(walk);
        var stream = walk.Lasting.Take<float>((long)walk.Rows * _site.Width);
        Embed(tokens, stream);
        walk.Enter(stream, _site.Width);
        foreach (var layer in _layers) layer.Run(walk, stream);
        return stream;
    }

    /// <summary>Looks a token further, with one of the modules ahead.</summary>
    /// <param name="walk">A walk of the module's own.</param>
    /// <param name="module">Which.</param>
    /// <param name="stream">(rows, D): what is known at each token; it becomes what the module knows</param>
    /// <param name="next">The token that follows what the stream has seen, one a row.</param>
    public void Foresee(Walk walk, int module, float* stream, ReadOnlySpan<int> next)
    {
        Reach(walk);
        var tokens = walk.Lasting.Take<float>((long)walk.Rows * _site.Width);
        Embed(next, tokens);
        _ahead[module].Run(walk, stream, tokens);
    }

    /// <summary>Scores of the token after each of some rows.</summary>
    /// <param name="walk">The walk.</param>
    /// <param name="stream">(rows, D), from <see cref="Run"/> or <see cref="Foresee"/></param>
    /// <param name="rows">Which rows.</param>
    /// <param name="logits">(rows, V) to be filled</param>
    public void Score(Walk walk, float* stream, ReadOnlySpan<int> rows, float* logits)
    {
        walk.Arena.Reset();
        var (width, count) = (_site.Width, rows.Length);
        var x = walk.Arena.Take<float>((long)count * width);
        Normalise(stream, rows, x);
        walk.Products.Add(_head, _inputs.Prepare(walk, _head.Format, width, x, width, count), count, logits,
            _head.Rows);
        walk.Products.Run();
        if (_site.Model.LogitSoftcap > 0) Cap(logits, (long)count * _head.Rows, (float)_site.Model.LogitSoftcap);
    }

    /// <summary>Some rows of the stream as the head is given them.</summary>
    /// <param name="stream">(rows, D), from <see cref="Run"/> or <see cref="Foresee"/></param>
    /// <param name="rows">Which rows.</param>
    /// <param name="into">(rows, D) to be filled</param>
    public void Normalise(float* stream, ReadOnlySpan<int> rows, float* into)
    {
        for (var i = 0; i < rows.Length; i++)
            new ReadOnlySpan<float>(stream + (long)rows[i] * _site.Width, _site.Width)
                .CopyTo(new Span<float>(into + (long)i * _site.Width, _site.Width));
        _norm.Run(into, into, rows.Length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var rotary in _rotaries) rotary.Dispose();
    }

    private void Reach(Walk walk)
    {
        foreach (var rotary in _rotaries)
            foreach (var span in walk.Spans) rotary.Reach(span.Start + span.Rows);
    }

    private void Embed(ReadOnlySpan<int> tokens, float* stream)
    {
        for (var row = 0; row < tokens.Length; row++) _embedding.Read(tokens[row], stream + (long)row * _site.Width);
        _embeddingNorm?.Run(stream, stream, tokens.Length);
    }

    private static void Cap(float* z, long n, float most)
    {
        var i = 0L;
        for (; i + Lanes.Count <= n; i += Lanes.Count)
            (SoftmaxRow.Tanh(Vector512.Load(z + i) / Vector512.Create(most)) * Vector512.Create(most)).Store(z + i);
        for (; i < n; i++) z[i] = SoftmaxRow.Tanh(z[i] / most) * most;
    }

    private PackedMatrix Table(string name) =>
        _site.Weights.Matrix(new(name, _site.Model.Vocabulary, _site.Width, _site.Formats.Embedding));
}
