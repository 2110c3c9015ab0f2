// One pass over a tensor of a version: how far it is from its parent and from its first values.
// Source: ours; sums in double over blocks, so that no tensor is held whole.

using Jaram.Checkpoints;
using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Verifying.Weights;

/// <summary>What became of one tensor between two versions.</summary>
internal sealed record Motion
{
    private const int Block = 1 << 14;

    /// <summary>How many numbers.</summary>
    public required long Count { get; init; }

    /// <summary>Σ (w' − w)²</summary>
    public double Change { get; private set; }

    /// <summary>Σ w²</summary>
    public double Before { get; private set; }

    /// <summary>Σ w'²</summary>
    public double After { get; private set; }

    /// <summary>Σ w w'</summary>
    public double Link { get; private set; }

    /// <summary>Σ w0 w', w0 unrounded</summary>
    public double Birth { get; private set; }

    /// <summary>Σ w0²</summary>
    public double First { get; private set; }

    /// <summary>Elements beyond what the rule allows.</summary>
    public long Beyond { get; private set; }

    /// <summary>The worst of them, and how many times its bound it moved; below 1 if none is beyond.</summary>
    public (long Place, double Times) Worst { get; private set; } = (0, 0);

    /// <summary>Looks at a tensor.</summary>
    /// <param name="tensor">How it began.</param>
    /// <param name="seed">Of the first weights.</param>
    /// <param name="before">Its parent, or itself for first weights.</param>
    /// <param name="after">Itself.</param>
    /// <param name="reach">How far it may have moved.</param>
    /// <param name="bits">Significant bits that numbers keep at a save.</param>
    /// <param name="first">Version 0, for tensors that no seed gives; may be null where there are none.</param>
    public static Motion Of(FirstTensor tensor, byte[] seed, StoredTensors before, StoredTensors after, Reach reach,
        int bits, StoredTensors? first = null)
    {
        var motion = new Motion { Count = tensor.Count };
        var entry = new TensorEntry(tensor.Name, DType.F32, [.. tensor.Shape]);
        var size = (int)Math.Min(Block, tensor.Count);
        float[] w0 = new float[size], w = new float[size], now = new float[size];
        for (var at = 0L; at < tensor.Count; at += size)
        {
            var count = (int)Math.Min(size, tensor.Count - at);
            if (tensor is FirstTensor.Inherited) first!.Read(entry, at, w0.AsSpan(0, count));
            else tensor.Fill(seed, at, w0.AsSpan(0, count));
            before.Read(entry, at, w.AsSpan(0, count));
            after.Read(entry, at, now.AsSpan(0, count));
            motion.Add(w0.AsSpan(0, count), w.AsSpan(0, count), now.AsSpan(0, count));
            if (double.IsFinite(reach.Each)) motion.Bound(at, w.AsSpan(0, count), now.AsSpan(0, count), reach, bits);
        }
        if (double.IsFinite(reach.Whole)) motion.BoundWhole(reach, bits);
        return motion;
    }

    private void Add(ReadOnlySpan<float> w0, ReadOnlySpan<float> w, ReadOnlySpan<float> now)
    {
        double change = 0, before = 0, after = 0, link = 0, birth = 0, first = 0;
        for (var i = 0; i < w.Length; i++)
        {
            double a = w0[i], b = w[i], c = now[i], d = c - b;
            change += d * d;
            before += b * b;
            after += c * c;
            link += b * c;
            birth += a * c;
            first += a * a;
        }
        (Change, Before, After) = (Change + change, Before + before, After + after);
        (Link, Birth, First) = (Link + link, Birth + birth, First + first);
    }

    private void Bound(long at, ReadOnlySpan<float> w, ReadOnlySpan<float> now, Reach reach, int bits)
    {
        for (var i = 0; i < w.Length; i++)
        {
            var times = Math.Abs((double)now[i] - w[i])
                / reach.Bound(reach.Each, Math.Abs((double)w[i]), Math.Abs((double)now[i]), bits);
            if (times > 1 || double.IsNaN(times)) Beyond++;
            if (times > Worst.Times || double.IsNaN(times)) Worst = (at + i, times);
        }
    }

    private void BoundWhole(Reach reach, int bits)
    {
        var times = Math.Sqrt(Change) / reach.Bound(reach.Whole, Math.Sqrt(Before), Math.Sqrt(After), bits);
        if (times > 1 || double.IsNaN(times)) Beyond = Count;
        Worst = (0, times);
    }
}
