// The folder of a comparison:
//
//   plan.json      what is compared, how, and how it will be judged: as the ledger has it
//   ledger/        the plan, every run as it ended, what it came to: a signed log
//   texts/         tokenizers and tokens, one for all arms
//   runs/          runs that were cut off
//   report.json    all numbers
//   report.html    the page
//
// Source: ours.

using Jaram.Checkpoints;
using Jaram.Cli.Recording;
using Jaram.Payoff;
using Jaram.Payoff.Planning;
using Jaram.Payoff.Recording;
using Jaram.Payoff.Reporting;
using Jaram.Payoff.Running;
using Jaram.Training.Data;
using static TorchSharp.torch;

namespace Jaram.Cli.Paying;

/// <summary>Registers a comparison, carries it out and reads it; one that was cut off goes on.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="path">The folder.</param>
/// <param name="device">Where it is computed.</param>
internal sealed class ComparisonFolder(Desk desk, string path, Device device)
{
    private string Ledger => Path.Combine(path, "ledger");

    private string PlanFile => Path.Combine(path, "plan.json");

    /// <summary>Does all that is left to do.</summary>
    /// <param name="wish">What is compared.</param>
    /// <param name="asked">Texts, as they were asked for.</param>
    /// <param name="budget">How much.</param>
    /// <returns>What it came to, and the ledger; no report where somebody asked to stop.</returns>
    /// <exception cref="PayoffException">The plan is not the one that was registered.</exception>
    public (ComparisonReport? Report, ComparisonLog Log) CarryOut(
        ComparisonWish wish, IReadOnlyList<string> asked, LadderBudget budget)
    {
        ComparedText[] texts = [.. asked.Zip(ComparedText.Names(asked),
            (text, name) => new ComparedText(desk, path, text, name))];
        foreach (var text in texts) text.Look();
        Directory.CreateDirectory(path);
        using var held = FolderLock.Take(path, "compared in", desk.Time);
        var prepared = texts.Select(text => text.Prepare(wish.Designs[0].Design)).ToList();
        try
        {
            ReadyText[] ready = [.. prepared.Select(text => text.Ready)];
            var (plan, log) = Directory.Exists(Ledger)
                ? GoOn(wish, ready, budget)
                : Begin(wish, ready, budget, prepared[0].Shards);
            var runs = new RunList(plan, Drafting.Designs(wish, ready));
            if (!Run(plan, runs, log, [.. prepared.Select(text => text.Shards)])) return (null, log);
            var report = new Analysis(plan, runs, log.Runs).Report();
            if (!log.IsConcluded) log.Record(Concluded(report, log));
            return (report, log);
        }
        finally
        {
            foreach (var (_, shards) in prepared) shards.Dispose();
        }
    }

    private (ComparisonPlan, ComparisonLog) Begin(
        ComparisonWish wish, ReadyText[] texts, LadderBudget budget, ShardFolder shards)
    {
        var (rungs, lessons, because) = new LadderLength(desk, wish, texts, device).Find(budget, shards);
        var (plan, parts) = Drafting.Draft(wish with { SkillSteps = lessons }, texts, rungs, because, Here);
        var log = ComparisonLog.Register(Ledger, plan, parts, Keyring.Open(desk), new Disk(), desk.Time);
        File.WriteAllBytes(PlanFile, plan.Write());
        var name = log.Plan.ToString()[..12];
        desk.Note($"registered the plan {name} as entry 0 of {Ledger}: nothing of it can change now",
            $"계획 {name}을(를) {Ledger}의 0번 항목으로 등록했습니다. 이제 바꿀 수 없습니다");
        return (plan, log);
    }

    /// <summary>Takes the registered plan up, if what is asked for now is the same in everything.</summary>
    private (ComparisonPlan, ComparisonLog) GoOn(ComparisonWish wish, ReadyText[] texts, LadderBudget budget)
    {
        var log = ComparisonLog.Open(Ledger, Keyring.Open(desk), new Disk(), desk.Time);
        var registered = log.ReadPlan();
        if (File.Exists(PlanFile) && Digest.Of(File.ReadAllBytes(PlanFile)) is var found && found != log.Plan)
            throw Changed($"{PlanFile} has digest {found.ToString()[..12]}, {log.Plan.ToString()[..12]} is registered",
                log.RegisteredAt);
        var isAsAsked = registered.Because.StartsWith(LadderLength.Why(budget), StringComparison.Ordinal);
        var because = isAsAsked ? registered.Because : LadderLength.Why(budget);
        var asked = budget.Lessons is null ? wish with { SkillSteps = registered.SkillSteps } : wish;
        var (now, _) = Drafting.Draft(asked, texts, registered.Rungs, because, Here);
        var differences = registered.DifferencesTo(now);
        if (differences.Count > 0) throw Changed(string.Join("; ", differences), log.RegisteredAt);
        return (registered, log);
    }

    private PayoffException Changed(string what, DateTimeOffset registered) => new(desk.Say(
        $"{path}: the plan was changed after it was registered at {registered:u}: {what}; give the command as it was "
            + "to go on, or another --folder to begin a comparison of its own",
        $"{path}: {registered:u}에 등록한 계획이 바뀌었습니다: {what}. 이어 가려면 처음 명령 그대로, 새로 비교하려면 다른 --folder를 쓰세요"));

    /// <summary>Whether all runs are made.</summary>
    private bool Run(ComparisonPlan plan, RunList runs, ComparisonLog log, IReadOnlyList<ShardFolder> shards)
    {
        var progress = new CompareProgress(desk, runs, log);
        using var stop = new StopSignal(() => desk.Note("finishing the step and saving; Ctrl-C again to leave at once",
            "이 스텝을 마치고 저장합니다. 바로 끝내려면 Ctrl-C를 한 번 더"));
        try
        {
            new Comparison(plan, runs, shards, Path.Combine(path, "runs"), device, desk.Time)
                .Run(log, progress.Show, stop.Token);
            progress.End();
            return true;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            progress.End();
            return false;
        }
    }

    private static Conclusion Concluded(ComparisonReport report, ComparisonLog log) => new(log.Plan, log.Runs.Count,
        [.. report.Rows.Select(row => new ConcludedRow(row.Candidate, row.Text, row.Matching.ToString(),
            row.Judgement.Verdict.ToString(), row.Judgement.Ground.ToString()))]);

    private string Here =>
        Platform.Describe(device, Platform.Precision(device), Platform.OperatorsOf(device));
}
