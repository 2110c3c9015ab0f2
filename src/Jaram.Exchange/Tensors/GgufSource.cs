using Jaram.Checkpoints.Gguf;

namespace Jaram.Exchange.Tensors;

/// <summary>The tensors of a GGUF file.</summary>
/// <param name="file">Open as long as this is used.</param>
public sealed class GgufSource(GgufReader file) : ITensorSource
{
    /// <inheritdoc/>
    public IReadOnlyList<SourceTensor> Tensors { get; } =
        [.. file.Tensors.Select(t => new SourceTensor(t.Name, t.Shape, t.Type.Blocks))];

    /// <inheritdoc/>
    public void Read(SourceTensor tensor, long from, Span<float> into) => file.Read(tensor.Name, from, into);
}
