namespace Jaram.Bench;

/// <summary>The plain arm at several rates, so that it enters <see cref="TimeToLoss"/> with its best.</summary>
internal static class Sweep
{
    private const int WarmUp = 3, Trial = 10;

    public static void Measure(string model, Samples samples, double seconds, double[] rates)
    {
        samples.Add("rate", "steps", "held-out nats a token");
        var steps = Steps(model, seconds);
        foreach (var rate in rates)
        {
            using var plain = new ArmProcess(ArmKind.Plain, model, steps, rate);
            plain.Step(steps);
            samples.Add(rate, steps, $"{plain.Score():F4}");
        }
    }

    private static int Steps(string model, double seconds)
    {
        using var plain = new ArmProcess(ArmKind.Plain, model, WarmUp + Trial, 1e-3);
        plain.Step(WarmUp);
        return (int)(seconds * 1000 / Throughput.Median(plain.Step(Trial)));
    }
}
