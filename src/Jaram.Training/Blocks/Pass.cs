// What one walk through the model carries from block to block: the position, the cache, and the tensors that later
// layers read from earlier ones.
// Source: ours.

using static TorchSharp.torch;

namespace Jaram.Training.Blocks;

/// <summary>One walk of some tokens through all layers. Not thread-safe.</summary>
/// <param name="cache">What earlier tokens left behind; null to read whole texts without any.</param>
public sealed class Pass(Cache? cache = null) : IDisposable
{
    /// <summary>Whether tokens of an earlier pass are remembered, and those of this one will be.</summary>
    public bool IsDecoding => cache is not null;

    /// <summary>Position of this pass's first token.</summary>
    public long Start => cache?.Tokens ?? 0;

    /// <summary>The residual stream as it entered the first layer, (B, T, D).</summary>
    public Tensor? Input { get; private set; }

    /// <summary>The first layer's values, (B, K, T, d_h).</summary>
    public Tensor? FirstValues { get; private set; }

    /// <summary>Earlier tokens' tensor and this one's, joined; only this one's without a cache.</summary>
    /// <param name="owner">The block that will ask again in the next pass.</param>
    /// <param name="what">Which of its tensors.</param>
    /// <param name="x">Any shape with a token axis.</param>
    /// <param name="axis">The token axis.</param>
    /// <param name="keep">Tokens to remember; 0 for all.</param>
    public Tensor Extend(Block owner, string what, Tensor x, int axis, long keep) =>
        cache?.Extend(owner, what, x, axis, keep) ?? x;

    /// <summary>Lets later layers see the stream as it entered the first.</summary>
    public void Enter(Tensor input) => Input ??= Share(input);

    /// <summary>Lets later layers see these values, if no layer's are there yet.</summary>
    public void Offer(Tensor values) => FirstValues ??= Share(values);

    /// <summary>Ends the walk: the tensors shared between layers die.</summary>
    public void Dispose()
    {
        Input?.Dispose();
        FirstValues?.Dispose();
    }

    /// <summary>A second handle to the same numbers, which no block's scope ends.</summary>
    private static Tensor Share(Tensor x) => x.alias().DetachFromDisposeScope();
}
