// Which keys a query may read: itself and earlier ones, perhaps only the last few.
// Source: ours; sliding window arXiv:2004.05150, section 3.1.

using static TorchSharp.torch;

namespace Jaram.Training.Operators;

/// <summary>The last <paramref name="Queries"/> of <paramref name="Keys"/> tokens look back.</summary>
/// <param name="Queries">Tokens T that look.</param>
/// <param name="Keys">Tokens S that are there, the queries' own last.</param>
/// <param name="Window">Tokens that a token sees, itself included; 0 for all.</param>
public readonly record struct Sight(long Queries, long Keys, long Window)
{
    /// <summary>Whether a plain lower triangle says it all.</summary>
    public bool IsTriangle => Queries == Keys && IsUnbounded;

    /// <summary>Whether every key is seen.</summary>
    public bool IsEverything => Queries == 1 && IsUnbounded;

    private bool IsUnbounded => Window == 0 || Window >= Keys;

    /// <summary>True where a key is seen, (T, S), fresh.</summary>
    public Tensor Mask(Device device)
    {
        using var scope = NewDisposeScope();
        var query = arange(Keys - Queries, Keys, dtype: int64, device: device).unsqueeze(1);
        var back = query - arange(Keys, dtype: int64, device: device);                    // tokens that a key lies back
        var seen = back.ge(0);
        return scope.MoveToOuter(Window == 0 ? seen : seen.logical_and(back.lt(Window)));
    }
}
