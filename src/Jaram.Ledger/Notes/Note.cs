// Source: C2SP signed-note.

using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>A text with the signatures of one or more keys. Not to be believed before <see cref="Verify"/>.</summary>
public sealed record Note(string Text, ImmutableArray<NoteSignature> Signatures)
{
    /// <summary>Bytes and signatures that are read at most: room for over a hundred ML-DSA lines.</summary>
    private const int LongestNote = 1 << 20, MostSignatures = 128;

    /// <summary>Reads a note.</summary>
    /// <exception cref="LedgerException">It is not a note in its one permitted form.</exception>
    public static Note Parse(ReadOnlySpan<byte> bytes, string where)
    {
        if (bytes.Length > LongestNote)
            throw new LedgerException($"{where} has {bytes.Length} bytes, a note has at most {LongestNote}: "
                + "it is not a note");
        var all = StrictText.Text(bytes, where);
        var split = all.LastIndexOf("\n\n", StringComparison.Ordinal);
        if (split < 0 || !all.EndsWith('\n') || split + 2 == all.Length)
            throw new LedgerException($"{where} has no text, empty line and signature lines: it is not a signed note, "
                + "or is cut short; take another copy");
        var lines = all[(split + 2)..^1].Split('\n');
        if (lines.Length > MostSignatures)
            throw new LedgerException($"{where} has {lines.Length} signatures, at most {MostSignatures} are read: "
                + "remove those that nobody asks for");
        return new(all[..(split + 1)], [.. lines.Select(line => NoteSignature.Parse(line, where))]);
    }

    /// <summary>The note as it is stored.</summary>
    public byte[] ToBytes() =>
        Encoding.UTF8.GetBytes($"{Text}\n{string.Concat(Signatures.Select(s => s.ToLine()))}");

    /// <summary>The keys among those given that signed this text. Signatures of other keys are passed over.</summary>
    /// <returns>At least one key, in the order given.</returns>
    /// <exception cref="LedgerException">A signature that names one of these keys is not its own, or none of them
    /// signed.</exception>
    public IReadOnlyList<VerifierKey> Verify(IReadOnlyCollection<VerifierKey> keys, string where)
    {
        var signed = new List<VerifierKey>();
        foreach (var key in keys)
        {
            var found = Signatures.Where(s => s.Name == key.Name && s.KeyId == key.Id).ToList();
            if (found.Any(s => !key.Verifies(Text, s.Bytes.AsSpan())))
                throw new LedgerException($"{where}: the signature of {key.Label} is not over this text: "
                    + "one of the two was altered; take another copy, and keep this one as evidence");
            if (found.Count > 0) signed.Add(key);
        }
        return signed.Count > 0
            ? signed
            : throw new LedgerException($"{where} is signed by {Signers()}, not by "
                + $"{string.Join(" or ", keys.Select(k => k.Label))}: check which key belongs to it");
    }

    private string Signers() => string.Join(", ", Signatures.Select(s => $"{Quoted.Of(s.Name)}+{s.KeyId:x8}"));
}

/// <summary>One signature line.</summary>
/// <param name="Name">The key's name.</param>
/// <param name="KeyId">The key's id.</param>
/// <param name="Bytes">What the key made; a cosignature begins with 8 bytes of time.</param>
public sealed record NoteSignature(string Name, uint KeyId, ImmutableArray<byte> Bytes)
{
    /// <summary>— name Base64(id ‖ bytes), with its line feed.</summary>
    public string ToLine()
    {
        var bytes = new byte[sizeof(uint) + Bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Bytes.CopyTo(bytes, sizeof(uint));
        return $"— {Name} {Convert.ToBase64String(bytes)}\n";
    }

    /// <summary>Reads a line without its line feed.</summary>
    internal static NoteSignature Parse(string line, string where) =>
        line.Split(' ') is ["—", var name, var base64] && StrictText.IsName(name)
        && StrictText.Base64(base64, out var bytes) && bytes.Length > sizeof(uint)
            ? new(name, BinaryPrimitives.ReadUInt32BigEndian(bytes), [.. bytes.AsSpan(sizeof(uint))])
            : throw new LedgerException($"{where}: {Quoted.Of(line)} is not a signature line (— name Base64): "
                + "it is damaged; take another copy");
}
