using Jaram.Checkpoints;
using Jaram.Ledger.Growth;

namespace Jaram.Training.Raising;

/// <summary>The stretch of a run that ends in a version, as the ledger wants to know it.</summary>
/// <param name="From">Steps made before it.</param>
/// <param name="Step">Steps made so far.</param>
/// <param name="Steps">Each of its steps; none for first weights.</param>
/// <param name="Weights">Digest of all weights and buffers.</param>
/// <param name="Optimizer">Digest of all that the optimizer remembers.</param>
/// <param name="State">SHA-256 of trainer.json.</param>
/// <param name="Tensors">Digest of every tensor.</param>
/// <param name="Documents">SHA-256 over the documents read, u32 little-endian, in order.</param>
/// <param name="TokensPerStep">Ids that a step reads.</param>
/// <param name="Probes">Loss of each standing probe, nats a token.</param>
public sealed record Segment(long From, long Step, IReadOnlyList<StepRecord> Steps, Digest Weights, Digest Optimizer,
    Digest State, TensorListing Tensors, Digest Documents, long TokensPerStep,
    IReadOnlyList<float> Probes)
{
    /// <summary>The version's name.</summary>
    public Digest Version => VersionMade.NameOf(Weights, Optimizer, State);
}
