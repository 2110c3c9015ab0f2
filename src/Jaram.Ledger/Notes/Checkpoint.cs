// Source: C2SP tlog-checkpoint, without extension lines: ML-DSA cosignatures do not cover them.

using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>What a log says of itself: who it is and the head of its tree. Three lines, signed as a
/// <see cref="Note"/>.</summary>
/// <param name="Origin">The log's name, also that of its keys; as a URL without scheme.</param>
/// <param name="Head">Size and root.</param>
public sealed record Checkpoint(string Origin, TreeHead Head)
{
    /// <summary>The text to be signed.</summary>
    public string ToText() => FormattableString.Invariant($"{Origin}\n{Head.Size}\n{StrictText.Of(Head.Root)}\n");

    /// <summary>Reads the text of a note.</summary>
    /// <exception cref="LedgerException">It is not a checkpoint.</exception>
    public static Checkpoint Parse(string text, string where)
    {
        if (text.Split('\n') is not [var origin, var size, var root, ""])
            throw new LedgerException($"{where} has {text.Count(c => c == '\n')} lines of text, a checkpoint has 3 "
                + "(origin, size, root): it is damaged or of another kind; take another copy");
        if (!StrictText.IsName(origin))
            throw new LedgerException($"{where}: {Quoted.Of(origin)} cannot be a log's name: take another copy");
        if (!StrictText.Number(size, out var leaves))
            throw new LedgerException($"{where}: the size is {Quoted.Of(size)}, not a decimal number from 0 to 2^63 - 1"
                + ": take another copy");
        if (!StrictText.Hash(root, out var hash))
            throw new LedgerException($"{where}: the root is {Quoted.Of(root)}, not 32 bytes in Base64: take another "
                + "copy");
        return new(origin, new(leaves, hash));
    }
}
