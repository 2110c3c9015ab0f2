namespace Jaram.Bench;

/// <summary>Tokens a second of Jaram's trainer, against the same design on TorchSharp's own operations.</summary>
internal static class Throughput
{
    private const int WarmUp = 5, StepsOfRound = 4;

    /// <summary>Rounds of a few steps of one, then of the other, who goes first by turns. The ratio is the median of
    /// the rounds' ratios, with the interval that 95 % of 2,000 resamplings of the rounds fall into.</summary>
    public static void Measure(string model, Samples samples, int rounds)
    {
        using var ours = new ArmProcess(ArmKind.Jaram, model, 10_000, 0);
        using var peer = new ArmProcess(ArmKind.SameDesign, model, 10_000, 1e-3);
        ours.Step(WarmUp);
        peer.Step(WarmUp);
        samples.Add("round", "jaram ms/step", "torchsharp ms/step");
        List<double> ratios = [], own = [], others = [];
        for (var round = 0; round < rounds; round++)
        {
            if (round % 2 == 0) own.Add(Median(ours.Step(StepsOfRound)));
            others.Add(Median(peer.Step(StepsOfRound)));
            if (round % 2 == 1) own.Add(Median(ours.Step(StepsOfRound)));
            ratios.Add(others[^1] / own[^1]);
            samples.Add(round, $"{own[^1]:F1}", $"{others[^1]:F1}");
        }
        var (low, high) = Interval(ratios);
        samples.Conclude($"{ours.Parameters:N0} parameters, {ours.TokensPerStep} tokens a step, {rounds} rounds: "
            + $"Jaram {ours.TokensPerStep / Median(own):F2} tokens/ms, TorchSharp {peer.TokensPerStep / Median(others):F2}"
            + $" tokens/ms, ratio {Median(ratios):F2} (95 %: {low:F2} to {high:F2}); peak memory Jaram "
            + $"{ours.PeakMemory / 1e6:F0} MB, TorchSharp {peer.PeakMemory / 1e6:F0} MB");
    }

    internal static double Median(IEnumerable<double> values) => values.Order().ToArray() is var sorted
        ? (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2 : 0;

    internal static (double Low, double High) Interval(List<double> ratios)
    {
        var dice = new Random(1);
        double[] medians = [.. Enumerable.Range(0, 2000)
            .Select(_ => Median(ratios.Select(_ => ratios[dice.Next(ratios.Count)]))).Order()];
        return (medians[49], medians[1949]);
    }
}
