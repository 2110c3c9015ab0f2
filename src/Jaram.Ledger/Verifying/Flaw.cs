namespace Jaram.Ledger.Verifying;

/// <summary>Something in a ledger or its model that is not as it should be.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Where">The entry, version, tensor or file, so that it can be found.</param>
/// <param name="Text">One line: what is wrong, both numbers, what to do.</param>
public sealed record Flaw(FlawKind Kind, string Where, string Text);

/// <summary>What can be wrong.</summary>
public enum FlawKind
{
    /// <summary>A tile, an entry or the checkpoint does not fit the others, or cannot be read.</summary>
    Damaged,

    /// <summary>The maker's signature on the checkpoint or on an entry is missing or wrong.</summary>
    Signature,

    /// <summary>Entries were taken off the end.</summary>
    Truncated,

    /// <summary>A head that was vouched for once is shown as the newest, though somebody holds a later one.</summary>
    OldHead,

    /// <summary>A head that somebody kept is not part of this log: its entries were written anew.</summary>
    RewrittenPast,

    /// <summary>Two histories were shown to outsiders, each as the only one.</summary>
    Equivocation,

    /// <summary>Fewer witnesses than the policy demands vouch for the newest head.</summary>
    WitnessMissing,

    /// <summary>An entry claims a time that cannot be.</summary>
    BackDated,

    /// <summary>Entries are not in the order in which things must be done: commit, draw, plan, raise.</summary>
    Misordered,

    /// <summary>A blob that an entry names is missing or not what its name says.</summary>
    Blob,

    /// <summary>A version's parent is not the version that came before it.</summary>
    Parent,

    /// <summary>A version's name does not follow from what it is made of.</summary>
    Name,

    /// <summary>Steps are missing, made twice, or not planned.</summary>
    Steps,

    /// <summary>What an entry says of its steps is not what their records say.</summary>
    Misrecorded,

    /// <summary>The store lacks weights that the ledger names.</summary>
    StoreLacks,

    /// <summary>One version's weights stand where another's should.</summary>
    SwappedVersion,

    /// <summary>Single tensors were changed by something other than training.</summary>
    EditedTensor,

    /// <summary>Weights that do not come from this run.</summary>
    ForeignWeights,

    /// <summary>Documents were read in another order than recipe and text give.</summary>
    ReorderedData,

    /// <summary>The recipe, or a rate, is not the committed one.</summary>
    ChangedRecipe,

    /// <summary>A file of the model is not the committed one.</summary>
    ChangedFile,

    /// <summary>The standing probes got suddenly worse, as when weights are mixed in.</summary>
    LossJump,

    /// <summary>The final model does not remember the last epoch in the order in which it is said to have read
    /// it.</summary>
    OrderUnread,

    /// <summary>A segment, made again, gave other weights, all of them.</summary>
    NotReproduced,
}
