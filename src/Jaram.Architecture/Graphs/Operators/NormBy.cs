// Operators without learnt numbers that work on each channel.
// Source: ours; functions as PyTorch defines them.

namespace Jaram.Architecture.Graphs;

/// <summary>How a token's numbers are normalised.</summary>
internal enum NormBy
{
    /// <summary>By the root of their mean square.</summary>
    Rms,

    /// <summary>By mean and deviation.</summary>
    Layer,

    /// <summary>By their length.</summary>
    Length,
}
