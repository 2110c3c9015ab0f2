using Jaram.Ledger.Growth;

namespace Jaram.Training.Raising;

/// <summary>What a run must remember besides weights and moments, so that it goes on as if it had never
/// stopped.</summary>
public sealed record TrainerState
{
    /// <summary>Steps made so far.</summary>
    public required long Step { get; init; }

    /// <summary>Batches left out so far: step n reads batch n plus this.</summary>
    public required long SkippedBatches { get; init; }

    /// <summary>Losses that the guard remembers, oldest first.</summary>
    public required IReadOnlyList<double> Losses { get; init; }

    /// <summary>Gradient norms that the guard remembers, oldest first.</summary>
    public required IReadOnlyList<double> Norms { get; init; }

    /// <summary>Steps since the last planned version; none in a planned one.</summary>
    public required IReadOnlyList<StepRecord> Since { get; init; }

    /// <summary>SHA-256 of the tokenizer that the weights belong to.</summary>
    public required string Tokenizer { get; init; }

    /// <summary>What the bits depend on besides recipe and text: library, processor features, precision.</summary>
    public required string Platform { get; init; }
}
