// Source: RFC 8032 section 5.1.5 and FIPS 204 section 5.1: both keys grow from 32 random bytes, which are all we keep.

using System.Security.Cryptography;

namespace Jaram.Ledger;

/// <summary>How a private key signs.</summary>
public enum KeyKind
{
    /// <summary>Ed25519: short, and read by every log tool.</summary>
    Ed25519,

    /// <summary>ML-DSA-44: long, and safe from quantum computers as far as is known.</summary>
    MlDsa44,
}

/// <summary>A private key. It has no name of its own: the name is that of the log or witness it signs for.</summary>
public sealed class SigningKey
{
    private readonly byte[] _seed, _publicKey;

    /// <summary>Takes over 32 secret bytes.</summary>
    /// <exception cref="LedgerException">There are not 32.</exception>
    public SigningKey(KeyKind kind, ReadOnlySpan<byte> seed)
    {
        if (seed.Length != Ed25519.SeedBytes)
            throw new LedgerException($"a private key has {Ed25519.SeedBytes} bytes, got {seed.Length}: give all of "
                + "them");
        (Kind, _seed) = (kind, seed.ToArray());
        _publicKey = kind == KeyKind.Ed25519 ? Ed25519.PublicKey(_seed) : MlDsa44.PublicKey(_seed);
    }

    /// <summary>How it signs.</summary>
    public KeyKind Kind { get; }

    /// <summary>The secret bytes.</summary>
    internal ReadOnlySpan<byte> Seed => _seed;

    /// <summary>A new key, from the system's source of secrets.</summary>
    public static SigningKey Generate(KeyKind kind) => new(kind, RandomNumberGenerator.GetBytes(Ed25519.SeedBytes));

    /// <summary>To sign as the log of this name: type 0x01 with Ed25519, 0x06 with ML-DSA-44.</summary>
    public Signer ForLog(string origin) =>
        new(this, Public(origin, Kind == KeyKind.Ed25519 ? SignatureType.Ed25519 : SignatureType.MlDsaCosignature));

    /// <summary>To sign as the witness of this name: type 0x04 with Ed25519, 0x06 with ML-DSA-44. Never use one Ed25519
    /// key for two witnesses: what it signs does not say which.</summary>
    public Signer ForWitness(string name) =>
        new(this, Public(name, Kind == KeyKind.Ed25519 ? SignatureType.Cosignature : SignatureType.MlDsaCosignature));

    /// <summary>A bare signature over bytes.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> message) =>
        Kind == KeyKind.Ed25519 ? Ed25519.Sign(_seed, message) : MlDsa44.Sign(_seed, message);

    private VerifierKey Public(string name, SignatureType type) => VerifierKey.Of(name, type, _publicKey);
}
