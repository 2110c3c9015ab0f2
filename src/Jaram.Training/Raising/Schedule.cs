// The learning rate over a run: warm up, stay, decay; and Muon's momentum beside it.
// Source: warm-up/stable/decay arXiv:2404.06395, section 4; linear decay and momentum karpathy/nanochat (2026).

using Jaram.Training.Optimizers;

namespace Jaram.Training.Raising;

/// <summary>Where each step stands in its stage.</summary>
public static class Schedule
{
    private const double FirstMomentum = 0.85, Momentum = 0.95;
    private const int MomentumSteps = 300;

    /// <summary>The moment of a step.</summary>
    /// <param name="recipe">Its stages.</param>
    /// <param name="step">From 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">No stage has that step.</exception>
    public static Moment At(Recipe recipe, long step) => Find(recipe, step)
        ?? throw new ArgumentOutOfRangeException(nameof(step), step, $"the recipe has {recipe.Steps} steps");

    /// <summary>The moment of a step; null if no stage has that step.</summary>
    /// <param name="recipe">Its stages.</param>
    /// <param name="step">From 0.</param>
    public static Moment? Find(Recipe recipe, long step)
    {
        foreach (var (begun, stage) in recipe.Laid.Reverse())
            if (step >= begun && step < begun + stage.Steps)
                return new(step + 1, Rate(stage, step - begun), Warmth(step));
        return null;
    }

    /// <summary>Share of the full rate, in (0, 1].</summary>
    internal static double Rate(Stage stage, long step)
    {
        var up = stage.WarmUp == 0 ? 1 : Math.Min(1, (step + 1.0) / stage.WarmUp);
        var decaying = stage.Steps * stage.Decay;
        var down = decaying == 0 ? 1 : Math.Min(1, (stage.Steps - step) / decaying);
        return up * double.Lerp(stage.Floor, 1, down);
    }

    private static double Warmth(long step) =>
        double.Lerp(FirstMomentum, Momentum, Math.Min(1, step / (double)MomentumSteps));
}
