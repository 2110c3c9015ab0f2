namespace Jaram.Exchange.Tensors;

/// <summary>Some tensors of a source.</summary>
/// <param name="source">All of them.</param>
/// <param name="isChosen">Which, by name.</param>
internal sealed class Chosen(ITensorSource source, Func<string, bool> isChosen) : ITensorSource
{
    /// <inheritdoc/>
    public IReadOnlyList<SourceTensor> Tensors { get; } = [.. source.Tensors.Where(tensor => isChosen(tensor.Name))];

    /// <inheritdoc/>
    public void Read(SourceTensor tensor, long from, Span<float> into) => source.Read(tensor, from, into);
}
