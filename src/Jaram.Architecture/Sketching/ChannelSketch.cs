// Source: each part's own, as in Jaram.Architecture.Atlas.Channels.

using Jaram.Architecture.Atlas.Channels;
using Jaram.Architecture.Graphs;

namespace Jaram.Architecture.Sketching;

/// <summary>Draws channel mixers.</summary>
internal static class ChannelSketch
{
    private const int Hidden = 40, Experts = 4, Chosen = 2, Groups = 2, ExpertHidden = 8, Latent = 12;

    /// <summary>A channel mixer's output.</summary>
    public static int Of(LayerSketch layer, Channel channel, int x) => channel switch
    {
        MlpChannel mlp => Mlp(layer, mlp, x, 1),
        MixtureChannel mixture => Mixture(layer, mixture, x),
        _ => throw new DesignException(
            $"channel: must be of a kind that is known, got {channel.GetType().Name}; add it"),
    };

    private static int Mlp(LayerSketch layer, MlpChannel mlp, int x, int bank)
    {
        var width = layer.Sketch.WidthOf(x);
        var hidden = bank > 1 ? ExpertHidden : Hidden;
        int Up() => mlp.Bias && bank == 1
            ? layer.Linear(x, hidden, hasBias: true)
            : layer.Sketch.Put(layer.Draw.Linear(width, hidden, bank), x);
        int Bound(int y) => mlp.Clamp > 0 ? layer.Bent("clamp", y) : y;
        var y = layer.Canon(Blocks.CanonPoints.D, layer.Bent(Word(mlp.Bend), Bound(Up())));
        if (mlp.Gate == ChannelGate.Hidden) y = layer.Sketch.Put(new Product(), y, Bound(Up()));
        y = layer.Sketch.Put(layer.Draw.Linear(hidden, width, bank), y);
        if (mlp.Bias && bank == 1) y = layer.Shifted(y);
        return mlp.Gate == ChannelGate.Output
            ? layer.Sketch.Put(new Product(), y, layer.Bent("sigmoid", layer.Linear(x, width)))
            : y;
    }

    private static int Mixture(LayerSketch layer, MixtureChannel mixture, int x)
    {
        var sketch = layer.Sketch;
        var inner = mixture.LatentWidth > 0 ? layer.Linear(x, Latent) : x;
        if (mixture.LatentNorm) inner = layer.InnerNorm(inner);
        var y = sketch.Put(new Blend(), Weights(layer, mixture, x), Mlp(layer, mixture.Expert, inner, Experts));
        if (mixture.LatentWidth > 0) y = layer.Linear(y, LayerSketch.Width);
        if (mixture.SharedExpert is { } shared)
        {
            var all = Mlp(layer, shared, x, 1);
            if (mixture.SharedGate)
                all = sketch.Put(new Product(), all, layer.Bent("sigmoid", layer.Linear(x, 1)));
            y = sketch.Put(new Sum(), y, all);
        }
        return mixture.Beside is { } beside ? sketch.Put(new Sum(), y, Mlp(layer, beside, x, 1)) : y;
    }

    /// <summary>A weight for each expert, 0 for those that are not chosen.</summary>
    private static int Weights(LayerSketch layer, MixtureChannel mixture, int x)
    {
        var sketch = layer.Sketch;
        var affinities = layer.Linear(x, Experts, mixture.RouterBias);
        var scores = layer.Bent(mixture.Scoring switch
        {
            Scoring.Sigmoid => "sigmoid",
            Scoring.SqrtSoftplus => "sqrt of softplus",
            _ => "softmax",
        }, affinities);
        var choice = mixture.ChosenById ? sketch.Put(new Elsewhere("table by token", Experts), 0)
            : mixture.BalancedByBias ? layer.Shifted(scores) : scores;
        var weights = sketch.Put(new Top(Chosen, mixture.Groups > 1 ? Groups : 1), scores, choice);
        // the softmax of the chosen is the softmax of all, shared among the chosen
        if (mixture.NormalizeWeights || mixture.Scoring == Scoring.SoftmaxOfChosen) weights = sketch.Put(new Share(),
            weights);
        return sketch.Put(new Scale(mixture.Scale), weights);
    }

    private static string Word(Bend bend) => bend switch
    {
        Bend.Silu => "silu",
        Bend.Gelu or Bend.GeluTanh => "gelu",
        Bend.Relu => "relu",
        Bend.ReluSquared => "relu2",
        Bend.Xielu => "xielu",
        Bend.PolyNorm => "polynorm",
        Bend.Situ => "situ",
        _ => "swish of 1.702, clamped",
    };
}
