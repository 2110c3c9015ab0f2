namespace Jaram.Ledger;

/// <summary>What a key signs and how; the numbers stand in keys and key ids.</summary>
public enum SignatureType
{
    /// <summary>Ed25519 over the note's text.</summary>
    Ed25519 = 0x01,

    /// <summary>ECDSA P-256 with SHA-256, in DER, over the note's text. Checked, never made.</summary>
    Ecdsa = 0x02,

    /// <summary>Ed25519 over a time and the note's text: what a witness says of a checkpoint.</summary>
    Cosignature = 0x04,

    /// <summary>ML-DSA-44 over a time, the cosigner's name and a checkpoint: lasts when Ed25519 can be
    /// forged.</summary>
    MlDsaCosignature = 0x06,
}
