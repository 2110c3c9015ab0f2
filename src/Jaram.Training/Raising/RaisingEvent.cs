using System.Text.Json.Serialization;

namespace Jaram.Training.Raising;

/// <summary>What happens while a model is raised, in order; the journal holds them and displays show them.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(RaisingEvent.Began), "began")]
[JsonDerivedType(typeof(RaisingEvent.PassedOver), "passedOver")]
[JsonDerivedType(typeof(RaisingEvent.Stepped), "stepped")]
[JsonDerivedType(typeof(RaisingEvent.Skipped), "skipped")]
[JsonDerivedType(typeof(RaisingEvent.Rewound), "rewound")]
[JsonDerivedType(typeof(RaisingEvent.Scored), "scored")]
[JsonDerivedType(typeof(RaisingEvent.Saved), "saved")]
public abstract record RaisingEvent
{
    private RaisingEvent() { }

    /// <summary>The run begins or goes on.</summary>
    /// <param name="Step">Steps made so far.</param>
    /// <param name="Steps">Steps of all stages.</param>
    /// <param name="Parameters">Trainable numbers.</param>
    /// <param name="TokensPerStep">Ids predicted in a step.</param>
    /// <param name="FlopsPerToken">Operations of one token's step, forward and backward.</param>
    /// <param name="Precision">Number format of activations.</param>
    /// <param name="Operators">Fused or plain, and why if plain.</param>
    public sealed record Began(long Step, long Steps, long Parameters, long TokensPerStep, double FlopsPerToken,
        string Precision, string Operators) : RaisingEvent;

    /// <summary>A version that does not verify was passed over.</summary>
    /// <param name="Why">Which and why.</param>
    public sealed record PassedOver(string Why) : RaisingEvent;

    /// <summary>A step was made.</summary>
    /// <param name="Step">Steps made so far, this one included.</param>
    /// <param name="Loss">Mean loss, nats per token.</param>
    /// <param name="BitsPerByte">The same in bits per byte of text, at the whole corpus' tokens a byte.</param>
    /// <param name="GradientNorm">L2 norm before any cut.</param>
    /// <param name="Rate">The schedule's share of the learning rates.</param>
    public sealed record Stepped(long Step, double Loss, double BitsPerByte, double GradientNorm, double Rate)
        : RaisingEvent;

    /// <summary>A step was not made, as it would have done harm.</summary>
    public sealed record Skipped(long Step, string Why) : RaisingEvent;

    /// <summary>So many steps in a row would have done harm that the run went back.</summary>
    /// <param name="From">Where it was.</param>
    /// <param name="To">The version that it went back to.</param>
    /// <param name="Batches">Batches that are left out from now on.</param>
    public sealed record Rewound(long From, long To, long Batches) : RaisingEvent;

    /// <summary>Held-out text was scored.</summary>
    public sealed record Scored(long Step, double BitsPerByte, double Loss) : RaisingEvent;

    /// <summary>A version was published and will survive a power cut.</summary>
    public sealed record Saved(long Step, string Digest) : RaisingEvent;
}
