using System.Buffers.Binary;
using System.Text;

namespace Jaram.Ledger;

/// <summary>A private key that signs under a name.</summary>
public sealed class Signer
{
    private readonly SigningKey _key;

    internal Signer(SigningKey key, VerifierKey verifier) => (_key, Verifier) = (key, verifier);

    /// <summary>What others check its signatures with.</summary>
    public VerifierKey Verifier { get; }

    /// <summary>Signs a note's text. Same text and, with a cosignature, same time: same bytes.</summary>
    /// <param name="text">Ends in a line feed.</param>
    /// <param name="time">Seconds since 1970 for types with a time.</param>
    /// <exception cref="LedgerException">The text is no checkpoint, and this type signs nothing else; or the time is
    /// before 1970.</exception>
    public NoteSignature Sign(string text, long time)
    {
        if (Verifier.Type == SignatureType.Ed25519) return Line(_key.Sign(Encoding.UTF8.GetBytes(text)));
        if (time < 0) throw new LedgerException($"the clock says {time} s since 1970, before 1970: set it");
        var message = Cosigned.Message(Verifier.Type, Verifier.Name, time, text)
            ?? throw new LedgerException($"{Verifier.Label} signs checkpoints only: give it origin, size and root");
        var signature = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(signature, time);
        return Line([.. signature, .. _key.Sign(message)]);
    }

    /// <summary>Signs bytes that are no note.</summary>
    internal byte[] SignBytes(ReadOnlySpan<byte> message) => _key.Sign(message);

    private NoteSignature Line(byte[] bytes) => new(Verifier.Name, Verifier.Id, [.. bytes]);
}
