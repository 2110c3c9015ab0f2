// libtorch asks the C library for fresh memory at every operation, and gets pages that the kernel must clear first:
// on two cores that costs four times what adding two 134 MB tensors costs. Keeping freed memory ends it.
// Source: ours; mallopt(3), glibc 2.36.

using System.Runtime.InteropServices;

namespace Jaram.Training;

/// <summary>How the C library's allocator treats what libtorch frees.</summary>
public static partial class NativeHeap
{
    private const int TrimThreshold = -1, TopPad = -2, MostMappings = -4;

    /// <summary>Keeps freed memory for the next operation instead of handing it back to the kernel. Call once,
    /// early.</summary>
    /// <returns>Whether the allocator agreed; false where the C library is not glibc: slower, not wrong.</returns>
    public static bool KeepFreedMemory()
    {
        try
        {
            return mallopt(MostMappings, 0) != 0 && mallopt(TrimThreshold, int.MaxValue) != 0
                && mallopt(TopPad, 64 << 20) != 0;
        }
        catch (Exception other) when (other is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc")]
    private static partial int mallopt(int parameter, int value);
}
