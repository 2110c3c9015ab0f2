// Source: C2SP signed-note ("verifier keys") and tlog-cosignature; the P-256 key id as transparency-dev computes it.

using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>A public key with its name: what a verifier trusts. Written as name+id+Base64.</summary>
public sealed class VerifierKey
{
    private readonly byte[] _publicKey;

    private VerifierKey(string name, SignatureType type, byte[] publicKey) =>
        (Name, Type, _publicKey, Id) = (name, type, publicKey, IdOf(name, type, publicKey));

    /// <summary>Who signs with it; for a log, its origin.</summary>
    public string Name { get; }

    /// <summary>What it signs and how.</summary>
    public SignatureType Type { get; }

    /// <summary>Tells keys of one name apart; a hint, not a proof.</summary>
    public uint Id { get; }

    /// <summary>32 bytes of Ed25519, 1,312 of ML-DSA-44, SubjectPublicKeyInfo of P-256.</summary>
    public ReadOnlySpan<byte> PublicKey => _publicKey;

    /// <summary>Takes over a public key.</summary>
    /// <exception cref="LedgerException">The name cannot be one, or the key has not the length of its type.</exception>
    public static VerifierKey Of(string name, SignatureType type, ReadOnlySpan<byte> publicKey)
    {
        StrictText.CheckName(name);
        var length = type switch
        {
            SignatureType.Ed25519 or SignatureType.Cosignature => Ed25519.PublicKeyBytes,
            SignatureType.MlDsaCosignature => MlDsa44.PublicKeyBytes,
            SignatureType.Ecdsa => publicKey.Length,
            _ => throw new LedgerException($"the key {Quoted.Of(name)} is of type 0x{(int)type:x2}: "
                + "types 0x01, 0x02, 0x04 and 0x06 are understood"),
        };
        return publicKey.Length == length
            ? new(name, type, publicKey.ToArray())
            : throw new LedgerException($"the key {Quoted.Of(name)} has {publicKey.Length} bytes, type "
                + $"0x{(int)type:x2} "
                + $"has {length}: copy all of it");
    }

    /// <summary>Reads name+id+Base64.</summary>
    /// <exception cref="LedgerException">It is damaged, or of a type that is not understood.</exception>
    public static VerifierKey Parse(string text)
    {
        // Base64 may hold plus signs too, a name may not
        if (text.Split('+', 3) is not [var name, { Length: 8 } id, var base64]
            || !StrictText.Base64(base64, out var bytes) || bytes.Length == 0)
            throw new LedgerException($"{Quoted.Of(text)} is not a public key: "
                + "write name+id+Base64 as it was given, on one line");
        var key = Of(name, (SignatureType)bytes[0], bytes.AsSpan(1));
        return key.IdText == id
            ? key
            : throw new LedgerException($"the key {Quoted.Of(name)} has the id {Quoted.Of(id)}, its bytes give "
                + $"{key.IdText}: it is damaged; ask for it again");
    }

    /// <summary>name+id+Base64.</summary>
    public override string ToString() => $"{Label}+{Convert.ToBase64String([(byte)Type, .. _publicKey])}";

    /// <summary>name+id: enough to say which key is meant.</summary>
    public string Label => $"{Name}+{IdText}";

    private string IdText => Id.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>Whether this key made a signature over a text.</summary>
    public bool Verifies(string text, ReadOnlySpan<byte> signature)
    {
        if (Type is SignatureType.Ed25519 or SignatureType.Ecdsa)
            return VerifiesBytes(Encoding.UTF8.GetBytes(text), signature);
        if (signature.Length < sizeof(ulong)) return false;
        var time = BinaryPrimitives.ReadInt64BigEndian(signature);
        return time >= 0 && Cosigned.Message(Type, Name, time, text) is { } message
            && VerifiesBytes(message, signature[sizeof(ulong)..]);
    }

    /// <summary>Whether this key made a bare signature over bytes, no note around them.</summary>
    internal bool VerifiesBytes(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) => Type switch
    {
        SignatureType.MlDsaCosignature => MlDsa44.Verifies(_publicKey, message, signature),
        SignatureType.Ecdsa => EcdsaP256.Verifies(_publicKey, message, signature),
        _ => Ed25519.Verifies(_publicKey, message, signature),
    };

    private static uint IdOf(string name, SignatureType type, byte[] publicKey) =>
        BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(type == SignatureType.Ecdsa
            ? publicKey
            : [.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)type, .. publicKey]));
}
