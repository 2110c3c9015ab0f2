// What a run's bits depend on besides recipe and text. Equal here, equal bytes.
// Source: measured: another ATen capability or library version gives another hash; the number of threads does not.

using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Jaram.Training.Operators;
using TorchSharp;
using static TorchSharp.torch;

namespace Jaram.Training.Raising;

/// <summary>The machine as far as it matters for bits, and what it is good at.</summary>
public static class Platform
{
    /// <summary>The format that this machine multiplies fastest: bfloat16 on a GPU or with AVX-512, else
    /// float32.</summary>
    /// <remarks>Without AVX-512 libtorch multiplies bfloat16 at a fiftieth of float32's speed.</remarks>
    public static ScalarType Precision(Device device) =>
        device.type == DeviceType.CUDA || Avx512BW.IsSupported ? bfloat16 : float32;

    /// <summary>How fat operations are computed on a device: fused or plain, and why if plain.</summary>
    public static string OperatorsOf(Device device) => Worded(FusedOperators.Choose(device).Reason);

    /// <summary>The same for a choice that was made.</summary>
    /// <param name="reason">Why they are plain; null if they are fused.</param>
    internal static string Worded(string? reason) => reason is null ? "fused" : $"plain ({reason})";

    /// <summary>One line that is equal where bits are equal.</summary>
    public static string Describe(Device device, ScalarType precision, string operators) => string.Join(", ",
        $"libtorch {__version__}",
        RuntimeInformation.RuntimeIdentifier,
        device.type == DeviceType.CUDA ? GpuName()
            : Avx512BW.IsSupported ? "avx512" : Avx2.IsSupported ? "avx2" : "scalar",
        precision == bfloat16 ? "bfloat16" : "float32",
        operators);

    /// <summary>"cuda" and the GPU's model, where the driver tells: kernels are chosen by it.</summary>
    private static string GpuName()
    {
        const string Drivers = "/proc/driver/nvidia/gpus", Model = "Model:";
        if (!Directory.Exists(Drivers)) return "cuda";
        var lines = Directory.EnumerateDirectories(Drivers).Order(StringComparer.Ordinal)
            .Select(gpu => Path.Combine(gpu, "information")).Where(File.Exists).SelectMany(File.ReadLines);
        return lines.FirstOrDefault(line => line.StartsWith(Model, StringComparison.Ordinal)) is { } found
            ? $"cuda {found[Model.Length..].Trim()}"
            : "cuda";
    }
}
