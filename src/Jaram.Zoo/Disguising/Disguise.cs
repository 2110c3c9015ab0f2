// What a thief would do to weights of any design so that they answer as before and look like others': another order of
// the stream's channels (X1), another of each network's hidden units (X2), and gains folded where they are free (X5).
// Source: Zhu et al., arXiv:2502.12292, appendix (X1, X2, X5).

using Jaram.Architecture;
using Jaram.Checkpoints.Packing;
using Jaram.Zoo.Deriving;

namespace Jaram.Zoo.Disguising;

/// <summary>Disguises that every design takes.</summary>
public static class Disguise
{
    /// <summary>The weights in disguise; a model of them gives the same answers, but for rounding.</summary>
    /// <param name="design">The architecture.</param>
    /// <param name="weights">All weights and buffers, in float32.</param>
    /// <param name="name">Decides the orders: the same name gives the same weights.</param>
    public static HeldTensors Of(Design design, HeldTensors weights, string name)
    {
        var body = Body.Of(design, tokenizer: "", weights);
        return OtherGains.Folded(new UnitOrder().Of(new StreamOrder().Of(body, name), name)).Held();
    }
}
