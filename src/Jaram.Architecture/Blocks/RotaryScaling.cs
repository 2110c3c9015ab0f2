// How rotary positions reach beyond the context that a model was first raised on. A new rule is one record here.
// Source: ours; each rule names its own.

using System.Text.Json.Serialization;

namespace Jaram.Architecture.Blocks;

/// <summary>A rule that changes the wavelengths so that positions beyond the original context stay readable.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(LinearScaling), "linear")]
[JsonDerivedType(typeof(Llama3Scaling), "llama3")]
[JsonDerivedType(typeof(YarnScaling), "yarn")]
public abstract record RotaryScaling
{
    /// <summary>New context over original context, 1 or more.</summary>
    public required double Factor
    {
        get;
        init => field = Must.BePositive(value) >= 1
            ? value
            : throw Must.Refusal(nameof(Factor), value, "must be 1 or more", "use new context over original context");
    }

    /// <summary>The scaled angle per token of the pair whose unscaled angle per token is given.</summary>
    /// <param name="frequency">Radians per token.</param>
    /// <param name="pair">Index of the pair, 0 the fastest.</param>
    /// <param name="rotary">The design that this rule belongs to.</param>
    public abstract double Scale(double frequency, int pair, RotaryDesign rotary);

    /// <summary>What cosines and sines are multiplied by.</summary>
    public virtual double Temperature => 1;

    /// <summary>What every score of the attention is multiplied by.</summary>
    public virtual double ScoreFactor => 1;

    /// <summary>Relations between values that no single setter can see.</summary>
    internal virtual void Check() { }
}
