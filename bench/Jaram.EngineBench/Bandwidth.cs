using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Jaram.EngineBench;

/// <summary>How fast memory is read now, by as many threads as the engine has: machines of others change it within
/// seconds.</summary>
internal sealed unsafe class Bandwidth
{
    private const long Bytes = 512 << 20;
    private const int Rounds = 5;

    private readonly byte* _data;
    private readonly int _threads;

    public Bandwidth(int threads)
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

    /// <summary>GB/s, the median of some rounds.</summary>
    public double Measure()
    {
        var rates = new double[Rounds];
        using Barrier start = new(_threads + 1), end = new(_threads + 1);
        var sink = 0L;
        for (var t = 0; t < _threads; t++)
        {
            var from = (nint)(_data + Bytes / _threads * t);
            new Thread(() =>
            {
                for (var round = 0; round < Rounds; round++)
                {
                    start.SignalAndWait();
                    Interlocked.Add(ref sink, Sum((byte*)from, (byte*)from + Bytes / _threads / 256 * 256));
                    end.SignalAndWait();
                }
            }) { IsBackground = true }.Start();
        }
        for (var round = 0; round < Rounds; round++)
        {
            start.SignalAndWait();
            var watch = Stopwatch.StartNew();
            end.SignalAndWait();
            rates[round] = Bytes / watch.Elapsed.TotalSeconds / 1e9;
        }
        Array.Sort(rates);
        return rates[Rounds / 2];
    }

    private static long Sum(byte* at, byte* end)
    {
        Vector512<long> a = default, b = default, c = default, d = default;
        for (; at < end; at += 256)
        {
            a += Vector512.Load((long*)at);
            b += Vector512.Load((long*)(at + 64));
            c += Vector512.Load((long*)(at + 128));
            d += Vector512.Load((long*)(at + 192));
        }
        return Vector512.Sum(a + b + c + d);
    }
}
