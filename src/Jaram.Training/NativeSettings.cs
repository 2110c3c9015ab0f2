// What the C libraries under libtorch must be told before it is loaded.
//
// Memory: libtorch asks for fresh memory at every operation, and gets pages that the kernel must clear first: on two
// cores that costs four times what adding two 134 MB tensors costs. Keeping freed memory ends it.
// Threads: a step is hundreds of short parallel pieces. A thread that sleeps between two of them is woken too late
// (485 ms a step on two cores); one that spins for 0.1 ms first is there (278 ms), and then leaves the core to others.
// GPU: products give the same bits each time only with a workspace of fixed size.
// Source: ours; mallopt(3), glibc 2.36; GOMP_SPINCOUNT in the manual of GNU libgomp; CUBLAS_WORKSPACE_CONFIG in cuBLAS
// 12, section 2.1.4.

using System.Runtime.InteropServices;

namespace Jaram.Training;

/// <summary>Settings of the C allocator, of OpenMP and of cuBLAS.</summary>
public static partial class NativeSettings
{
    private const int TrimThreshold = -1, TopPad = -2, MostMappings = -4;

    /// <summary>Makes them, once, before anything of libtorch is touched. OpenMP's stay as the environment has them.
    /// Where the C library is not glibc nothing changes: slower, not wrong.</summary>
    public static void Make()
    {
        try
        {
            // OpenMP and cuBLAS read the C environment, which .NET's own SetEnvironmentVariable does not reach.
            _ = setenv("GOMP_SPINCOUNT", "20000", overwrite: 0);
            _ = setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", overwrite: 0);
            _ = mallopt(MostMappings, 0);
            _ = mallopt(TrimThreshold, int.MaxValue);
            _ = mallopt(TopPad, 64 << 20);
        }
        catch (Exception other) when (other is DllNotFoundException or EntryPointNotFoundException)
        {
        }
    }

    [LibraryImport("libc")]
    private static partial int mallopt(int parameter, int value);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int setenv(string name, string value, int overwrite);
}
