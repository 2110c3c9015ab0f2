// What is stated before anything is raised: architecture, recipe, text, program and machine. The first weights follow
// from this and from a number drawn later, so nobody can choose them.
// Source: gates G0 and G1 of a proof of training (compare arXiv:2307.00682, section 4): commit first, draw later.

using System.Security.Cryptography;
using System.Text.Json;
using Jaram.Checkpoints;

namespace Jaram.Ledger.Growth;

/// <summary>Everything that decides a model's weights but the nonce.</summary>
public sealed record Commitment
{
    /// <summary>The predicate's name in the log.</summary>
    public const string Kind = "commitment";

    /// <summary>design.json, kept as a blob.</summary>
    public required Digest Design { get; init; }

    /// <summary>recipe.json before its first stage, kept as a blob: seed of the order, rates, rows.</summary>
    public required Digest Recipe { get; init; }

    /// <summary>The tokenizer.</summary>
    public required Digest Tokenizer { get; init; }

    /// <summary>The text.</summary>
    public required CommittedText Text { get; init; }

    /// <summary>How first weights are drawn, tensor by tensor, kept as a blob; see <see cref="FirstWeights"/>.
    /// </summary>
    public required Digest FirstWeights { get; init; }

    /// <summary>The program and all that it brings along, by name.</summary>
    public required IReadOnlyList<ProgramPart> Program { get; init; }

    /// <summary>What bits depend on besides: library, processor features, number formats.</summary>
    public required string Platform { get; init; }

    /// <summary>SHA-256 of the commitment as it stands in the log.</summary>
    public Digest Seal() => Digest.Of(JsonSerializer.SerializeToUtf8Bytes(this, GrowthJson.Written.Commitment));

    /// <summary>The seed of first weights: SHA-256 of "jaram-seed-1", a line feed, the seal and the nonce.</summary>
    /// <param name="nonce">Bytes drawn after the commitment was logged.</param>
    public byte[] SeedWith(ReadOnlySpan<byte> nonce) =>
        SHA256.HashData([.. "jaram-seed-1\n"u8, .. Convert.FromHexString(Seal().ToString()), .. nonce]);
}

/// <summary>The text that a model is raised on.</summary>
/// <param name="MerkleRoot">RFC 6962 tree hash; leaf n is the SHA-256 of the text of document n.</param>
/// <param name="Documents">How many documents, held-out ones among them.</param>
/// <param name="Manifest">The shards' manifest, kept as a blob; it holds digests of shards and index, and with the
/// index each document's source and licence.</param>
/// <param name="Licences">Documents by licence, in ordinal order; "" for those that name none.</param>
/// <param name="Sources">Documents by source, in ordinal order.</param>
public sealed record CommittedText(Digest MerkleRoot, long Documents, Digest Manifest,
    IReadOnlyList<Portion> Licences, IReadOnlyList<Portion> Sources);

/// <summary>How many documents have something in common.</summary>
/// <param name="Name">What.</param>
/// <param name="Documents">How many.</param>
public sealed record Portion(string Name, long Documents);

/// <summary>A file of the program.</summary>
/// <param name="Name">Its name, without a folder.</param>
/// <param name="Sha256">Of its bytes.</param>
public sealed record ProgramPart(string Name, Digest Sha256);

/// <summary>The number drawn after the commitment.</summary>
/// <param name="Commitment">The commitment's seal.</param>
/// <param name="Value">Hexadecimal, 16 to 64 bytes.</param>
/// <param name="Origin">Who drew it.</param>
public sealed record Nonce(Digest Commitment, string Value, NonceOrigin Origin)
{
    /// <summary>The predicate's name in the log.</summary>
    public const string Kind = "nonce";
}

/// <summary>Where a nonce comes from.</summary>
public enum NonceOrigin
{
    /// <summary>Derived from the recipe's seed: the same run again gives the same bytes, but the maker could have tried
    /// several seeds.</summary>
    Recipe,

    /// <summary>Given on the command line, as from a public beacon after the commitment was logged.</summary>
    Given,

    /// <summary>Hashed from a witness's cosignature of the checkpoint that holds the commitment.</summary>
    Witness,
}
