// The engine: a model's plan, its weights, the pages of its cache, and threads. Texts grow by batches; what a batch
// computes for one text does not depend on the others.
// Source: ours.

using System.Collections.Immutable;
using Jaram.Architecture;
using Jaram.Inference.Caching;
using Jaram.Inference.Kernels;
using Jaram.Inference.Running;
using Jaram.Inference.Steps;
using Jaram.Inference.Threads;
using Jaram.Inference.Weights;

namespace Jaram.Inference;

/// <summary>Runs a model. For one thread at a time.</summary>
public sealed unsafe class Engine : IDisposable
{
    /// <summary>Tokens that one text gives to a run at most: longer ones come in chunks.</summary>
    public const int RowsAtMost = 512;

    /// <summary>Tokens of a prompt that are read at once by whoever has no reason for another number: the same number,
    /// the same bits.</summary>
    public const int ChunkTokens = 256;

    private readonly Team _team;
    private readonly IHeldWeights _weights;
    private readonly CachePlan _cache = new();
    private readonly List<PagePool> _pools = [];
    private readonly DecoderStep _decoder;
    private readonly Walk _walk, _ahead;
    private readonly NativeArray<float> _guess;
    private float* _stream;

    private Engine(Design design, EngineOptions options, Func<WeightList, IHeldWeights> weights)
    {
        (Design, Options) = (design, options);
        var list = ListOf(design, options);
        CheckMemory(list.Matrices.Sum(matrix => matrix.Bytes) + options.CacheBytes);
        _weights = weights(list);
        _team = new(options.Threads);
        _decoder = new(SiteOf(design, options, _weights, _cache, _team));
        (_walk, _ahead, _guess) = (new(_team), new(_team), new(design.Ahead is null ? 0 : design.Vocabulary));
        var pages = options.CacheBytes / _cache.Groups.Sum(group => group.PageBytes);
        foreach (var (_, pageBytes) in _cache.Groups) _pools.Add(new(pageBytes, (int)Math.Min(int.MaxValue, pages)));
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
        new(design, options, list => new HeldWeights(list, source));

    /// <summary>Maps a model's packed weights, after packing them into a file if need be.</summary>
    /// <param name="design">The model.</param>
    /// <param name="path">The packed file.</param>
    /// <param name="identity">A digest of the weights.</param>
    /// <param name="source">Opens the weights, if they are to be packed.</param>
    /// <param name="options">How it is run.</param>
    /// <param name="progress">Told the share that is packed, from 0 to 1.</param>
    /// <exception cref="InferenceException">The weights are of another design, memory does not suffice, or the file
    /// cannot be written.</exception>
    public static Engine Open(Design design, string path, string identity, Func<SourceTensors> source,
        EngineOptions options, Action<double> progress) =>
        new(design, options, list => PackedFile.Map(path, identity, list, source, progress));

    /// <summary>Names and shapes of the tensors that a model's weights must hold.</summary>
    public static IEnumerable<(string Name, ImmutableArray<long> Shape)> TensorsOf(Design design, EngineOptions options)
    {
        var list = ListOf(design, options);
        return list.Matrices.DistinctBy(matrix => matrix.Name)
            .Select(matrix => (matrix.Name, ImmutableArray.Create<long>(matrix.TensorRows, matrix.TensorColumns)))
            .Concat(list.FloatTensors);
    }

    /// <summary>Bytes of all weights.</summary>
    public long WeightBytes => _weights.Bytes;

    /// <summary>Bytes that 16 tokens take in the cache, as long as no window has passed them.</summary>
    public long PageBytes => _cache.Groups.Sum(group => group.PageBytes);

    /// <summary>Begins a text.</summary>
    public Sequence Begin() => new(_pools, _cache);

    /// <summary>Whether texts of these lengths have room in the cache together, nothing shared.</summary>
    public bool CouldHold(params ReadOnlySpan<int> lengths)
    {
        for (var group = 0; group < _pools.Count; group++)
        {
            var (window, pages) = (_cache.Groups[group].Window, 0L);
            var held = window == 0 ? int.MaxValue : window + Sequence.TakenBackAtMost + RowsAtMost;
            foreach (var length in lengths) pages += Page.Of(Math.Min(length, held)) + 1;
            if (pages > _pools[group].Most) return false;
        }
        return true;
    }

    /// <summary>A cache of beginnings over this engine's pages.</summary>
    internal PrefixCache Prefixes() => new(_cache, _pools);

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
            _walk.Add(sequence, count, sequence.Length);
        }
        if (_walk.Rows == 0) return;
        _stream = _decoder.Run(_walk, batch.Tokens);
        if (batch.ScoredRows.Length > 0)
            _decoder.Score(_walk, _stream, batch.ScoredRows, batch.LogitRoom(Design.Vocabulary));
        if (batch.StatedRows.Length > 0)
            _decoder.Normalise(_stream, batch.StatedRows, batch.StateRoom(Design.Width));
        foreach (var (sequence, count) in batch.Texts) sequence.Advance(count);
    }

    private static void CheckMemory(long bytes)
    {
        var there = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (bytes > there)
            throw new InferenceException($"weights and cache take {bytes} bytes, this machine has {there}; "
                + "use smaller weights (int4), less cache or a smaller model");
    }

    /// <summary>What a model's plan asks for.</summary>
    private static WeightList ListOf(Design design, EngineOptions options)
    {
        using var team = new Team(1);
        var list = new WeightList();
        new DecoderStep(SiteOf(design, options, list, new(), team)).Dispose();
        return list;
    }

    private static Site SiteOf(Design design, EngineOptions options, IWeights weights, CachePlan cache, Team team) =>
        new(design, design.Stack[0], IsFirst: true, "", weights, options.Weights, options.Cache, cache, team);

    /// <summary>The stream after the last layer from a row of the last run on, until the next run.</summary>
    internal float* Stream(int row) => _stream + (long)row * Design.Width;

    /// <summary>Looks ahead in one text.</summary>
    /// <param name="text">The text; the rows are its last.</param>
    /// <param name="module">Which of the modules ahead.</param>
    /// <param name="rows">(count, D): the stream that the module is given</param>
    /// <param name="count">How many rows.</param>
    /// <param name="next">The token that follows what each row has seen.</param>
    /// <returns>(count, D) of the module's own stream, until the next call, and the token that it thinks likeliest
    /// after the last row.</returns>
    internal (nint Stream, int Guess) Foresee(Sequence text, int module, float* rows, int count,
        ReadOnlySpan<int> next)
    {
        _ahead.Clear();
        _ahead.Add(text, count, text.Length - count);
        var stream = _ahead.Lasting.Take<float>((long)count * Design.Width);
        new ReadOnlySpan<float>(rows, count * Design.Width).CopyTo(new Span<float>(stream, count * Design.Width));
        _decoder.Foresee(_ahead, module, stream, next);
        _decoder.Score(_ahead, stream, [count - 1], _guess.Start);
        return ((nint)stream, Lanes.IndexOfMax(_guess.Start, Design.Vocabulary));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ahead.Dispose();
        _guess.Dispose();
        _team.Dispose();
        _walk.Dispose();
        _decoder.Dispose();
        _weights.Dispose();
        foreach (var pool in _pools) pool.Dispose();
    }
}
