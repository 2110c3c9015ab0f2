// An entry of the log: a payload with the signatures of those who say it.
// Source: DSSE v1.0.2, protocol.md (PAE) and envelope.md.

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>A signed payload. Not to be believed before <see cref="Verify"/>.</summary>
/// <param name="Payload">What is said.</param>
/// <param name="Signatures">By whom.</param>
public sealed record Envelope(ReadOnlyMemory<byte> Payload, ImmutableArray<Envelope.Signature> Signatures)
{
    /// <summary>Of which kind the payload is: an in-toto statement.</summary>
    public const string PayloadType = "application/vnd.in-toto+json";

    private const string PayloadKey = "payload", TypeKey = "payloadType", SignaturesKey = "signatures",
        KeyIdKey = "keyid", SigKey = "sig";

    /// <summary>Signs a payload.</summary>
    /// <param name="payload">A statement's bytes.</param>
    /// <param name="signers">Ed25519 keys, from <see cref="SigningKey.ForLog"/>.</param>
    /// <exception cref="LedgerException">A key is of another type.</exception>
    public static Envelope Sign(ReadOnlyMemory<byte> payload, params IReadOnlyList<Signer> signers)
    {
        foreach (var signer in signers)
            if (signer.Verifier.Type != SignatureType.Ed25519)
                throw new LedgerException($"{signer.Verifier.Label} is of type 0x{(int)signer.Verifier.Type:x2}, "
                    + "entries are signed with 0x01: use an Ed25519 key; the checkpoint carries the ML-DSA signature");
        var message = Message(payload.Span);
        return new(payload,
            [.. signers.Select(s => new Signature(s.Verifier.Label, [.. s.SignBytes(message)]))]);
    }

    /// <summary>The keys among those given that signed this. Signatures of other keys are passed over.</summary>
    /// <returns>At least one.</returns>
    /// <exception cref="LedgerException">A signature that names one of these keys is not its own, or none of them
    /// signed.</exception>
    public IReadOnlyList<VerifierKey> Verify(IReadOnlyCollection<VerifierKey> keys, string where)
    {
        var message = Message(Payload.Span);
        var signed = new List<VerifierKey>();
        foreach (var key in keys.Where(k => k.Type == SignatureType.Ed25519))
        {
            var found = Signatures.Where(s => s.KeyId == key.Label).ToList();
            if (found.Any(s => !key.VerifiesBytes(message, s.Bytes.AsSpan())))
                throw new LedgerException($"{where}: the signature of {key.Label} is not over this payload: "
                    + "one of the two was altered; take another copy, and keep this one as evidence");
            if (found.Count > 0) signed.Add(key);
        }
        return signed.Count > 0
            ? signed
            : throw new LedgerException($"{where} is signed by "
                + $"{string.Join(", ", Signatures.Select(s => Quoted.Of(s.KeyId)).DefaultIfEmpty("nobody"))}, not by "
                + $"{string.Join(" or ", keys.Select(k => k.Label))}: check which key belongs to it");
    }

    /// <summary>The entry's bytes.</summary>
    /// <exception cref="LedgerException">It is longer than an entry may be.</exception>
    public byte[] ToBytes()
    {
        var bytes = Canonical();
        EntryBundle.CheckLength(bytes.Length);
        return bytes;
    }

    /// <summary>Reads an entry.</summary>
    /// <exception cref="LedgerException">It is not an envelope in its one permitted form.</exception>
    public static Envelope Parse(ReadOnlyMemory<byte> bytes, string where)
    {
        EntryBundle.CheckLength(bytes.Length);
        var envelope = CanonicalJson.Read(bytes, where, json => new Envelope(
            json.GetProperty(PayloadKey).GetBytesFromBase64(),
            [.. json.GetProperty(SignaturesKey).EnumerateArray().Select(s => new Signature(
                s.GetProperty(KeyIdKey).GetString()!, [.. s.GetProperty(SigKey).GetBytesFromBase64()]))]));
        return envelope.Canonical().AsSpan().SequenceEqual(bytes.Span) ? envelope : throw CanonicalJson.Refuse(where);
    }

    /// <summary>What is signed: type and payload, each behind its length, so that neither can pass for the other.
    /// </summary>
    internal static byte[] Message(ReadOnlySpan<byte> payload) =>
    [
        .. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"DSSEv1 {PayloadType.Length} {PayloadType} {payload.Length} ")),
        .. payload,
    ];

    private byte[] Canonical() => CanonicalJson.Write(json =>
    {
        json.WriteBase64String(PayloadKey, Payload.Span);
        json.WriteString(TypeKey, PayloadType);
        json.WriteStartArray(SignaturesKey);
        foreach (var signature in Signatures)
        {
            json.WriteStartObject();
            json.WriteString(KeyIdKey, signature.KeyId);
            json.WriteBase64String(SigKey, signature.Bytes.AsSpan());
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    /// <summary>One signature of an envelope.</summary>
    /// <param name="KeyId">name+id of the key, as in <see cref="VerifierKey.Label"/>; a hint, not a proof.</param>
    /// <param name="Bytes">64 bytes of Ed25519.</param>
    public sealed record Signature(string KeyId, ImmutableArray<byte> Bytes);
}
