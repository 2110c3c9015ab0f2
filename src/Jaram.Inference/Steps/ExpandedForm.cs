using Jaram.Architecture.Blocks;
using Jaram.Inference.Attending;
using Jaram.Inference.Caching;
using Jaram.Inference.Kernels;
using Jaram.Inference.Running;
using Jaram.Inference.Weights;

namespace Jaram.Inference.Steps;

/// <summary>Latent attention with keys and values made from all latents that are seen, some heads at a time, in pages
/// that live as long as the call (DeepSeek-V2, arXiv:2405.04434, section 2.1.2).</summary>
internal sealed unsafe class ExpandedForm<TElement> where TElement : struct, IElement
{
    /// <summary>Keys and values that are made at once, in bytes: as many heads as fit, one at least.</summary>
    private const long MostBytes = 32 << 20;

    private readonly LatentAttentionDesign _c;
    private readonly PackedMatrix[] _upK, _upV;
    private readonly CacheSlot _slot;
    private readonly Inputs _inputs;
    private readonly RowJob<ReadWork> _read;
    private readonly RowJob<PageWork> _fill;
    private readonly Attention<Float32, KeyColumns> _attention = new();

    /// <param name="c">The numbers that fix its shape.</param>
    /// <param name="site">Where it stands.</param>
    /// <param name="slot">Where latents are kept.</param>
    public ExpandedForm(LatentAttentionDesign c, Site site, CacheSlot slot)
    {
        (_c, _slot, _inputs, _read, _fill) = (c, slot, new(site.Team), new(site.Team), new(site.Team));
        _upK = [.. Enumerable.Range(0, c.Heads).Select(head => site.Weights.Matrix(c.UpKey(site, head)))];
        _upV = [.. Enumerable.Range(0, c.Heads).Select(head => site.Weights.Matrix(c.UpValue(site, head)))];
    }

    private int KeyDim => _c.PlainDim + _c.RotaryDim;

    private int KeyBytes => KeyColumns.PageBytes(KeyDim, sizeof(float));

    private int ValueRowBytes => Lanes.Padded(_c.ValueDim) * sizeof(float);

    /// <summary>Bytes of a page's keys and values of one head.</summary>
    private long HeadBytes => KeyBytes + (long)ValueRowBytes * Page.Tokens;

    /// <summary>Attends for one text's tokens.</summary>
    /// <param name="walk">The walk.</param>
    /// <param name="index">Which of its texts.</param>
    /// <param name="q">(rows, H·(N+P))</param>
    /// <param name="seen">(rows, H·V) to be filled</param>
    public void Run(Walk walk, int index, float* q, float* seen)
    {
        var span = walk.Spans[index];
        var from = _c.Window == 0 ? 0 : Math.Max(0, span.Start - _c.Window + 1) / Page.Tokens * Page.Tokens;
        var tokens = span.Start + span.Rows - from;
        var latents = walk.Arena.Take<float>((long)tokens * _c.LatentRank);
        _read.Run(new(this, span.Sequence, from, latents), tokens);
        var inputs = _inputs.Prepare(walk, _upK[0].Format, _c.LatentRank, latents, _c.LatentRank, tokens);

        var pages = Page.Of(tokens);
        var heads = (int)Math.Clamp(MostBytes / (pages * HeadBytes), 1, _c.Heads);
        var made = walk.Arena.Take<float>((long)tokens * heads * (_c.PlainDim + _c.ValueDim));
        var room = walk.Arena.Take<byte>(pages * heads * HeadBytes);
        var table = (byte**)walk.Arena.Take<nint>(from / Page.Tokens + pages);
        for (var page = 0; page < pages; page++)
            table[from / Page.Tokens + page] = room + page * heads * HeadBytes;
        for (var head = 0; head < _c.Heads; head += heads)
        {
            var count = Math.Min(heads, _c.Heads - head);
            Make(walk, inputs, tokens, head, count, made);
            _fill.Run(new(this, span.Sequence, from, tokens, count, made, table), pages);
            _attention.Run(walk, Call(q, seen, head, count, table), [index]);
        }
    }

    private AttentionCall Call(float* q, float* seen, int head, int count, byte** table) => new()
    {
        Queries = q + (long)head * KeyDim, QueryStride = (long)_c.Heads * KeyDim, QueryStep = KeyDim,
        Out = seen + (long)head * _c.ValueDim, OutStride = (long)_c.Heads * _c.ValueDim, OutStep = _c.ValueDim,
        Heads = count, KeyHeads = count, KeyChannels = KeyDim, ValueChannels = _c.ValueDim,
        Values = new(0, (long)count * KeyBytes), KeyBytes = KeyBytes,
        ValueBytes = ValueRowBytes * Page.Tokens, ValueRowBytes = ValueRowBytes,
        Scale = _c.ScoreScale, Window = _c.Window, Pages = table,
    };

    /// <summary>Plain keys and values of some heads: (tokens, heads, N+V).</summary>
    private void Make(Walk walk, byte** inputs, int tokens, int head, int count, float* made)
    {
        var width = _c.PlainDim + _c.ValueDim;
        for (var i = 0; i < count; i++)
        {
            var to = made + (long)i * width;
            walk.Products.Add(_upK[head + i], inputs, tokens, to, (long)count * width);
            walk.Products.Add(_upV[head + i], inputs, tokens, to + _c.PlainDim, (long)count * width);
        }
        walk.Products.Run();
    }

    /// <summary>Reads some channels of a token out of the cache.</summary>
    private void Read(Sequence sequence, int position, int from, int count, float* into)
    {
        var page = sequence.Pages(_slot.Group)[position / Page.Tokens] + _slot.Offset;
        var (padded, token) = (KeyRows.Width(_c.LatentRank + _c.RotaryDim), position % Page.Tokens);
        var scale = VectorScale.Of<TElement>(page + padded * Page.Tokens * TElement.Bytes, token);
        var kept = page + (token * padded + from) * TElement.Bytes;
        for (var i = 0; i < count; i++) into[i] = TElement.Read(kept + i * TElement.Bytes) * scale;
    }

    /// <summary>Reads a latent out of the cache.</summary>
    private readonly struct ReadWork(ExpandedForm<TElement> form, Sequence sequence, int from, float* into) : IRowWork
    {
        private readonly float* _into = into;

        public void Do(int row) => form.Read(sequence, from + row, 0, form._c.LatentRank,
            _into + (long)row * form._c.LatentRank);
    }

    /// <summary>Writes a page: every head's plain keys beside the one rotary key, and its values.</summary>
    private readonly struct PageWork(ExpandedForm<TElement> form, Sequence sequence, int from, int tokens, int heads,
        float* made, byte** table) : IRowWork
    {
        private readonly float* _made = made;
        private readonly byte** _table = table;

        public void Do(int page)
        {
            var (c, to) = (form._c, (nint)_table[from / Page.Tokens + page]);
            var width = c.PlainDim + c.ValueDim;
            float* key = stackalloc float[form.KeyDim];
            new Span<byte>((byte*)to, (int)(heads * form.HeadBytes)).Clear();       // tokens that are not there
            for (var token = 0; token < Math.Min(Page.Tokens, tokens - page * Page.Tokens); token++)
            {
                var row = page * Page.Tokens + token;
                form.Read(sequence, from + row, c.LatentRank, c.RotaryDim, key + c.PlainDim);
                for (var head = 0; head < heads; head++)
                {
                    var plain = _made + ((long)row * heads + head) * width;
                    new ReadOnlySpan<float>(plain, c.PlainDim).CopyTo(new Span<float>(key, c.PlainDim));
                    KeyColumns.Write<Float32>(key, form.KeyDim, (byte*)to + (long)head * form.KeyBytes, token);
                    ValueMix.Write<Float32>(plain + c.PlainDim, c.ValueDim, (byte*)to + (long)heads * form.KeyBytes
                        + (long)head * form.ValueRowBytes * Page.Tokens, token);
                }
            }
        }
    }
}
