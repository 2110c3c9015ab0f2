// What a step reads from memory: weights once for all texts of a batch, each text's cache for itself.
// Source: ours; E(1 - (1 - k/E)^B) is the expected number of distinct experts that B independent tokens choose.

using Jaram.Architecture.Blocks;
using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Costing;

/// <summary>Bytes that a design's weights and cache take, and that a step reads.</summary>
/// <param name="design">The model.</param>
/// <param name="precision">How its weights are kept.</param>
/// <param name="cacheBits">Bits of a number in the cache, scales left out.</param>
public sealed class StepReads(Design design, Precision precision, double cacheBits)
{
    private const double FloatBits = 32;

    /// <summary>Routed experts that some tokens pass together, each choosing by itself.</summary>
    /// <param name="experts">Experts E.</param>
    /// <param name="active">Experts k that one token passes.</param>
    /// <param name="tokens">Tokens B.</param>
    public static double DistinctExperts(int experts, int active, double tokens) =>
        experts * (1 - Math.Pow(1 - (double)active / experts, tokens));

    /// <summary>Bytes of all weights, modules ahead left out.</summary>
    public double Weights => (Layers(mixture => mixture.Experts)
        + (design.TiedEmbeddings ? 1 : 2) * Table * precision.Embedding) / 8;

    /// <summary>Bytes of weights that a step reads: of an embedding that is no head, rows too few to count.</summary>
    /// <param name="tokens">Tokens B of the step.</param>
    public double Read(double tokens) => (Layers(mixture => DistinctExperts(mixture.Experts, mixture.Active, tokens))
        + Table * precision.Embedding) / 8;

    /// <summary>Bytes that a text of so many tokens keeps, and that its next token reads.</summary>
    public double Cache(double tokens) => design.Stack.Sum(layer =>
    {
        var (kept, window) = (layer.Mixer.Cache(), layer.Mixer.Window);
        var filters = (layer.Cache(design.Width).Fixed - kept.Fixed) * FloatBits;
        var numbers = kept.PerToken * tokens
            + (window > 0 ? kept.Fixed / (double)window * Math.Min(tokens, window) : 0);
        return (numbers * cacheBits + filters) / 8;
    });

    /// <summary>Bytes that a token adds for ever.</summary>
    public double CachePerToken => Count.Of(design).Cache.PerToken * cacheBits / 8;

    private double Table => (double)design.Vocabulary * design.Width;

    /// <summary>Bits of all but the embedding and the head.</summary>
    private double Layers(Func<MixtureDesign, double> experts)
    {
        var (width, bits, counted) = (design.Width, 0.0, 0.0);
        foreach (var layer in design.Stack)
        {
            double mixer = layer.Mixer.Parameters(width, design.Norm), channel = layer.Channel.ActiveParameters(width);
            var latent = layer.Mixer is LatentAttentionDesign c
                ? (double)c.LatentRank * c.Heads * (c.PlainDim + c.ValueDim)
                : 0;
            bits += (mixer - latent) * precision.Layers + latent * precision.Latent + layer.Channel switch
            {
                MixtureDesign m => m.Expert.Parameters(width) * (m.Shared + experts(m)) * precision.Layers
                    + (double)width * m.Experts * FloatBits,
                _ => channel * precision.Layers,
            };
            counted += mixer + channel;
        }
        var others = Count.Of(design).ActiveParameters - (design.TiedEmbeddings ? 1 : 2) * Table - counted;
        return bits + others * FloatBits;
    }
}
