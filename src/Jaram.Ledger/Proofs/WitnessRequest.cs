// Source: C2SP tlog-witness, "add-checkpoint".

using System.Collections.Immutable;
using System.Text;
using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>Asks a witness to cosign a checkpoint. As bytes it is the body of an HTTP request or a file on a stick.
/// </summary>
/// <param name="OldSize">Entries that the witness saw last.</param>
/// <param name="Proof">That the log still begins with these; none if they were 0.</param>
/// <param name="Note">The checkpoint.</param>
public sealed record WitnessRequest(long OldSize, ImmutableArray<Digest> Proof, Note Note)
{
    private const string OldWord = "old ";
    private const int Longest = 1 << 20, MostHashes = 63;

    /// <summary>The request as it is sent.</summary>
    public byte[] ToBytes() =>
    [
        .. Encoding.UTF8.GetBytes(FormattableString.Invariant(
            $"{OldWord}{OldSize}\n{string.Concat(Proof.Select(h => StrictText.Of(h) + "\n"))}\n")),
        .. Note.ToBytes(),
    ];

    /// <summary>Reads a request.</summary>
    /// <exception cref="LedgerException">It is not one.</exception>
    public static WitnessRequest Parse(ReadOnlySpan<byte> bytes, string where)
    {
        var end = bytes.IndexOf("\n\n"u8);
        if (bytes.Length > Longest || end < 0)
            throw new LedgerException($"{where} has {bytes.Length} bytes and {(end < 0 ? "no" : "an")} empty line: "
                + $"a request has at most {Longest} and one; send old size, proof, empty line and checkpoint");
        var lines = StrictText.Text(bytes[..end], where).Split('\n').AsSpan();
        if (!lines[0].StartsWith(OldWord, StringComparison.Ordinal)
            || !StrictText.Number(lines[0][OldWord.Length..], out var old) || lines.Length - 1 > MostHashes)
            throw new LedgerException($"{where} begins with {Quoted.Of(lines[0])} and {lines.Length - 1} lines of "
                + $"proof: begin with \"{OldWord}SIZE\", then at most {MostHashes} lines");
        return new(old, LogProof.ReadHashes(lines[1..], where), Note.Parse(bytes[(end + 2)..], where));
    }
}
