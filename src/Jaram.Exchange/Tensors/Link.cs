namespace Jaram.Exchange.Tensors;

/// <summary>Which of the two sides.</summary>
internal enum Side
{
    /// <summary>Ours.</summary>
    Own,

    /// <summary>The other format's.</summary>
    Foreign,
}

/// <summary>Some of our tensors and some of theirs that hold the same numbers, perhaps in another order. Works both
/// ways; a new order is one class.</summary>
internal abstract class Link
{
    /// <summary>The tensors of a side.</summary>
    public abstract IEnumerable<NamedShape> At(Side side);

    /// <summary>Where a row of a tensor lies on the other side.</summary>
    /// <param name="side">The tensor's side.</param>
    /// <param name="tensor">Its name.</param>
    /// <param name="row">Which row, counted through all outer dimensions.</param>
    public abstract Strip Find(Side side, string tensor, long row);

    /// <summary>Numbers that are found together.</summary>
    public virtual long RowLength(NamedShape tensor) => tensor.RowLength;
}
