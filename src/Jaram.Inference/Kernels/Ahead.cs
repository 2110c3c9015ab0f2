// While four tokens pass a panel the memory has little to do: the panel is read once and used for all tokens. So the
// next panel is fetched meanwhile, a little with each group of columns, and is there when its turn comes.
// Source: ours.

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Jaram.Inference.Kernels;

/// <summary>Weights that are needed soon.</summary>
/// <param name="at">Where they lie; null for none.</param>
/// <param name="share">What is fetched beside one pass of a panel: 1 in so many parts.</param>
internal unsafe struct Ahead(byte* at, int share)
{
    private const int Line = 64;

    private byte* _at = at;

    /// <summary>Lines to fetch beside so many bytes of a panel; 0 where there are none, or nothing can be fetched.
    /// </summary>
    public readonly int LinesBeside(int bytes) =>
        _at == null || !Sse.IsSupported ? 0 : (bytes + share * Line - 1) / (share * Line);

    /// <summary>Fetches lines, those after the ones fetched before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Fetch(int lines)
    {
        for (; lines > 0; lines--, _at += Line) Sse.Prefetch1(_at);
    }
}
