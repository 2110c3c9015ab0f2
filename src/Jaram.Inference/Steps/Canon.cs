// Canon layer: a short causal convolution, one filter a channel, added to its own input: y_t = x_t + Σ_j w_j ⊙ x_(t−j).
// Its last inputs are kept in pages like keys, so that taking tokens back needs no care.
// Source: Physics of Language Models 4.1, section 4.

using System.Runtime.Intrinsics;
using Jaram.Inference.Caching;
using Jaram.Inference.Kernels;
using Jaram.Inference.Running;

namespace Jaram.Inference.Steps;

/// <summary>Lets each channel see its own last few values.</summary>
internal sealed unsafe class Canon
{
    private readonly int _taps, _channels;
    private readonly float* _filter;
    private readonly CacheSlot _slot;
    private readonly RowJob<Work> _job;

    /// <param name="site">Where it stands.</param>
    /// <param name="taps">Tokens that a filter spans, its own included.</param>
    /// <param name="channels">Channels C.</param>
    public Canon(Site site, int taps, int channels)
    {
        (_taps, _channels, _job) = (taps, channels, new(site.Team));
        _filter = site.Floats("filter", taps, channels);
        _slot = site.Cache.Reserve(taps, (long)Page.Tokens * Lanes.Padded(channels) * sizeof(float));
    }

    /// <summary>Convolves tokens in place.</summary>
    /// <param name="walk">Whose tokens they are.</param>
    /// <param name="x">(rows, C), <paramref name="stride"/> floats from row to row</param>
    /// <param name="stride">Floats from row to row.</param>
    public void Run(Walk walk, float* x, long stride)
    {
        for (var row = 0; row < walk.Rows; row++)
            new ReadOnlySpan<float>(x + row * stride, _channels).CopyTo(new(Kept(walk.PlaceOf(row)), _channels));
        _job.Run(new(this, walk, x, stride), walk.Rows);
    }

    private float* Kept((Sequence Text, int Position) token) =>
        (float*)(token.Text.Pages(_slot.Group)[token.Position / Page.Tokens] + _slot.Offset)
        + (long)(token.Position % Page.Tokens) * Lanes.Padded(_channels);

    private readonly struct Work(Canon canon, Walk walk, float* x, long stride) : IRowWork
    {
        private readonly float* _x = x;

        public void Do(int row)
        {
            var y = _x + row * stride;
            var (text, position) = walk.PlaceOf(row);
            for (var tap = 0; tap < Math.Min(canon._taps, position + 1); tap++)
                Add(canon._filter + (long)tap * canon._channels, canon.Kept((text, position - tap)), y,
                    canon._channels);
        }

        private static void Add(float* filter, float* x, float* y, int n)
        {
            var i = 0;
            for (; i + Lanes.Count <= n; i += Lanes.Count)
                Lanes.Fma(Vector512.Load(filter + i), Vector512.Load(x + i), Vector512.Load(y + i)).Store(y + i);
            for (; i < n; i++) y[i] = MathF.FusedMultiplyAdd(filter[i], x[i], y[i]);
        }
    }
}
