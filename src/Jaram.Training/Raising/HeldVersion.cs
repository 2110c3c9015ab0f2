using Jaram.Checkpoints.Packing;

namespace Jaram.Training.Raising;

/// <summary>A version in memory: a copy of all that decides how a run goes on.</summary>
/// <param name="Weights">All weights and buffers.</param>
/// <param name="Memory">What the optimizer remembers.</param>
/// <param name="State">What the run remembers.</param>
public sealed record HeldVersion(HeldTensors Weights, HeldTensors Memory, TrainerState State);
