// libtorch's operators by name, through its exported C ABI: a stack of 64-bit slots, inputs first, results from slot 0.
// Source: libtorch 2.10, torch/csrc/inductor/aoti_torch/c/shim.h and torch/csrc/stable/c/shim.h.

using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace Jaram.Training.Operators;

/// <summary>Calls libtorch operators that TorchSharp does not wrap.</summary>
internal static unsafe partial class Dispatcher
{
    private const string Library = "torch_cpu";

    /// <summary>An optional argument that is left out.</summary>
    public const ulong None = 0;

    public static ulong Of(double value) => (ulong)BitConverter.DoubleToInt64Bits(value);

    public static ulong Of(long value) => (ulong)value;

    public static ulong Of(bool value) => value ? 1UL : 0UL;

    /// <summary>A second handle to the tensor, which the dispatcher will consume.</summary>
    public static ulong Of(Tensor tensor)
    {
        Check(aoti_torch_new_tensor_handle(tensor.Handle, out var handle), "a tensor handle");
        return (ulong)handle;
    }

    /// <summary>An optional argument that is there. libtorch frees what this allocates, hence C++'s own operator
    /// new.</summary>
    public static ulong Some(ulong value)
    {
        var box = CxxNew(sizeof(ulong));
        *(ulong*)box = value;
        return (ulong)box;
    }

    public static ulong List(params ReadOnlySpan<ulong> items)
    {
        Check(torch_new_list_reserve_size((nuint)items.Length, out var list), "a list");
        foreach (var item in items) Check(torch_list_push_back(list, item), "a list's item");
        return (ulong)list;
    }

    /// <summary>Calls an operator with one result; the result joins the dispose scope that is open now.</summary>
    /// <exception cref="InvalidOperationException">libtorch refused; its own words are on stderr.</exception>
    public static Tensor Call(string name, params ReadOnlySpan<ulong> arguments) =>
        Tensor.UnsafeCreateTensor((nint)Dispatch(name, arguments));

    /// <summary>Calls an operator without a result. Slot 0 is stale then: wrapping it would free it twice.</summary>
    /// <exception cref="InvalidOperationException">libtorch refused; its own words are on stderr.</exception>
    public static void Run(string name, params ReadOnlySpan<ulong> arguments) => Dispatch(name, arguments);

    private static ulong Dispatch(string name, ReadOnlySpan<ulong> arguments)
    {
        var stack = stackalloc ulong[Math.Max(arguments.Length, 1)];
        arguments.CopyTo(new Span<ulong>(stack, arguments.Length));
        Check(aoti_torch_call_dispatcher(name, "", stack), name);
        return stack[0];
    }

    private static void Check(int status, string what)
    {
        if (status != 0) throw new InvalidOperationException($"libtorch refused {what} (status {status})");
    }

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int aoti_torch_call_dispatcher(string name, string overload, ulong* stack);

    [LibraryImport(Library)]
    private static partial int aoti_torch_new_tensor_handle(nint tensor, out nint handle);

    [LibraryImport(Library)]
    private static partial int torch_new_list_reserve_size(nuint size, out nint list);

    [LibraryImport(Library)]
    private static partial int torch_list_push_back(nint list, ulong item);

    [LibraryImport("libstdc++.so.6", EntryPoint = "_Znwm")]
    private static partial nint CxxNew(nuint bytes);
}
