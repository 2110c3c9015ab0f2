// What a card's signature is over: the card and the pages that were drawn from it, by name and SHA-256. Pages are what
// people read, so they are vouched for as the card is.
// Source: ours; docs/formats/scorecard.md; signed notes as in C2SP signed-note.

using System.Collections.Immutable;
using Jaram.Checkpoints;
using Jaram.Ledger;

namespace Jaram.Assay.Scorecards.Cards;

/// <summary>A signature that was believed.</summary>
/// <param name="Files">What it is over, the card first.</param>
/// <param name="Keys">Whose it is, among keys that are trusted.</param>
public sealed record CardSignature(ImmutableArray<NamedFile> Files, ImmutableArray<VerifierKey> Keys)
{
    /// <summary>The first line of what is signed; the second form is over pages too.</summary>
    private const string Kind = "jaram scorecard v2", First = "jaram scorecard v1";

    private const int DigestDigits = 64;

    /// <summary>Signs files.</summary>
    /// <param name="files">The card first.</param>
    /// <param name="signer">By whom.</param>
    public static byte[] Sign(IEnumerable<NamedFile> files, Signer signer)
    {
        var text = $"{Kind}\n{string.Concat(files.Select(file => $"{file.Sha256} {file.File}\n"))}";
        return new Note(text, [signer.Sign(text, 0)]).ToBytes();
    }

    /// <summary>Reads a signature and asks who made it.</summary>
    /// <param name="bytes">The signature.</param>
    /// <param name="keys">Whose is believed.</param>
    /// <param name="card">What the card's file is called.</param>
    /// <param name="where">What the signature's file is called.</param>
    /// <exception cref="LedgerException">None of these keys made it, or it is over no card.</exception>
    public static CardSignature Read(
        byte[] bytes, IReadOnlyCollection<VerifierKey> keys, string card, string where)
    {
        var note = Note.Parse(bytes, where);
        var signed = note.Verify(keys, where);
        return note.Text.TrimEnd('\n').Split('\n') switch
        {
            [First, var digest] when IsDigest(digest) => new([new(card, digest)], [.. signed]),
            [Kind, .. { Length: > 0 } lines] when lines.All(IsFile) && lines[0][(DigestDigits + 1)..] == card =>
                new([.. lines.Select(line => new NamedFile(line[(DigestDigits + 1)..], line[..DigestDigits]))],
                    [.. signed]),
            var other => throw new LedgerException($"{where}: is over {Quoted.Of(other[0])} and {other.Length - 1} "
                + $"lines, not over {Quoted.Of(Kind)} and {card}: it is another file's; take another copy"),
        };
    }

    /// <summary>Makes sure that the card is the one that was signed.</summary>
    /// <exception cref="LedgerException">It is not.</exception>
    public void MustHold(byte[] card, string where)
    {
        var found = Digest.Of(card).ToString();
        if (found != Files[0].Sha256)
            throw new LedgerException($"{where}: is over {Files[0].Sha256}, the card is {found}: the card was altered; "
                + "take another copy, and keep this one as evidence");
    }

    private static bool IsFile(string line) => line.Length > DigestDigits + 1 && line[DigestDigits] == ' '
        && IsDigest(line[..DigestDigits]);

    private static bool IsDigest(string text) => text.Length == DigestDigits && text.All(char.IsAsciiHexDigitLower);
}
