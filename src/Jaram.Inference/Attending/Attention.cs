// Softmax attention over pages. Tokens are looked at in stretches of 512, by their place in the text: within a stretch
// the softmax is computed whole, and stretches are joined in order. A long text's stretches may be computed at once by
// many threads or one after the other by one; the bits are the same, and so they are in whatever company a text is.
// Source: online softmax arXiv:1805.02867, section 3; split over keys as Flash-Decoding (Dao et al. 2023).

using System.Runtime.CompilerServices;
using Jaram.Inference.Kernels;
using Jaram.Inference.Running;
using Jaram.Inference.Threads;

namespace Jaram.Inference.Attending;

/// <summary>Computes a layer's attention. Not thread-safe.</summary>
internal sealed unsafe class Attention<TElement, TKeys> : Job
    where TElement : struct, IElement
    where TKeys : struct, IKeyLayout
{
    private const int FewRows = 8;

    private readonly List<Piece> _pieces = [];
    private AttentionCall _call;
    private Walk _walk = null!;
    private Partial* _results;
    private float* _scratch;
    private long _scratchOfThread;

    /// <summary>Attends.</summary>
    /// <param name="walk">The walk.</param>
    /// <param name="call">What is read and written.</param>
    /// <param name="spans">For which of the walk's texts.</param>
    public void Run(Walk walk, in AttentionCall call, ReadOnlySpan<int> spans)
    {
        (_call, _walk) = (call, walk);
        _pieces.Clear();
        for (var i = 0; i < spans.Length; i++) Split(spans[i], walk.Spans[spans[i]]);

        var padded = Lanes.Padded(call.ValueChannels);
        _scratchOfThread = Piece.MostQueries * (Piece.SegmentTokens + 3L * padded);
        _scratch = walk.Arena.Take<float>(_scratchOfThread * walk.Team.Threads);
        _results = walk.Arena.Take<Partial>(_pieces.Count);
        var outputs = walk.Arena.Take<float>((long)_pieces.Count * Piece.MostQueries * padded);
        for (var i = 0; i < _pieces.Count; i++) _results[i].Out = outputs + (long)i * Piece.MostQueries * padded;

        walk.Team.Run(this, _pieces.Count);
        Join(padded);
    }

    /// <inheritdoc/>
    public override void Do(int chunk, int thread)
    {
        var piece = _pieces[chunk];
        var padded = Lanes.Padded(_call.ValueChannels);
        var scores = _scratch + thread * _scratchOfThread;
        var part = scores + Piece.MostQueries * Piece.SegmentTokens;
        Partial stretch;
        stretch.Out = part;
        var whole = _results + chunk;
        whole->Clear(piece.Queries, padded);

        var (first, last) = Segments(_walk.Spans[piece.Span], piece.Row, piece.Rows);
        if (piece.Segment != Piece.Whole) (first, last) = (piece.Segment, piece.Segment);
        for (var segment = first; segment <= last; segment++)
        {
            Attend(piece, segment, scores, &stretch);
            whole->Add(stretch, piece.Queries, padded);
        }
        if (piece.Segment == Piece.Whole) Write(piece, *whole, padded);
    }

    /// <summary>Cuts a text's tokens into pieces; few tokens over a long text are cut along the text too.</summary>
    private void Split(int index, RowSpan span)
    {
        var group = _call.Heads / _call.KeyHeads;
        var heads = Math.Min(group, Piece.MostQueries);
        var rows = Math.Min(span.Rows, Math.Max(1, Piece.MostQueries / heads));
        var (first, last) = Segments(span, span.Row, span.Rows);
        var isAlong = span.Rows <= FewRows && last > first;
        var pieces = (isAlong ? last - first + 1 : 1) * ((span.Rows + rows - 1) / rows) * _call.KeyHeads;
        while (heads > 4 && pieces * ((group + heads - 1) / heads) < 2 * _walk.Team.Threads) heads = (heads + 1) / 2;

        for (var row = span.Row; row < span.Row + span.Rows; row += rows)
            for (var keyHead = 0; keyHead < _call.KeyHeads; keyHead++)
                for (var head = 0; head < group; head += heads)
                    for (var segment = first; segment <= (isAlong ? last : first); segment++)
                        _pieces.Add(new(index, row, Math.Min(rows, span.Row + span.Rows - row), keyHead,
                            keyHead * group + head, Math.Min(heads, group - head),
                            isAlong ? segment : Piece.Whole));
    }

    /// <summary>The first and the last stretch that any of these rows sees.</summary>
    private (int First, int Last) Segments(in RowSpan span, int row, int rows)
    {
        var start = span.Start + row - span.Row;
        var from = _call.Window == 0 ? 0 : Math.Max(0, start - _call.Window + 1);
        return (from / Piece.SegmentTokens, (start + rows - 1) / Piece.SegmentTokens);
    }

    /// <summary>One stretch: scores, softmax, values.</summary>
    [SkipLocalsInit]
    private void Attend(in Piece piece, int segment, float* scores, Partial* into)
    {
        var span = _walk.Spans[piece.Span];
        var start = span.Start + piece.Row - span.Row;
        var from = Math.Max(segment * Piece.SegmentTokens, _call.Window == 0 ? 0 : start - _call.Window + 1);
        var to = Math.Min((segment + 1) * Piece.SegmentTokens, start + piece.Rows);
        var (page, pages) = (from / Lanes.Count, (to + Lanes.Count - 1) / Lanes.Count - from / Lanes.Count);
        var keys = stackalloc byte*[Piece.SegmentTokens / Lanes.Count];
        var values = stackalloc byte*[Piece.SegmentTokens / Lanes.Count];
        var all = (_call.Pages != null ? _call.Pages : span.Sequence.Pages(_call.Keys.Group)) + page;
        for (var i = 0; i < pages; i++)
        {
            keys[i] = all[i] + _call.Keys.Offset + (long)piece.KeyHead * _call.KeyBytes;
            values[i] = all[i] + _call.Values.Offset + (long)piece.KeyHead * _call.ValueBytes;
        }
        var filled = (pages + 3) & -4;
        for (var i = pages; i < filled; i++) keys[i] = keys[pages - 1];

        var (origin, padded) = (page * Lanes.Count, Lanes.Padded(_call.ValueChannels));
        var queries = stackalloc float*[4];
        var rows = stackalloc float*[4];
        var outs = stackalloc float*[4];
        for (var q = 0; q < piece.Queries; q += 4)
        {
            for (var i = 0; i < 4; i++)
            {
                var query = Math.Min(q + i, piece.Queries - 1);
                queries[i] = Query(piece, query);
                rows[i] = scores + query * Piece.SegmentTokens;
                outs[i] = into->Out + (long)query * padded;
            }
            TKeys.Score<TElement>(queries, keys, filled, _call.KeyChannels, rows);
            for (var i = 0; i < Math.Min(4, piece.Queries - q); i++)
            {
                VectorScale.Multiply<TElement>(rows[i], keys, pages, _call.KeyScales);
                var position = start + (q + i) / piece.Heads;
                var sees = _call.Window == 0 ? 0 : position - _call.Window + 1;
                (into->Max[q + i], into->Sum[q + i]) = SoftmaxRow.Apply(rows[i], pages * Lanes.Count,
                    Math.Max(sees, from) - origin, Math.Min(position + 1, to) - origin, _call.Scale, _call.Softcap);
                VectorScale.Multiply<TElement>(rows[i], values, pages, _call.ValueScales);
            }
            ValueMix.Four<TElement>(rows, values, from - origin, to - origin, _call.ValueRowBytes, padded, outs);
        }
    }

    private float* Query(in Piece piece, int query) => _call.Queries
        + (piece.Row + query / piece.Heads) * _call.QueryStride + (piece.Head + query % piece.Heads) * _call.QueryStep;

    /// <summary>Joins the stretches of texts that were cut along.</summary>
    private void Join(int padded)
    {
        for (var i = 0; i < _pieces.Count; i++)
        {
            if (_pieces[i].Segment == Piece.Whole) continue;
            var first = i;
            while (i + 1 < _pieces.Count && _pieces[i + 1] == _pieces[first] with { Segment = _pieces[i + 1].Segment }
                && _pieces[i + 1].Segment > _pieces[i].Segment)
                _results[first].Add(_results[++i], _pieces[first].Queries, padded);
            Write(_pieces[first], _results[first], padded);
        }
    }

    private void Write(in Piece piece, in Partial result, int padded)
    {
        for (var q = 0; q < piece.Queries; q++)
        {
            var inverse = 1 / result.Sum[q];
            var from = result.Out + (long)q * padded;
            var to = _call.Out + (piece.Row + q / piece.Heads) * _call.OutStride
                + (piece.Head + q % piece.Heads) * _call.OutStep;
            for (var c = 0; c < _call.ValueChannels; c++) to[c] = from[c] * inverse;
        }
    }
}
