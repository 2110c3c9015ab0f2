// What a model keeps of the tokens it has read, so that the next one need not read them again.
// Source: ours.

using static TorchSharp.torch;

namespace Jaram.Training.Blocks;

/// <summary>Every block's memory of one batch of growing texts. Not thread-safe.</summary>
public sealed class Cache : IDisposable
{
    private readonly Dictionary<(Block Owner, string What), Tensor> _kept = [];

    /// <summary>Tokens read so far.</summary>
    public long Tokens { get; private set; }

    /// <summary>Bytes kept now.</summary>
    public long Bytes => _kept.Values.Sum(tensor => tensor.NumberOfElements * tensor.ElementSize);

    /// <summary>Counts tokens as read, when a pass over them is complete.</summary>
    public void Advance(long tokens) => Tokens += tokens;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var tensor in _kept.Values) tensor.Dispose();
        _kept.Clear();
    }

    /// <summary>Joins what is kept with what is new, and keeps the last of it.</summary>
    internal Tensor Extend(Block owner, string what, Tensor x, int axis, long keep)
    {
        var earlier = _kept.GetValueOrDefault((owner, what));
        var all = earlier is null ? x : cat([earlier, x], axis);
        var length = all.shape[axis];
        var kept = keep == 0 || length <= keep ? all.alias() : all.narrow(axis, length - keep, keep).clone();
        earlier?.Dispose();
        _kept[(owner, what)] = kept.DetachFromDisposeScope();
        return all;
    }
}
