// Several streams instead of one; how a mixer reads from them, writes to them and mixes them depends on the token.
// Source: hyper-connections arXiv:2409.19606, section 3; with a doubly stochastic mixing (mHC) arXiv:2512.24880,
// section 4.

namespace Jaram.Architecture.Atlas.Residuals;

/// <summary>n streams with learnt ways between them.</summary>
public sealed record HyperConnections : ResidualScheme
{
    private const int Scales = 3;

    /// <summary>Streams n.</summary>
    public required int Streams { get; init => field = Must.BePositive(value); }

    /// <summary>Sinkhorn steps that make the mixing doubly stochastic; 0 for a free one.</summary>
    public int SinkhornSteps { get; init => field = Must.NotBeNegative(value); }

    /// <summary>Whether the streams together are normalised with a learnt gain before the ways are computed.</summary>
    public bool StreamNorm { get; init; }

    /// <inheritdoc/>
    public override long Parameters(int width, int sites) =>
        Matrices(width, sites) + sites * (Ways + Scales + (StreamNorm ? (long)Streams * width : 0));

    /// <inheritdoc/>
    public override long Matrices(int width, int sites) => sites * Ways * Streams * width;

    /// <summary>Numbers that say how to read (n), write (n) and mix (n²).</summary>
    private long Ways => (2L + Streams) * Streams;
}
