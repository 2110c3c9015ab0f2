using Jaram.Checkpoints;
using Jaram.Ledger.Growth;

namespace Jaram.Training.Raising;

/// <summary>What a model says of a few held-out rows, the same all its life.</summary>
/// <param name="Losses">Of each row, nats a token.</param>
/// <param name="Hits">A bit for each token, row after row, lowest bit first: set where the likeliest token is the right
/// one.</param>
public sealed record ProbeReading(float[] Losses, byte[] Hits);

/// <summary>What a version is, by digests.</summary>
/// <param name="Weights">Of all weights and buffers.</param>
/// <param name="Optimizer">Of all that the optimizer remembers.</param>
/// <param name="State">SHA-256 of trainer.json.</param>
/// <param name="Tensors">Of every tensor.</param>
public sealed record SavedDigests(Digest Weights, Digest Optimizer, Digest State, TensorListing Tensors)
{
    /// <summary>The version's name.</summary>
    public Digest Version => VersionMade.NameOf(Weights, Optimizer, State);
}

/// <summary>The stretch of a run that ends in a version, as the ledger wants to know it.</summary>
/// <param name="From">Steps made before it.</param>
/// <param name="Step">Steps made so far.</param>
/// <param name="Steps">Each of its steps; none for first weights.</param>
/// <param name="Saved">The version.</param>
/// <param name="Documents">SHA-256 over the documents read, u32 little-endian, in order.</param>
/// <param name="TokensPerStep">Ids that a step reads.</param>
/// <param name="Probes">What the standing probes say.</param>
public sealed record Segment(long From, long Step, IReadOnlyList<StepRecord> Steps, SavedDigests Saved,
    Digest Documents, long TokensPerStep, ProbeReading Probes)
{
    /// <summary>The version's name.</summary>
    public Digest Version => Saved.Version;
}
