namespace Jaram.Architecture;

/// <summary>Root-mean-square normalisation (arXiv:1910.07467, section 4).</summary>
public sealed record NormDesign
{
    /// <summary>Added to the mean square.</summary>
    public required double Epsilon { get; init => field = Must.BePositive(value); }

    /// <summary>Whether each channel has a learnt gain.</summary>
    public required bool Gain { get; init; }
}
