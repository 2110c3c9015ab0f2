namespace Jaram.Architecture.Atlas;

/// <summary>What was done to a parent's weights.</summary>
public enum MakingOperation
{
    /// <summary>Pretraining went on, on other text.</summary>
    ContinuedPretraining,

    /// <summary>Fine-tuning, preference or reinforcement learning.</summary>
    PostTraining,

    /// <summary>Layers were copied to make a deeper model.</summary>
    DepthUpScaling,

    /// <summary>A dense network was copied to make experts.</summary>
    Upcycling,

    /// <summary>Channels were copied to make a wider model.</summary>
    Widening,

    /// <summary>Keys and values were factored into latents.</summary>
    LatentConversion,

    /// <summary>Parts were taken out, and the rest taught by the whole.</summary>
    Pruning,

    /// <summary>Some tensors begin as an ancestor's.</summary>
    PartialInitialisation,

    /// <summary>A part, as an encoder, was taken as it is.</summary>
    ComponentReuse,

    /// <summary>Taught by the answers of another model.</summary>
    Distillation,
}

/// <summary>A step by which a model's weights came from another's.</summary>
public sealed record Making
{
    /// <summary>The model that weights came from.</summary>
    public required string Parent { get; init => field = Must.BeFilled(value); }

    /// <summary>What was done.</summary>
    public required MakingOperation Operation { get; init; }

    /// <summary>The same in words, with numbers.</summary>
    public required string How { get; init => field = Must.BeFilled(value); }

    /// <summary>Who says so.</summary>
    public required string Source { get; init => field = Must.BeFilled(value); }
}
