using Jaram.Architecture.Blocks;
using Jaram.Inference.Attending;
using Jaram.Inference.Caching;
using Jaram.Inference.Kernels;
using Jaram.Inference.Running;
using Jaram.Inference.Weights;

namespace Jaram.Inference.Steps;

/// <summary>Latent attention without keys and values: W_UK is folded into the query and W_UV into the output, and all
/// heads attend to the latents themselves (DeepSeek-V2, arXiv:2405.04434, section 2.1.2).</summary>
internal sealed unsafe class AbsorbedForm<TElement> where TElement : struct, IElement
{
    private readonly LatentAttentionDesign _c;
    private readonly PackedMatrix[] _upK, _upV;
    private readonly CacheSlot _slot;
    private readonly Inputs _inputs;
    private readonly Attention<TElement, KeyRows> _attention = new();

    /// <param name="c">The numbers that fix its shape.</param>
    /// <param name="site">Where it stands.</param>
    /// <param name="slot">Where latents are kept.</param>
    public AbsorbedForm(LatentAttentionDesign c, Site site, CacheSlot slot)
    {
        (_c, _slot, _inputs) = (c, slot, new(site.Team));
        _upK = [.. Enumerable.Range(0, c.Heads).Select(head => site.Weights.Matrix(c.UpKey(site, head) with
            { IsTransposed = true }))];                                             // (R, N) each
        _upV = [.. Enumerable.Range(0, c.Heads).Select(head => site.Weights.Matrix(c.UpValue(site, head)))];
    }

    /// <summary>Attends for some texts' tokens.</summary>
    /// <param name="walk">The walk.</param>
    /// <param name="spans">Which of its texts.</param>
    /// <param name="q">(rows, H·(N+P))</param>
    /// <param name="seen">(rows, H·V) to be filled</param>
    public void Run(Walk walk, ReadOnlySpan<int> spans, float* q, float* seen)
    {
        var (rows, heads, step) = (walk.Rows, _c.Heads, _c.PlainDim + _c.RotaryDim);
        var padded = KeyRows.Width(_c.LatentRank + _c.RotaryDim);
        var queries = walk.Arena.Take<float>((long)rows * heads * padded);          // latent, rotary, 0
        for (var i = 0L; i < (long)rows * heads; i++)
        {
            new ReadOnlySpan<float>(q + i * step + _c.PlainDim, _c.RotaryDim)
                .CopyTo(new Span<float>(queries + i * padded + _c.LatentRank, padded - _c.LatentRank));
            new Span<float>(queries + i * padded + _c.LatentRank + _c.RotaryDim, padded - _c.LatentRank - _c.RotaryDim)
                .Clear();
        }
        PerHead(walk, _upK, q, step, queries, padded);

        var latents = walk.Arena.Take<float>((long)rows * heads * _c.LatentRank);
        _attention.Run(walk, new()
        {
            Queries = queries, QueryStride = (long)heads * padded, QueryStep = padded,
            Out = latents, OutStride = (long)heads * _c.LatentRank, OutStep = _c.LatentRank,
            Heads = heads, KeyHeads = 1, KeyChannels = _c.LatentRank + _c.RotaryDim, ValueChannels = _c.LatentRank,
            Keys = _slot, Values = _slot, ValueRowBytes = padded * TElement.Bytes,
            KeyScales = padded * Page.Tokens * TElement.Bytes, ValueScales = padded * Page.Tokens * TElement.Bytes,
            Scale = _c.ScoreScale, Window = _c.Window,
        }, spans);
        PerHead(walk, _upV, latents, _c.LatentRank, seen, _c.ValueDim);
    }

    /// <summary>Multiplies each head of each token by the head's own matrix.</summary>
    private void PerHead(Walk walk, PackedMatrix[] matrices, float* x, int from, float* y, int to)
    {
        var (rows, heads, w) = (walk.Rows, _c.Heads, matrices[0]);
        var inputs = _inputs.Prepare(walk, w.Format, w.Columns, x, from, rows * heads);
        var byHead = (byte**)walk.Arena.Take<nint>(rows * heads);
        for (var head = 0; head < heads; head++)
        {
            for (var row = 0; row < rows; row++) byHead[head * rows + row] = inputs[row * heads + head];
            walk.Products.Add(matrices[head], byHead + head * rows, rows, y + (long)head * to, (long)heads * to);
        }
        walk.Products.Run();
    }
}
