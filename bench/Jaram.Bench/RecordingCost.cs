using Jaram.Training.Raising;

namespace Jaram.Bench;

/// <summary>What versions and ledger cost: a run that saves and records as planned, against one that only trains and
/// scores.</summary>
internal static class RecordingCost
{
    /// <summary>Rounds of as many steps as lie between two versions, who goes first by turns. The first step after the
    /// other's turn wakes threads and caches, and is not counted; the version lies in the middle of the others.</summary>
    public static void Measure(string model, Samples samples, long steps, int rounds)
    {
        var every = Stage.Of(steps, "bench").SaveEvery;
        if (every < 2)
            throw new ArgumentException($"{steps} steps have a version after each; at least 2 steps must lie between two");
        using var plain = new ArmProcess(ArmKind.Scored, model, steps, 0);
        using var recorded = new ArmProcess(ArmKind.Recorded, model, steps, 0);
        foreach (var arm in new[] { plain, recorded }) arm.Step(every + every / 2);
        samples.Add("round", "plain ms", "recorded ms");
        List<double> ratios = [];
        var (all, alone) = (0.0, 0.0);
        for (var round = 0; round < rounds; round++)
        {
            var (with, without) = (0.0, 0.0);
            if (round % 2 == 0) with = Turn(recorded);
            without = Turn(plain);
            if (round % 2 == 1) with = Turn(recorded);
            var period = without * every / (every - 1);                 // one version in as many steps, not in one less
            ratios.Add(1 + (with - without) / period);
            (all, alone) = (all + with - without, alone + period);
            samples.Add(round, $"{without:F1}", $"{with:F1}");
        }
        var (low, high) = Throughput.Interval(ratios);
        samples.Conclude($"{plain.Parameters:N0} parameters, {every} steps of {plain.TokensPerStep} tokens a version, "
            + $"{rounds} rounds: saving and recording cost {100 * all / alone:F1} % of the training time, of a "
            + $"median round {100 * (Throughput.Median(ratios) - 1):F1} % "
            + $"(95 %: {100 * (low - 1):F1} to {100 * (high - 1):F1} %)");

        double Turn(ArmProcess arm)
        {
            arm.Step(1);
            return arm.Step(every - 1).Sum();
        }
    }
}
