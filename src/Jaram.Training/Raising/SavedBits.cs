using System.Runtime.InteropServices;
using Jaram.Ledger.Growth;
using static TorchSharp.torch;

namespace Jaram.Training.Raising;

/// <summary>How many significant bits numbers keep at a save.</summary>
/// <param name="Weights">Of weights, the leading one included: 24 keeps float32 as it is.</param>
/// <param name="Memory">Of what the optimizer remembers: 8 is bfloat16.</param>
public sealed record SavedBits(int Weights, int Memory)
{
    /// <summary>Rounds every number of a float32 tensor, in place.</summary>
    /// <param name="tensor">Any shape, on any device.</param>
    /// <param name="bits">Significant bits that stay, 2 to 24.</param>
    internal static void Round(Tensor tensor, int bits)
    {
        if (bits == Rounding.All) return;
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var values = tensor.detach().cpu().contiguous();
        Rounding.Round(MemoryMarshal.Cast<byte, uint>(values.bytes), bits);
        tensor.copy_(values);
    }
}
