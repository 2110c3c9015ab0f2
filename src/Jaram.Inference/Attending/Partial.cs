using System.Runtime.Intrinsics;
using Jaram.Inference.Kernels;

namespace Jaram.Inference.Attending;

/// <summary>What some queries have seen so far: greatest score, sum of weights, weighted values.</summary>
internal unsafe struct Partial
{
    /// <summary>Greatest score of each query.</summary>
    public fixed float Max[Piece.MostQueries];

    /// <summary>Sum of each query's weights.</summary>
    public fixed float Sum[Piece.MostQueries];

    /// <summary>(queries, channels)</summary>
    public float* Out;

    /// <summary>Nothing seen.</summary>
    public void Clear(int queries, int channels)
    {
        for (var q = 0; q < queries; q++) (Max[q], Sum[q]) = (float.NegativeInfinity, 0);
        new Span<float>(Out, queries * channels).Clear();
    }

    /// <summary>Adds what was seen further on.</summary>
    public void Add(in Partial later, int queries, int channels)
    {
        for (var q = 0; q < queries; q++)
        {
            if (later.Sum[q] == 0) continue;
            var max = MathF.Max(Max[q], later.Max[q]);
            var (mine, its) = (Sum[q] == 0 ? 0 : Exponential.Of(Max[q] - max), Exponential.Of(later.Max[q] - max));
            float* to = Out + (long)q * channels, from = later.Out + (long)q * channels;
            for (var c = 0; c < channels; c += Lanes.Count)
                Lanes.Fma(Vector512.Load(from + c), Vector512.Create(its),
                    Vector512.Load(to + c) * Vector512.Create(mine)).Store(to + c);
            Sum[q] = MathF.FusedMultiplyAdd(later.Sum[q], its, Sum[q] * mine);
            Max[q] = max;
        }
    }
}
