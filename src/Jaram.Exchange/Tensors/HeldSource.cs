using Jaram.Checkpoints.Packing;

namespace Jaram.Exchange.Tensors;

/// <summary>The weights of a version.</summary>
/// <param name="held">In memory, float32.</param>
public sealed class HeldSource(HeldTensors held) : ITensorSource
{
    /// <inheritdoc/>
    public IReadOnlyList<SourceTensor> Tensors { get; } =
        [.. held.Tensors.Select(t => new SourceTensor(t.Name, t.Shape, StoredNumbers.Of(t)))];

    /// <inheritdoc/>
    public void Read(SourceTensor tensor, long from, Span<float> into) =>
        tensor.Stored.Decode(held.Bytes(tensor.Name).Slice(
            (int)tensor.Stored.BytesOf(from), (int)tensor.Stored.BytesOf(into.Length)), into);
}
