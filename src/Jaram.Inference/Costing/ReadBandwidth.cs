using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Jaram.Inference.Costing;

/// <summary>How fast memory is read now, by as many threads as the engine has: machines of others change it within
/// seconds, so it is measured before and after what it is compared with.</summary>
public sealed unsafe class ReadBandwidth : IDisposable
{
    private const long Bytes = 512 << 20, Step = 256;
    private const int Rounds = 5;

    private readonly byte* _data;
    private readonly int _threads;

    /// <param name="threads">Threads that read, 1 or more.</param>
    public ReadBandwidth(int threads)
    {
        _threads = threads;
        _data = (byte*)NativeMemory.AlignedAlloc((nuint)Bytes, 64);
        var z = 88172645463325252UL;                            // random: pages of zeros may share one frame
        for (var i = 0L; i < Bytes; i += 8)
        {
            z ^= z << 13;
            z ^= z >> 7;
            z ^= z << 17;
            *(ulong*)(_data + i) = z;
        }
    }

    /// <summary>Bytes a second, the median of some rounds.</summary>
    public double Measure()
    {
        var each = Bytes / _threads / Step * Step;
        var seconds = Together.Time(_threads, Rounds,
            thread => Sum(_data + each * thread, _data + each * (thread + 1)));
        Array.Sort(seconds);
        return each * _threads / seconds[Rounds / 2];
    }

    /// <inheritdoc/>
    public void Dispose() => NativeMemory.AlignedFree(_data);

    private static long Sum(byte* at, byte* end)
    {
        Vector512<long> a = default, b = default, c = default, d = default;
        for (; at < end; at += Step)
        {
            a += Vector512.Load((long*)at);
            b += Vector512.Load((long*)(at + 64));
            c += Vector512.Load((long*)(at + 128));
            d += Vector512.Load((long*)(at + 192));
        }
        return Vector512.Sum(a + b + c + d);
    }
}
