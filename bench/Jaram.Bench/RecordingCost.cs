using Jaram.Training.Raising;

namespace Jaram.Bench;

/// <summary>What versions and ledger cost: a run that saves and records as planned, against one that only trains and
/// scores.</summary>
internal static class RecordingCost
{
    /// <summary>Rounds of as many steps as lie between two versions, who goes first by turns: each round of the
    /// recorded arm has one version in it.</summary>
    public static void Measure(string model, Samples samples, long steps, int rounds)
    {
        var every = Stage.Of(steps, "bench").SaveEvery;
        using var plain = new ArmProcess(ArmKind.Scored, model, steps, 0);
        using var recorded = new ArmProcess(ArmKind.Recorded, model, steps, 0);
        plain.Step(every);
        recorded.Step(every);
        samples.Add("round", "plain ms", "recorded ms");
        List<double> ratios = [];
        var (all, alone) = (0.0, 0.0);
        for (var round = 0; round < rounds; round++)
        {
            var (with, without) = (0.0, 0.0);
            if (round % 2 == 0) with = recorded.Step(every).Sum();
            without = plain.Step(every).Sum();
            if (round % 2 == 1) with = recorded.Step(every).Sum();
            ratios.Add(with / without);
            (all, alone) = (all + with, alone + without);
            samples.Add(round, $"{without:F1}", $"{with:F1}");
        }
        var (low, high) = Throughput.Interval(ratios);
        samples.Conclude($"{plain.Parameters:N0} parameters, {every} steps of {plain.TokensPerStep} tokens a version, "
            + $"{rounds} rounds: saving and recording cost {100 * (all / alone - 1):F1} % of the training time, of a "
            + $"median round {100 * (Throughput.Median(ratios) - 1):F1} % "
            + $"(95 %: {100 * (low - 1):F1} to {100 * (high - 1):F1} %)");
    }
}
