// Vectors of small integers share a scale each; scores and weights are multiplied by it, never the vectors.
// Source: ours.

using System.Runtime.Intrinsics;

namespace Jaram.Inference.Kernels;

/// <summary>The scales of a page's 16 vectors, for elements that need one: they stand behind the vectors.</summary>
internal static unsafe class VectorScale
{
    /// <summary>Bytes of a page's scales.</summary>
    public static int Bytes<TElement>() where TElement : struct, IElement =>
        TElement.Most > 0 ? Lanes.Count * sizeof(float) : 0;

    /// <summary>Divides a vector by its scale, which is noted.</summary>
    /// <param name="x">n floats; they are changed where there is a scale</param>
    /// <param name="n">How many.</param>
    /// <param name="scales">The page's 16 scales.</param>
    /// <param name="token">Which of them.</param>
    public static void Divide<TElement>(float* x, int n, byte* scales, int token) where TElement : struct, IElement
    {
        if (TElement.Most == 0) return;
        var most = 0f;
        for (var i = 0; i < n; i++) most = MathF.Max(most, MathF.Abs(x[i]));
        ((float*)scales)[token] = most / TElement.Most;
        var inverse = most == 0 ? 0 : TElement.Most / most;
        for (var i = 0; i < n; i++) x[i] *= inverse;
    }

    /// <summary>Multiplies a row of numbers, one a token, by the tokens' scales.</summary>
    /// <param name="row">16 floats a page</param>
    /// <param name="pages">Where each page's vectors begin.</param>
    /// <param name="count">Pages.</param>
    /// <param name="offset">Bytes from there to the scales.</param>
    public static void Multiply<TElement>(float* row, byte** pages, int count, int offset)
        where TElement : struct, IElement
    {
        if (TElement.Most == 0) return;
        for (var page = 0; page < count; page++, row += Lanes.Count)
            (Vector512.Load(row) * Vector512.Load((float*)(pages[page] + offset))).Store(row);
    }

    /// <summary>The scale of one vector; 1 where there is none.</summary>
    public static float Of<TElement>(byte* scales, int token) where TElement : struct, IElement =>
        TElement.Most > 0 ? ((float*)scales)[token] : 1;
}
