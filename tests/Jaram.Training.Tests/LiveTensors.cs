using static TorchSharp.torch;

namespace Jaram.Training.Tests;

/// <summary>Counts the tensors that are alive in the process.</summary>
internal static class LiveTensors
{
    /// <summary>Tensors alive, once those that earlier tests forgot are gone: no finalizer changes it later.</summary>
    public static long Settled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}
