// How activations are normalised.
// Source: layer norm arXiv:1607.06450; RMS norm arXiv:1910.07467, section 4; gated by a low-rank gate: A.X K2,
// huggingface/transformers, models/axk2.

namespace Jaram.Architecture.Atlas;

/// <summary>What a norm subtracts and divides by.</summary>
public enum NormKind
{
    /// <summary>Divides by the root mean square.</summary>
    Rms,

    /// <summary>Subtracts the mean, divides by the standard deviation.</summary>
    Layer,
}

/// <summary>The norm of a model, at all its places.</summary>
public sealed record NormBlueprint
{
    /// <summary>What it subtracts and divides by.</summary>
    public required NormKind Kind { get; init; }

    /// <summary>Added to what it divides by; 0 where that is not known.</summary>
    public double Epsilon { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Whether each channel has a learnt gain.</summary>
    public required bool Gain { get; init; }

    /// <summary>Whether the gain is stored less one, as Gemma does: the same function.</summary>
    public bool GainLessOne { get; init; }

    /// <summary>Whether each channel has a learnt shift.</summary>
    public bool Shift { get; init; }

    /// <summary>Rank of the sigmoid gate that the norm's output passes where a layer says so; 0 for none.</summary>
    public int GateRank { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Trainable numbers of one norm, its gate left out.</summary>
    /// <param name="width">Channels.</param>
    public long Parameters(int width) => (Gain ? (long)width : 0) + (Shift ? (long)width : 0);
}
