// Shares and overhead that fit a machine's own measurements: the compute share from a prompt, the bandwidth share and
// the overhead from decoding at some depths, by least squares of relative errors.
// Source: ours.

namespace Jaram.Architecture.Costing;

/// <summary>A decoding step that was measured.</summary>
/// <param name="Batch">Texts.</param>
/// <param name="Depth">Tokens before.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record MeasuredStep(int Batch, int Depth, double Seconds);

/// <summary>Fits a <see cref="StepModel"/> to a machine.</summary>
public static class StepFit
{
    /// <summary>Rates with which the model gives what was measured.</summary>
    /// <param name="model">The model.</param>
    /// <param name="bandwidth">Bytes a second, measured in the same run.</param>
    /// <param name="peak">Operations a second, measured in the same run.</param>
    /// <param name="promptTokens">Tokens of the prompt.</param>
    /// <param name="promptSeconds">How long it took.</param>
    /// <param name="steps">Decoding steps, one or more.</param>
    public static Rates Of(StepModel model, double bandwidth, double peak, int promptTokens, double promptSeconds,
        IReadOnlyList<MeasuredStep> steps)
    {
        // t ≈ a·bytes + t0, each equation divided by its t: minimise Σ (a·x + t0·y - 1)², x = bytes/t, y = 1/t
        double xx = 0, xy = 0, yy = 0, x1 = 0, y1 = 0;
        foreach (var step in steps)
        {
            double x = model.DecodeBytes(step.Batch, step.Depth) / step.Seconds, y = 1 / step.Seconds;
            (xx, xy, yy, x1, y1) = (xx + x * x, xy + x * y, yy + y * y, x1 + x, y1 + y);
        }
        var determinant = xx * yy - xy * xy;
        var (slope, overhead) = (x1 / xx, 0.0);
        if (determinant > 1e-9 * xx * yy)
        {
            var (a, t0) = ((x1 * yy - y1 * xy) / determinant, (xx * y1 - xy * x1) / determinant);
            if (a > 0 && t0 >= 0) (slope, overhead) = (a, t0);
        }
        var computing = Math.Max(promptSeconds - overhead, promptSeconds / 2);
        return new(bandwidth, peak, 1 / (slope * bandwidth),
            model.PrefillFlops(promptTokens) / (computing * peak), overhead);
    }
}
