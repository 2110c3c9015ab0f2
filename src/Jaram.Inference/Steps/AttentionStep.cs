// Causal softmax attention with grouped key-value heads: MHA, GQA and MQA are one step.
// Source: arXiv:1706.03762, section 3.2; GQA arXiv:2305.13245, section 2; QK-norm arXiv:2302.05442, section 3;
// output gate arXiv:2505.06708, section 2; value residual arXiv:2410.17897, section 3.
//
//   K key-value heads · d channels of a head

using Jaram.Architecture;
using Jaram.Architecture.Blocks;
using Jaram.Inference.Attending;
using Jaram.Inference.Caching;
using Jaram.Inference.Kernels;
using Jaram.Inference.Running;
using Jaram.Inference.Weights;

namespace Jaram.Inference.Steps;

/// <summary>Each token reads from the tokens before it, through H queries and K ≤ H keys and values.</summary>
internal sealed unsafe class AttentionStep<TElement> : IStep where TElement : struct, IElement
{
    private readonly AttentionDesign _c;
    private readonly PackedMatrix _q, _k, _v, _out;
    private readonly PackedMatrix? _gate;
    private readonly Norm? _qNorm, _kNorm;
    private readonly RotaryTable? _rotary;
    private readonly Canon? _canon;
    private readonly float* _valueMix;
    private readonly bool _keepsValues;
    private readonly CacheSlot _keys, _values;
    private readonly int _keyBytes, _keyScales, _valueRowBytes, _valueBytes;
    private readonly Inputs _inputs;
    private readonly Attention<TElement, KeyColumns> _attention = new();
    private readonly RowJob<Work> _finish;
    private readonly RowJob<Gate> _gates;

    /// <param name="c">The numbers that fix its shape.</param>
    /// <param name="site">Where it stands.</param>
    public AttentionStep(AttentionDesign c, Site site)
    {
        (_c, _inputs, _finish, _gates) = (c, new(site.Team), new(site.Team), new(site.Team));
        _q = site.Projection("q", c.QueryChannels, site.Width);
        _k = site.Projection("k", c.KeyChannels, site.Width);
        _v = site.Projection("v", c.KeyChannels, site.Width);
        if (c.OutputGate) _gate = site.Projection("gate", c.QueryChannels, site.Width);
        _out = site.Projection("out", site.Width, (int)c.QueryChannels);
        if (c.QueryKeyNorm) (_qNorm, _kNorm) = (site.Norm("q_norm", c.HeadDim), site.Norm("k_norm", c.HeadDim));
        _rotary = site.Rotary(c.Rotary);
        _canon = site.Canon(CanonPoints.B, "canon", c.QueryKeyValueChannels);
        _keepsValues = site.Model.Stack.Any(layer => layer.Residual.HasFlag(ResidualExtras.Value));
        if (site.Layer.Residual.HasFlag(ResidualExtras.Value) && !site.IsFirst)
            _valueMix = site.Floats("value_mix", 1);

        _keyScales = KeyColumns.PageBytes(c.HeadDim, TElement.Bytes);
        _keyBytes = _keyScales + VectorScale.Bytes<TElement>();
        _valueRowBytes = Lanes.Padded(c.HeadDim) * TElement.Bytes;
        _valueBytes = _valueRowBytes * Page.Tokens + VectorScale.Bytes<TElement>();
        _keys = site.Cache.Reserve(c.Window, (long)c.KeyValueHeads * _keyBytes + 63 & -64);
        _values = site.Cache.Reserve(c.Window, (long)c.KeyValueHeads * _valueBytes + 63 & -64);
    }

    /// <inheritdoc/>
    public void Run(Walk walk, float* x, float* y)
    {
        var rows = walk.Rows;
        var stride = _c.QueryKeyValueChannels + (_gate is null ? 0 : _c.QueryChannels);
        var qkv = walk.Arena.Take<float>(stride * rows);                            // (rows, q k v gate)
        var inputs = _inputs.Prepare(walk, _q.Format, _q.Columns, x, _q.Columns, rows);
        walk.Products.Add(_q, inputs, rows, qkv, stride);
        walk.Products.Add(_k, inputs, rows, qkv + _c.QueryChannels, stride);
        walk.Products.Add(_v, inputs, rows, qkv + _c.QueryChannels + _c.KeyChannels, stride);
        if (_gate is not null) walk.Products.Add(_gate, inputs, rows, qkv + _c.QueryKeyValueChannels, stride);
        walk.Products.Run();
        _canon?.Run(walk, qkv, stride);
        OfferValues(walk, qkv + _c.QueryChannels + _c.KeyChannels, stride);
        _finish.Run(new(this, walk, qkv, stride), rows);

        var seen = walk.Arena.Take<float>(_c.QueryChannels * rows);                 // (rows, H·d)
        _attention.Run(walk, Call(qkv, stride, seen), walk.AllSpans);
        if (_gate is not null) _gates.Run(new(this, seen, qkv + _c.QueryKeyValueChannels, stride), rows);
        inputs = _inputs.Prepare(walk, _out.Format, _out.Columns, seen, _out.Columns, rows);
        walk.Products.Add(_out, inputs, rows, y, _out.Rows);
        walk.Products.Run();
    }

    private AttentionCall Call(float* qkv, long stride, float* seen) => new()
    {
        Queries = qkv, QueryStride = stride, QueryStep = _c.HeadDim,
        Out = seen, OutStride = _c.QueryChannels, OutStep = _c.HeadDim,
        Heads = _c.Heads, KeyHeads = _c.KeyValueHeads, KeyChannels = _c.HeadDim, ValueChannels = _c.HeadDim,
        Keys = _keys, Values = _values,
        KeyBytes = _keyBytes, ValueBytes = _valueBytes, ValueRowBytes = _valueRowBytes,
        KeyScales = _keyScales, ValueScales = _valueRowBytes * Page.Tokens,
        Scale = (float)((_c.Rotary?.Scaling?.ScoreFactor ?? 1) / Math.Sqrt(_c.HeadDim)),
        Softcap = (float)_c.Softcap, Window = _c.Window,
    };

    /// <summary>The first layer's values, for those that blend with them.</summary>
    private void OfferValues(Walk walk, float* v, long stride)
    {
        if (!_keepsValues || walk.FirstValues != null) return;
        walk.FirstValues = walk.Lasting.Take<float>(_c.KeyChannels * walk.Rows);
        for (var row = 0; row < walk.Rows; row++)
            new ReadOnlySpan<float>(v + row * stride, (int)_c.KeyChannels)
                .CopyTo(new Span<float>(walk.FirstValues + row * _c.KeyChannels, (int)_c.KeyChannels));
    }

    /// <summary>Norms, rotation, blending; then the key and the value go into the cache.</summary>
    private readonly struct Work(AttentionStep<TElement> step, Walk walk, float* qkv, long stride) : IRowWork
    {
        private readonly float* _qkv = qkv;

        public void Do(int row)
        {
            var c = step._c;
            float* q = _qkv + row * stride, k = q + c.QueryChannels, v = k + c.KeyChannels;
            var (text, position) = walk.PlaceOf(row);
            for (var head = 0; head < c.Heads; head++) Finish(q + (long)head * c.HeadDim, step._qNorm, position);
            for (var head = 0; head < c.KeyValueHeads; head++)
                Finish(k + (long)head * c.HeadDim, step._kNorm, position);
            if (step._valueMix != null)
                Residual.Blend(v, 1 - *step._valueMix, walk.FirstValues + row * c.KeyChannels,
                    *step._valueMix, (int)c.KeyChannels);

            var (page, token) = (position / Page.Tokens, position % Page.Tokens);
            var keys = text.Pages(step._keys.Group)[page] + step._keys.Offset;
            var values = text.Pages(step._values.Group)[page] + step._values.Offset;
            for (var head = 0; head < c.KeyValueHeads; head++, k += c.HeadDim, v += c.HeadDim)
            {
                VectorScale.Divide<TElement>(k, c.HeadDim, keys + step._keyScales, token);
                KeyColumns.Write<TElement>(k, c.HeadDim, keys, token);
                VectorScale.Divide<TElement>(v, c.HeadDim, values + step._valueRowBytes * Page.Tokens, token);
                ValueMix.Write<TElement>(v, c.HeadDim, values, token);
                keys += step._keyBytes;
                values += step._valueBytes;
            }
        }

        private void Finish(float* head, Norm? norm, int position)
        {
            norm?.Run(head);
            step._rotary?.Turn(head, position);
        }
    }

    private readonly struct Gate(AttentionStep<TElement> step, float* seen, float* gate, long stride) : IRowWork
    {
        private readonly float* _seen = seen, _gate = gate;

        public void Do(int row)
        {
            var to = _seen + row * step._c.QueryChannels;
            Bending.Apply<SigmoidTimes>(_gate + row * stride, to, to, (int)step._c.QueryChannels);
        }
    }
}
