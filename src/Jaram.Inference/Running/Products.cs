// Matrix products of one join: any number of matrices, each with its own tokens. Chunks hold about as many weights as a
// core's second cache, so that a thread that the system stops holds back little, and weights are read once for all
// tokens.
// Source: ours.

using Jaram.Inference.Kernels;
using Jaram.Inference.Threads;
using Jaram.Inference.Weights;

namespace Jaram.Inference.Running;

/// <summary>y = x Wᵀ for several W at once. Not thread-safe; nothing is allocated once its lists have grown.</summary>
internal sealed unsafe class Products(Team team) : Job
{
    /// <summary>Bytes of weights in a chunk when one token passes.</summary>
    private const long ChunkBytes = 384 << 10;

    private const int ChunksOfThread = 4;

    private readonly List<Product> _products = [];
    private readonly List<(int Product, int Panel, int Count)> _chunks = [];

    /// <summary>Adds a product.</summary>
    /// <param name="w">The matrix.</param>
    /// <param name="inputs">Pointers to the tokens' inputs, prepared for the matrix's format.</param>
    /// <param name="tokens">How many.</param>
    /// <param name="y">(tokens, rows) to be filled.</param>
    /// <param name="stride">Floats from one token's outputs to the next one's.</param>
    public void Add(PackedMatrix w, byte** inputs, int tokens, float* y, long stride)
    {
        if (tokens == 0) return;
        _products.Add(new(w, (nint)inputs, tokens, (nint)y, stride));
    }

    /// <summary>Computes all that was added.</summary>
    public void Run()
    {
        var bytes = 0L;
        foreach (var product in _products) bytes += product.Matrix.Bytes;
        var size = Math.Min(ChunkBytes, bytes / (ChunksOfThread * team.Threads));
        for (var i = 0; i < _products.Count; i++)
        {
            var w = _products[i].Matrix;
            var tiles = (_products[i].Tokens + PanelFormat.Tokens - 1) / PanelFormat.Tokens;
            var count = (int)Math.Clamp(size / (w.PanelBytes * tiles), 1, w.Panels);
            for (var panel = 0; panel < w.Panels; panel += count)
                _chunks.Add((i, panel, Math.Min(count, w.Panels - panel)));
        }
        team.Run(this, _chunks.Count);
        _products.Clear();
        _chunks.Clear();
    }

    /// <inheritdoc/>
    public override void Do(int chunk, int thread)
    {
        var (product, first, count) = _chunks[_chunks.Count - 1 - chunk];       // the team begins with the last
        var end = first + count;
        for (var panel = first; panel < end; panel++)
            _products[product].Compute(panel, next: panel + 1 < end ? panel + 1 : end + (team.Threads - 1) * count);
    }
}
