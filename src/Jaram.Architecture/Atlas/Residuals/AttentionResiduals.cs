// The stream is an attention over the outputs of earlier layers, a learnt query a site.
// Source: Attention Residuals, arXiv:2603.15031; Kimi K3 as read in ggml-org/llama.cpp, conversion/kimi_k3.py: a gain
// and a score vector a site.

namespace Jaram.Architecture.Atlas.Residuals;

/// <summary>A site reads a weighted sum of what earlier blocks of layers made.</summary>
public sealed record AttentionResiduals : ResidualScheme
{
    /// <summary>Layers whose outputs are summed before later ones attend to them.</summary>
    public required int Block { get; init => field = Must.BePositive(value); }

    /// <inheritdoc/>
    public override long Parameters(int width, int sites) => 2L * sites * width;

    /// <inheritdoc/>
    public override long Matrices(int width, int sites) => (long)sites * width;
}
