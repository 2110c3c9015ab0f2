namespace Jaram.Bench;

/// <summary>Time of Jaram's recipe to the loss that a plain recipe reaches in a given time.</summary>
internal static class TimeToLoss
{
    private const int WarmUp = 3, Trial = 12, Slices = 60, ScoreFrom = 40;

    /// <summary>Both schedules are laid out beforehand for the time each arm gets, from a trial of a few steps. Then the
    /// arms take turns in slices, so that both see the machine's good and bad minutes. Only steps count as time.</summary>
    /// <param name="model">Design, recipe and text.</param>
    /// <param name="samples">Where samples go.</param>
    /// <param name="seconds">Time of the plain arm.</param>
    /// <param name="share">Share of that time that ours is laid out for.</param>
    /// <param name="rate">AdamW's rate of the plain arm, the best of a sweep.</param>
    public static void Measure(string model, Samples samples, double seconds, double share, double rate)
    {
        var (ourSteps, plainSteps) = Lay(model, seconds, share);
        using var ours = new ArmProcess(ArmKind.Jaram, model, ourSteps, 0);
        using var plain = new ArmProcess(ArmKind.Plain, model, plainSteps, rate);
        samples.Add("arm", "steps", "seconds of steps", "held-out nats a token");
        List<(double Clock, double Loss)> curve = [];
        var plainLoss = 0.0;
        for (int slice = 0, own = 0, other = 0; slice < Slices; slice++)
        {
            Advance(ours, ref own, ourSteps, slice);
            Advance(plain, ref other, plainSteps, slice);
            if (slice < ScoreFrom && slice % 10 != 9) continue;
            curve.Add((ours.Clock, ours.Score()));
            samples.Add("jaram", own, $"{ours.Clock / 1000:F1}", $"{curve[^1].Loss:F4}");
            if (slice % 10 != 9) continue;
            plainLoss = plain.Score();
            samples.Add("plain", other, $"{plain.Clock / 1000:F1}", $"{plainLoss:F4}");
        }
        var there = curve.FindIndex(point => point.Loss <= plainLoss);
        var sizes = $"{ours.Parameters:N0} and {plain.Parameters:N0} parameters, {plain.TokensPerStep} tokens a step: "
            + $"plain reaches {plainLoss:F4} in {plain.Clock / 1000:F0} s";
        samples.Conclude(there < 0
            ? $"{sizes}; Jaram does not reach it in {ours.Clock / 1000:F0} s (it ends at {curve[^1].Loss:F4})"
            : $"{sizes}; Jaram in {curve[there].Clock / 1000:F0} s: ratio {curve[there].Clock / plain.Clock:F2}");
    }

    private static void Advance(ArmProcess arm, ref int done, long steps, int slice)
    {
        var next = (int)(steps * (slice + 1) / Slices);
        if (next > done) arm.Step(next - done);
        done = next;
    }

    private static (long Ours, long Plain) Lay(string model, double seconds, double share)
    {
        using var ours = new ArmProcess(ArmKind.Jaram, model, Trial + WarmUp, 0);
        using var plain = new ArmProcess(ArmKind.Plain, model, Trial + WarmUp, 1e-3);
        ours.Step(WarmUp);
        plain.Step(WarmUp);
        List<double> own = [], others = [];
        for (var i = 0; i < Trial; i++)
        {
            own.AddRange(ours.Step(1));
            others.AddRange(plain.Step(1));
        }
        return ((long)(seconds * share * 1000 / Throughput.Median(own)), (long)(seconds * 1000 / Throughput.Median(others)));
    }
}
