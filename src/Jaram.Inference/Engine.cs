// The engine: a model's plan, its weights, the pages of its cache, and threads. Texts grow by batches; what a batch
// computes for one text does not depend on the others.
// Source: ours.

using Jaram.Architecture;
using Jaram.Inference.Caching;
using Jaram.Inference.Running;
using Jaram.Inference.Steps;
using Jaram.Inference.Threads;
using Jaram.Inference.Weights;

namespace Jaram.Inference;

/// <summary>Runs a model. For one thread at a time.</summary>
public sealed unsafe class Engine : IDisposable
{
    private readonly Team _team;
    private readonly HeldWeights _weights;
    private readonly CachePlan _cache = new();
    private readonly List<PagePool> _pools = [];
    private readonly DecoderStep _decoder;
    private readonly Walk _walk;

    private Engine(Design design, SourceTensors source, EngineOptions options)
    {
        (Design, Options) = (design, options);
        _team = new(options.Threads);
        var site = new Site(design, design.Stack[0], IsFirst: true, "", new WeightList(), options.Weights,
            options.Cache, new(), _team);
        new DecoderStep(site).Dispose();                                // only to hear what it asks for
        _weights = new((WeightList)site.Weights, source);
        _decoder = new(site with { Weights = _weights, Cache = _cache });
        _walk = new(_team);
        foreach (var (window, pageBytes) in _cache.Groups)
            _pools.Add(new(pageBytes, (int)Math.Min(int.MaxValue, options.CacheBytes / pageBytes)));
    }

    /// <summary>What is run.</summary>
    public Design Design { get; }

    /// <summary>How it is run.</summary>
    public EngineOptions Options { get; }

    /// <summary>Packs a model's weights into memory.</summary>
    /// <param name="design">The model.</param>
    /// <param name="source">Its weights.</param>
    /// <param name="options">How it is run.</param>
    /// <exception cref="InferenceException">The weights are of another design, or memory does not suffice.</exception>
    public static Engine Load(Design design, SourceTensors source, EngineOptions options) =>
        new(design, source, options);

    /// <summary>Begins a text.</summary>
    public Sequence Begin() => new(_pools, _cache);

    /// <summary>Reads the tokens of a batch, each after its text's earlier ones.</summary>
    /// <exception cref="InferenceException">A token is none of the vocabulary, or the cache is full.</exception>
    public void Run(Batch batch)
    {
        _walk.Clear();
        foreach (var token in batch.Tokens)
            if ((uint)token >= (uint)Design.Vocabulary)
                throw new InferenceException($"token {token} is not in the vocabulary of {Design.Vocabulary}; "
                    + "use the tokenizer that belongs to the model");
        foreach (var (sequence, count) in batch.Texts)
        {
            sequence.Reserve(count);
            _walk.Add(sequence, count);
        }
        if (_walk.Rows == 0) return;
        var stream = _decoder.Run(_walk, batch.Tokens);
        if (batch.ScoredRows.Length > 0)
            _decoder.Score(_walk, stream, batch.ScoredRows, batch.LogitRoom(Design.Vocabulary));
        foreach (var (sequence, count) in batch.Texts) sequence.Advance(count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _team.Dispose();
        _walk.Dispose();
        _decoder.Dispose();
        _weights.Dispose();
        foreach (var pool in _pools) pool.Dispose();
    }
}
