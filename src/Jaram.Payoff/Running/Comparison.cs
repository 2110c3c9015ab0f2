// Carries a plan out: run after run, each recorded in the ledger as it ends. What is in the ledger is not run again.
// Source: ours.

using System.Security.Cryptography;
using System.Text;
using Jaram.Checkpoints;
using Jaram.Ledger.Growth;
using Jaram.Payoff.Planning;
using Jaram.Payoff.Recording;
using Jaram.Training.Data;
using Jaram.Training.Ladders;
using Jaram.Training.Raising;
using Jaram.Training.Skills;
using static TorchSharp.torch;

namespace Jaram.Payoff.Running;

/// <summary>A comparison at work.</summary>
/// <param name="plan">As it was registered.</param>
/// <param name="runs">Its runs.</param>
/// <param name="texts">Its texts' shards, in order; stay open as long as this is used.</param>
/// <param name="folder">Where unfinished runs lie; each goes when it is in the ledger.</param>
/// <param name="device">Where it is computed.</param>
/// <param name="time">Dates journals.</param>
public sealed class Comparison(ComparisonPlan plan, RunList runs, IReadOnlyList<ShardFolder> texts, string folder,
    Device device, TimeProvider time)
{
    private readonly Digest _plan = Digest.Of(plan.Write());

    /// <summary>Makes all runs that the ledger lacks.</summary>
    /// <param name="log">Gets each as it ends.</param>
    /// <param name="report">Told of the run at hand, and of its steps made, of how many.</param>
    /// <param name="stop">Ends the run at hand after its step; the next call goes on.</param>
    /// <exception cref="OperationCanceledException">Somebody asked to stop.</exception>
    public void Run(ComparisonLog log, Action<PlannedRun, long, long> report, CancellationToken stop)
    {
        foreach (var run in runs.All)
        {
            if (log.Runs.ContainsKey(run.Name)) continue;
            stop.ThrowIfCancellationRequested();
            log.Record(Make(run, log, report, stop));
            if (Directory.Exists(FolderOf(run))) Directory.Delete(FolderOf(run), recursive: true);
        }
    }

    private RunOutcome Make(PlannedRun run, ComparisonLog log, Action<PlannedRun, long, long> report,
        CancellationToken stop)
    {
        var steps = runs.StepsOf(run);
        var usual = Recipe.For(run.Design, run.Seed);
        report(run, 0, steps);
        switch (run)
        {
            case PlannedRun.Sweep sweep:
                return Climb(run, sweep.Text, Ladder.Over(usual, [.. runs.RungsOf(run.Design).Take(1)], sweep.Factor));
            case PlannedRun.Climb climb:
                return Climb(run, climb.Text, Ladder.Over(usual, runs.RungsOf(run.Design),
                    runs.FactorOf(climb.Text, run.Arm, log.Runs)));
            default:
                var taught = SkillSchool.Teach(run.Design, usual, steps, SeedOf(run), device,
                    made => report(run, made, steps), stop);
                return new(run.Name, _plan, [],
                    [.. taught.Select(Recorded)], Broken: 0, Version: "");
        }

        RunOutcome Climb(PlannedRun of, int text, Recipe recipe)
        {
            var ladder = new LadderRun(of.Design, recipe, texts[text], FolderOf(of), device, time);
            return Recorded(of, ladder.Climb(SeedOf(of), happened =>
            {
                if (happened is RaisingEvent.Stepped step) report(of, step.Step, steps);
            }, stop));
        }
    }

    private RunOutcome Recorded(PlannedRun run, LadderOutcome outcome) => new(run.Name, _plan,
        [.. outcome.Rungs.Select(rung => Recorded(rung, RunList.FlopsOfStep(run)))], [],
        outcome.Broken, outcome.Version);

    private static RungOutcome Recorded(ScoredRung rung, double flopsOfStep) =>
        new(rung.Step, rung.Step * flopsOfStep, rung.BitsPerByte);

    private static SkillOutcome Recorded(SkillScore score) => new(score.Name, score.Accuracy, score.Answers);

    /// <summary>First weights: of the seed alone, or of the seed and the arm.</summary>
    private byte[] SeedOf(PlannedRun run) => plan.FirstWeights == WeightDraw.Common
        ? CounterRandom.Seed(run.Seed)
        : SHA256.HashData([.. CounterRandom.Seed(run.Seed), .. CounterRandom.Seed((ulong)run.Arm)]);

    private string FolderOf(PlannedRun run) =>
        Path.Combine(folder, Digest.Of(Encoding.UTF8.GetBytes(run.Name)).ToString()[..16]);
}
