using static TorchSharp.torch;

namespace Jaram.Training.Tests;

/// <summary>Counts the tensors that are alive in the process.</summary>
internal static class LiveTensors
{
    /// <summary>Tensors alive, after those that earlier tests forgot are gone: no finalizer changes the count later.</summary>
    public static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}
