// On a GPU some of libtorch's kernels add in the order in which threads happen to come. It has others that do not: this
// asks for them, or for an error where there is none. On the CPU every kernel that we use is deterministic already.
// Source: libtorch 2.10, aten/src/ATen/Context.h (setDeterministicAlgorithms); TorchSharp 0.107 does not wrap it.

using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Jaram.Training.Operators;

/// <summary>Asks libtorch for the same bits each time.</summary>
internal static partial class Determinism
{
    private const string Library = "torch_cpu";

    /// <summary>From here on kernels of a GPU are deterministic, or refuse.</summary>
    /// <param name="device">Where it is computed; nothing is asked for on a CPU.</param>
    public static void Demand(Device device)
    {
        if (device.type != DeviceType.CUDA) return;
        SetDeterministicAlgorithms(GlobalContext(), isDeterministic: 1, onlyWarns: 0);
    }

    [LibraryImport(Library, EntryPoint = "_ZN2at13globalContextEv")]
    private static partial nint GlobalContext();

    [LibraryImport(Library, EntryPoint = "_ZN2at7Context26setDeterministicAlgorithmsEbb")]
    private static partial void SetDeterministicAlgorithms(nint context, byte isDeterministic, byte onlyWarns);
}
