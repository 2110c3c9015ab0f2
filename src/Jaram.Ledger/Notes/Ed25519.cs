// The only file that speaks to the cryptographic library. Signing is deterministic: same key, same message, same bytes.
// Source: RFC 8032 (Ed25519); FIPS 204 (ML-DSA-44, empty context, deterministic variant); FIPS 186-5 (ECDSA).

using System.Formats.Asn1;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Jaram.Ledger;

/// <summary>Ed25519.</summary>
internal static class Ed25519
{
    public const int SeedBytes = 32, PublicKeyBytes = 32, SignatureBytes = 64;

    public static byte[] PublicKey(byte[] seed) =>
        new Ed25519PrivateKeyParameters(seed).GeneratePublicKey().GetEncoded();

    public static byte[] Sign(byte[] seed, ReadOnlySpan<byte> message)
    {
        var signature = new byte[SignatureBytes];
        Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.Sign(seed, message, signature);
        return signature;
    }

    public static bool Verifies(byte[] publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        publicKey.Length == PublicKeyBytes && signature.Length == SignatureBytes
        && Org.BouncyCastle.Math.EC.Rfc8032.Ed25519.Verify(signature, publicKey, message);
}

/// <summary>ML-DSA-44, against forgers with a quantum computer.</summary>
internal static class MlDsa44
{
    public const int SeedBytes = 32, PublicKeyBytes = 1312, SignatureBytes = 2420;

    private static readonly MLDsaParameters _parameters = MLDsaParameters.ml_dsa_44;

    public static byte[] PublicKey(byte[] seed) =>
        MLDsaPrivateKeyParameters.FromSeed(_parameters, seed).GetPublicKeyEncoded();

    public static byte[] Sign(byte[] seed, ReadOnlySpan<byte> message)
    {
        var signer = new MLDsaSigner(_parameters, deterministic: true);
        signer.Init(forSigning: true, MLDsaPrivateKeyParameters.FromSeed(_parameters, seed));
        signer.BlockUpdate(message);
        return signer.GenerateSignature();
    }

    public static bool Verifies(
        byte[] publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature, byte[]? context = null)
    {
        if (publicKey.Length != PublicKeyBytes || signature.Length != SignatureBytes || context?.Length > 255)
            return false;
        var key = MLDsaPublicKeyParameters.FromEncoding(_parameters, publicKey);
        var verifier = new MLDsaSigner(_parameters, deterministic: true);
        verifier.Init(forSigning: false, context is null ? key : new ParametersWithContext(key, context));
        verifier.BlockUpdate(message);
        return verifier.VerifySignature(signature.ToArray());
    }
}

/// <summary>ECDSA on P-256 with SHA-256, signatures in DER.</summary>
internal static class EcdsaP256
{
    /// <param name="publicKey">SubjectPublicKeyInfo in DER.</param>
    /// <param name="message">Hashed here.</param>
    /// <param name="signature">In DER.</param>
    public static bool Verifies(byte[] publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey, out var read);
            return read == publicKey.Length && key.KeySize == 256
                && key.VerifyData(message, Pair(signature), HashAlgorithmName.SHA256);
        }
        catch (Exception e) when (e is CryptographicException or AsnContentException or ArgumentException
            or OverflowException)
        {
            return false;
        }
    }

    /// <summary>r and s of 32 bytes each. The system's own reading lets a missing sign byte pass.</summary>
    private static byte[] Pair(ReadOnlySpan<byte> signature)
    {
        var outer = new AsnReader(signature.ToArray(), AsnEncodingRules.DER);
        var inner = outer.ReadSequence();
        var pair = new byte[64];
        foreach (var half in new[] { 0, 32 })
        {
            var number = inner.ReadInteger().ToByteArray(isUnsigned: true, isBigEndian: true); // negative: it throws
            number.CopyTo(pair.AsSpan(half + 32 - number.Length));
        }
        inner.ThrowIfNotEmpty();
        outer.ThrowIfNotEmpty();
        return pair;
    }
}
