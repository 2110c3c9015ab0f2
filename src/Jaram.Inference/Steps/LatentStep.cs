// Multi-head Latent Attention (MLA): the cache keeps one small latent per token instead of K and V per head.
// Source: DeepSeek-V2, arXiv:2405.04434, sections 2.1.2 and 2.1.3.
//
//   H heads · R latent rank · N plain dims · P rotary dims · V value dims

using System.Runtime.InteropServices;
using Jaram.Architecture.Blocks;
using Jaram.Inference.Caching;
using Jaram.Inference.Kernels;
using Jaram.Inference.Running;
using Jaram.Inference.Weights;

namespace Jaram.Inference.Steps;

/// <summary>Causal attention over one shared latent per token: absorbed for few new tokens, expanded for many.
/// </summary>
internal sealed unsafe class LatentStep<TElement> : IStep where TElement : struct, IElement
{
    private readonly LatentAttentionDesign _c;
    private readonly PackedMatrix? _qDown;
    private readonly PackedMatrix _qUp, _kvDown, _out;
    private readonly Norm? _qNorm, _kvNorm;
    private readonly RotaryTable? _rotary;
    private readonly CacheSlot _slot;
    private readonly int _scales;
    private readonly Inputs _inputs;
    private readonly RowJob<Work> _finish;
    private readonly AbsorbedForm<TElement> _absorbed;
    private readonly ExpandedForm<TElement> _expanded;
    private readonly List<int> _few = [], _many = [];

    /// <param name="c">The numbers that fix its shape.</param>
    /// <param name="site">Where it stands.</param>
    public LatentStep(LatentAttentionDesign c, Site site)
    {
        (_c, _inputs, _finish) = (c, new(site.Team), new(site.Team));
        var queries = checked(c.Heads * (c.PlainDim + c.RotaryDim));
        if (c.QueryRank > 0)
            (_qDown, _qNorm) = (site.Projection("q_down", c.QueryRank, site.Width), site.Norm("q_norm", c.QueryRank));
        _qUp = c.QueryRank > 0
            ? site.Projection("q_up", queries, c.QueryRank)
            : site.Projection("q", queries, site.Width);
        _kvDown = site.Projection("kv_down", c.LatentRank + c.RotaryDim, site.Width);
        if (!c.RawLatent) _kvNorm = site.Norm("kv_norm", c.LatentRank);
        _out = site.Projection("out", site.Width, c.Heads * c.ValueDim);
        _rotary = site.Rotary(c.Rotary);
        _scales = KeyRows.PageBytes(c.LatentRank + c.RotaryDim, TElement.Bytes);
        _slot = site.Cache.Reserve(c.Window, _scales + VectorScale.Bytes<TElement>());
        _absorbed = new(c, site, _slot);
        _expanded = new(c, site, _slot);
    }

    /// <inheritdoc/>
    public void Run(Walk walk, float* x, float* y)
    {
        var rows = walk.Rows;
        var q = walk.Arena.Take<float>((long)_qUp.Rows * rows);
        var latent = walk.Arena.Take<float>((long)_kvDown.Rows * rows);
        Project(walk, x, q, latent);
        _finish.Run(new(this, walk, q, latent), rows);

        var seen = walk.Arena.Take<float>((long)_out.Columns * rows);               // (rows, H·V)
        _few.Clear();
        _many.Clear();
        for (var i = 0; i < walk.Spans.Length; i++) (_c.IsWorthExpanding(walk.Spans[i]) ? _many : _few).Add(i);
        if (_few.Count > 0) _absorbed.Run(walk, CollectionsMarshal.AsSpan(_few), q, seen);
        foreach (var span in _many) _expanded.Run(walk, span, q, seen);

        var inputs = _inputs.Prepare(walk, _out.Format, _out.Columns, seen, _out.Columns, rows);
        walk.Products.Add(_out, inputs, rows, y, _out.Rows);
        walk.Products.Run();
    }

    /// <summary>Queries, (rows, H·(N+P)), and latents with their rotary key, (rows, R+P).</summary>
    private void Project(Walk walk, float* x, float* q, float* latent)
    {
        var rows = walk.Rows;
        var inputs = _inputs.Prepare(walk, _kvDown.Format, _kvDown.Columns, x, _kvDown.Columns, rows);
        walk.Products.Add(_kvDown, inputs, rows, latent, _kvDown.Rows);
        if (_qDown is null) walk.Products.Add(_qUp, inputs, rows, q, _qUp.Rows);
        else
        {
            var down = walk.Arena.Take<float>((long)_qDown.Rows * rows);
            walk.Products.Add(_qDown, inputs, rows, down, _qDown.Rows);
            walk.Products.Run();
            _qNorm!.Run(down, down, rows);
            inputs = _inputs.Prepare(walk, _qUp.Format, _qUp.Columns, down, _qUp.Columns, rows);
            walk.Products.Add(_qUp, inputs, rows, q, _qUp.Rows);
        }
        walk.Products.Run();
    }

    /// <summary>Rotations and the latent's norm; then latent and rotary key go into the cache.</summary>
    private readonly struct Work(LatentStep<TElement> step, Walk walk, float* q, float* latent) : IRowWork
    {
        private readonly float* _q = q, _latent = latent;

        public void Do(int row)
        {
            var c = step._c;
            var (text, position) = walk.PlaceOf(row);
            var q = _q + (long)row * step._qUp.Rows;
            var latent = _latent + (long)row * step._kvDown.Rows;
            step._kvNorm?.Run(latent);
            if (step._rotary is { } rotary)
            {
                rotary.Turn(latent + c.LatentRank, position);
                for (var head = 0; head < c.Heads; head++)
                    rotary.Turn(q + (long)head * (c.PlainDim + c.RotaryDim) + c.PlainDim, position);
            }
            var (kept, token) = (c.LatentRank + c.RotaryDim, position % Page.Tokens);
            var page = text.Pages(step._slot.Group)[position / Page.Tokens] + step._slot.Offset;
            VectorScale.Divide<TElement>(latent, kept, page + step._scales, token);
            KeyRows.Write<TElement>(latent, kept, page, token);
        }
    }
}
