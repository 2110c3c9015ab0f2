namespace Jaram.Ledger.Verifying;

/// <summary>Whom a verifier believes. Never take it from the model's own folder.</summary>
public sealed record Trust
{
    /// <summary>The makers' keys: each must have signed the checkpoint, one of them each entry.</summary>
    public required IReadOnlyCollection<VerifierKey> Keys { get; init; }

    /// <summary>Which witnesses count, and how many are needed; null to go without.</summary>
    public Policy? Policy { get; init; }

    /// <summary>Older checkpoints that somebody kept elsewhere, as they were then.</summary>
    public IReadOnlyList<KeptCheckpoint> Kept { get; init; } = [];
}

/// <summary>A checkpoint that somebody kept.</summary>
/// <param name="Where">Whose, for messages: a file's name.</param>
/// <param name="Note">Its bytes.</param>
public sealed record KeptCheckpoint(string Where, ReadOnlyMemory<byte> Note);
