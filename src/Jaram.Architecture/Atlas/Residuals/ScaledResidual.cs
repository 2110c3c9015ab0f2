// Outputs are multiplied by a fixed number before they join the stream.
// Source: Tensor Programs VI (depth-muP), arXiv:2310.02244; MiniCPM, arXiv:2404.06395, section 3.1.

namespace Jaram.Architecture.Atlas.Residuals;

/// <summary>x + s·f(x).</summary>
public sealed record ScaledResidual : ResidualScheme
{
    /// <summary>The number s; 0 where that is not known.</summary>
    public double Scale { get; init => field = Must.NotBeNegative(value); }

    /// <inheritdoc/>
    public override long Parameters(int width, int sites) => 0;

    /// <inheritdoc/>
    public override long Matrices(int width, int sites) => 0;
}
