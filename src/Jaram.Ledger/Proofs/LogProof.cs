// Source: C2SP tlog-proof.

using System.Collections.Immutable;
using System.Text;
using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>Proves to anyone, offline, that an entry is in a log: kept beside what the entry is about, as
/// <c>.tlog-proof</c>.</summary>
/// <param name="Index">Which entry.</param>
/// <param name="Hashes">From the leaf's sibling up.</param>
/// <param name="Note">The signed checkpoint, cosignatures included.</param>
public sealed record LogProof(long Index, ImmutableArray<Digest> Hashes, Note Note)
{
    private const string Magic = "c2sp.org/tlog-proof@v1", IndexWord = "index ", ExtraWord = "extra ";

    /// <summary>Bytes that are read at most, and hashes: a tree of 2⁶³ entries has no more.</summary>
    private const int Longest = 2 << 20, MostHashes = 63;

    /// <summary>Data that came along; nobody vouches for it. Empty if there is none.</summary>
    public ImmutableArray<byte> Extra { get; init; } = [];

    /// <summary>The content of a .tlog-proof file.</summary>
    public byte[] ToBytes()
    {
        var head = new StringBuilder(Magic).Append('\n');
        if (!Extra.IsEmpty) head.Append(ExtraWord).Append(Convert.ToBase64String(Extra.AsSpan())).Append('\n');
        head.Append(FormattableString.Invariant($"{IndexWord}{Index}\n"));
        foreach (var hash in Hashes) head.Append(StrictText.Of(hash)).Append('\n');
        return [.. Encoding.UTF8.GetBytes(head.Append('\n').ToString()), .. Note.ToBytes()];
    }

    /// <summary>Reads a .tlog-proof file.</summary>
    /// <exception cref="LedgerException">It is damaged or of another kind.</exception>
    public static LogProof Parse(ReadOnlySpan<byte> bytes, string where)
    {
        if (bytes.Length > Longest)
            throw new LedgerException($"{where} has {bytes.Length} bytes, a proof has at most {Longest}: it is not a "
                + "proof");
        var end = bytes.IndexOf("\n\n"u8);
        if (end < 0 || !bytes.StartsWith(Encoding.UTF8.GetBytes(Magic + "\n")))
            throw new LedgerException($"{where} does not begin with {Magic} and hold an empty line: "
                + "it is not a proof, or cut short; take another copy");
        var lines = StrictText.Text(bytes[..end], where).Split('\n').AsSpan(1);
        byte[] extra = [];
        if (lines.Length > 0 && lines[0].StartsWith(ExtraWord, StringComparison.Ordinal))
        {
            if (!StrictText.Base64(lines[0][ExtraWord.Length..], out var found) || found.Length == 0)
                throw Damaged(where, lines[0], $"{ExtraWord}Base64");
            extra = found;
            lines = lines[1..];
        }
        if (lines.Length == 0 || !lines[0].StartsWith(IndexWord, StringComparison.Ordinal)
            || !StrictText.Number(lines[0][IndexWord.Length..], out var index))
            throw Damaged(where, lines.Length == 0 ? "" : lines[0], $"{IndexWord}number");
        if (lines.Length - 1 > MostHashes)
            throw new LedgerException($"{where} has {lines.Length - 1} hashes, a proof has at most {MostHashes}: "
                + "it is damaged; take another copy");
        return new(index, ReadHashes(lines[1..], where), Note.Parse(bytes[(end + 2)..], where)) { Extra = [.. extra] };
    }

    /// <summary>Hashes in Base64, one a line.</summary>
    internal static ImmutableArray<Digest> ReadHashes(ReadOnlySpan<string> lines, string where)
    {
        var hashes = ImmutableArray.CreateBuilder<Digest>(lines.Length);
        foreach (var line in lines)
            hashes.Add(StrictText.Hash(line, out var hash) ? hash : throw Damaged(where, line, "32 bytes in Base64"));
        return hashes.MoveToImmutable();
    }

    /// <summary>Checks that the entry is in a log that the policy trusts, as its witnesses saw it.</summary>
    /// <param name="entry">The entry's bytes, as they stand in the log.</param>
    /// <param name="policy">Whom to trust.</param>
    /// <param name="where">What to call the proof in messages.</param>
    /// <returns>Who signed.</returns>
    /// <exception cref="LedgerException">It is not proved, and why.</exception>
    public PolicyVerdict Verify(ReadOnlySpan<byte> entry, Policy policy, string where)
    {
        var verdict = policy.Check(Note, where);
        var head = verdict.Checkpoint.Head;
        return TreeVerifier.Includes(head, Index, TreeHash.Leaf(entry), Hashes)
            ? verdict
            : throw new LedgerException($"{where} does not prove that this is entry {Index} of {head.Size} of "
                + $"{verdict.Checkpoint.Origin}: entry and proof do not belong together, or one was altered; "
                + "ask for the proof of this entry");
    }

    private static LedgerException Damaged(string where, string line, string expected) =>
        new($"{where}: {Quoted.Of(line)} should be {expected}: it is damaged; take another copy");
}
