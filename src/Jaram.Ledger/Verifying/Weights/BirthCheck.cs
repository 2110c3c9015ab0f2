// Version 0 made again from the seed, number by number.
// Source: gate G1 of a proof of training (ours).

using System.Runtime.InteropServices;
using Jaram.Checkpoints;
using Jaram.Ledger.Growth;

namespace Jaram.Ledger.Verifying.Weights;

/// <summary>Names the tensors of version 0 that do not follow from commitment and nonce.</summary>
internal sealed class BirthCheck(Examination look)
{
    private const int Block = 1 << 14;

    /// <summary>Checks version 0.</summary>
    public void Of(GrowthEntry.Made made, StoredVersion stored, FirstWeights first, byte[] seed)
    {
        var carried = look.History.Descents is [var grown, ..]
            ? look.History.MapOf(grown.Descent).Optimizer.Where(tensor => tensor.How == TensorOrigin.Copied)
                .Select(tensor => tensor.Name).ToHashSet()
            : [];
        if (stored.Optimizer is { } memory)
            foreach (var entry in memory.Entries.Where(e => !carried.Contains(e.Name) && !memory.IsZero(e)))
                look.Object(FlawKind.EditedTensor, $"{Examination.Place(made)}, optimizer tensor {entry.Name}",
                    $"before the first step the optimizer remembers something in {entry.Name}: it must be all 0; "
                    + $"ask its makers");
        List<(FirstTensor Tensor, long Place, long Wrong)> wrong = [];
        foreach (var tensor in first.Tensors.Where(tensor => tensor is not FirstTensor.Inherited))
            if (Compare(tensor, stored.Weights, first.Bits, seed) is (var place, > 0 and var count))
                wrong.Add((tensor, place, count));
        if (wrong.Count == 0) return;
        var share = wrong.Sum(w => (double)w.Wrong) / first.Tensors.Sum(t => t.Count);
        var kind = share > 0.5 ? FlawKind.ForeignWeights : FlawKind.EditedTensor;
        foreach (var (tensor, place, count) in wrong)
            look.Object(kind, $"{Examination.Place(made)}, tensor {tensor.Name}",
                $"{count} of {tensor.Count} numbers do not follow from commitment and nonce, number {place} first: "
                + $"these are not the drawn first weights; ask its makers");
    }

    private static (long Place, long Wrong) Compare(FirstTensor tensor, StoredTensors stored, int bits, byte[] seed)
    {
        var entry = new TensorEntry(tensor.Name, DType.F32, [.. tensor.Shape]);
        var size = (int)Math.Min(Block, tensor.Count);
        float[] due = new float[size], found = new float[size];
        var (place, wrong) = (-1L, 0L);
        for (var at = 0L; at < tensor.Count; at += size)
        {
            var count = (int)Math.Min(size, tensor.Count - at);
            tensor.Fill(seed, at, due.AsSpan(0, count));
            stored.Read(entry, at, found.AsSpan(0, count));
            var a = MemoryMarshal.Cast<float, uint>(due.AsSpan(0, count));
            var b = MemoryMarshal.Cast<float, uint>(found.AsSpan(0, count));
            Rounding.Round(a, bits);
            for (var i = 0; i < count; i++)
            {
                if (a[i] == b[i]) continue;
                if (wrong++ == 0) place = at + i;
            }
        }
        return (place, wrong);
    }
}
