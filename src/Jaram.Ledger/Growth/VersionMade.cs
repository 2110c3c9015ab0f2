// One version of a model: what it is made of, what came before, what was read in between, and what that cost.
// Source: gate G2 of a proof of training (chain of digests); FLOPs by the three methods of the notice under Korea's
// AI Basic Act: from the structure, by experience, from the hardware's use.

using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Jaram.Checkpoints;

namespace Jaram.Ledger.Growth;

/// <summary>A version that was published.</summary>
public sealed record VersionMade
{
    /// <summary>The predicate's name in the log.</summary>
    public const string Kind = "version";

    /// <summary>What it is called: see <see cref="NameOf"/>.</summary>
    public required Digest Version { get; init; }

    /// <summary>The versions it was made from; none for first weights.</summary>
    public required IReadOnlyList<Digest> Parents { get; init; }

    /// <summary>Why it was made.</summary>
    public required Cause Cause { get; init; }

    /// <summary>Steps made before this segment.</summary>
    public required long From { get; init; }

    /// <summary>Steps made so far.</summary>
    public required long Step { get; init; }

    /// <summary>Digest of all weights (<see cref="Digest.OfTensors"/>).</summary>
    public required Digest Weights { get; init; }

    /// <summary>Digest of all that the optimizer remembers.</summary>
    public required Digest Optimizer { get; init; }

    /// <summary>SHA-256 of the run's own memory, trainer.json.</summary>
    public required Digest State { get; init; }

    /// <summary>The listing of every tensor's digest, kept as a blob (<see cref="TensorListing"/>).</summary>
    public required Digest Tensors { get; init; }

    /// <summary>Every step of the segment, kept as a blob (<see cref="StepRecord"/>).</summary>
    public required Digest Steps { get; init; }

    /// <summary>SHA-256 over the ids of the documents read in the segment, in order, u32 little-endian.</summary>
    public required Digest Documents { get; init; }

    /// <summary>Token ids read so far.</summary>
    public required long Tokens { get; init; }

    /// <summary>Mean loss of the segment's steps, nats a token; 0 for first weights.</summary>
    public required double Loss { get; init; }

    /// <summary>Mean L2 norm of the segment's gradients.</summary>
    public required double GradientNorm { get; init; }

    /// <summary>The schedule's share of the learning rates at the last step, in [0, 1].</summary>
    public required double Rate { get; init; }

    /// <summary>Loss of each standing probe, nats a token: a few held-out rows, the same for the model's whole
    /// life.</summary>
    public required IReadOnlyList<float> Probes { get; init; }

    /// <summary>Which tokens of the probes the model foresees: a bit each, row after row, lowest bit first, set where
    /// its likeliest token is the right one; base64.</summary>
    public required string Hits { get; init; }

    /// <summary>What the segment cost.</summary>
    public required SegmentCost Cost { get; init; }

    /// <summary>Whether no version of this ledger was before it.</summary>
    [JsonIgnore]
    public bool IsFirst => Cause is Cause.Born or Cause.Grown;

    /// <summary>Makes a version's name from what decides how the run goes on.</summary>
    public static Digest NameOf(Digest weights, Digest optimizer, Digest state) => new(SHA256.HashData(
    [
        .. "jaram-version-1\n"u8, .. Convert.FromHexString(weights.ToString()),
        .. Convert.FromHexString(optimizer.ToString()), .. Convert.FromHexString(state.ToString()),
    ]));
}

/// <summary>Why a version was made.</summary>
public enum Cause
{
    /// <summary>First weights, drawn from the seed.</summary>
    Born,

    /// <summary>Training went on.</summary>
    Raised,

    /// <summary>An earlier version was made the newest again.</summary>
    Reverted,

    /// <summary>First weights, grown from another model's (<see cref="Descent"/>).</summary>
    Grown,
}

/// <summary>What a segment cost.</summary>
/// <param name="Seconds">Wall time.</param>
/// <param name="FlopsByStructure">Operations counted from the design, forward and backward.</param>
/// <param name="FlopsByExperience">Six times parameters times tokens (arXiv:2001.08361, section 2.1).</param>
/// <param name="FlopsByHardware">Wall time times the speed that the machine reaches in a matrix product.</param>
/// <param name="Joules">Energy.</param>
/// <param name="Tier">How far the energy can be believed.</param>
public sealed record SegmentCost(double Seconds, double FlopsByStructure, double FlopsByExperience,
    double FlopsByHardware, double Joules, EnergyTier Tier);

/// <summary>How energy was found.</summary>
public enum EnergyTier
{
    /// <summary>Wall time times an assumed power.</summary>
    Estimated,

    /// <summary>Read from the processor's own counter.</summary>
    Measured,
}

/// <summary>One step of a segment.</summary>
/// <param name="Step">Steps made so far, this one included.</param>
/// <param name="Batch">The batch that it read: its own number plus those left out.</param>
/// <param name="Loss">Mean loss, nats a token.</param>
/// <param name="GradientNorm">L2 norm before any cut.</param>
/// <param name="Rate">The schedule's share of the learning rates.</param>
public sealed record StepRecord(long Step, long Batch, double Loss, double GradientNorm, double Rate);

/// <summary>Digests of single tensors, so that a change is found by name.</summary>
/// <param name="Weights">By name, in UTF-8 order.</param>
/// <param name="Optimizer">By name, in UTF-8 order.</param>
public sealed record TensorListing(IReadOnlyList<NamedDigest> Weights, IReadOnlyList<NamedDigest> Optimizer);

/// <summary>Compares lists of digests.</summary>
internal static class NamedDigests
{
    /// <summary>Names of tensors that differ, or are on one side only.</summary>
    public static List<string> Differing(this IReadOnlyList<NamedDigest> recorded, IReadOnlyList<NamedDigest> made)
    {
        var left = recorded.ToDictionary(tensor => tensor.Name, tensor => tensor.Sha256);
        List<string> wrong =
            [.. made.Where(t => !left.Remove(t.Name, out var due) || due != t.Sha256).Select(t => t.Name)];
        return [.. wrong, .. left.Keys];
    }
}

/// <summary>A tensor's digest.</summary>
/// <param name="Name">As in a checkpoint.</param>
/// <param name="Sha256">Of its bytes, row-major and little-endian.</param>
public sealed record NamedDigest(string Name, Digest Sha256);
