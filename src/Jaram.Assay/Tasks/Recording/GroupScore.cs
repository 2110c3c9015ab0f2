// Several tasks in one number, in both ways, for papers and the harness differ: KMMLU's paper means over subjects
// (macro), the harness over questions (micro).
// Source: lm_eval/api/metrics.py (aggregate_subtask_metrics with weight_by_size, pooled_sample_stderr).

namespace Jaram.Assay.Tasks.Recording;

/// <summary>One metric over several tasks.</summary>
/// <param name="Metric">Which.</param>
/// <param name="Filter">Behind which filter.</param>
/// <param name="Tasks">How many tasks.</param>
/// <param name="Questions">Questions of all.</param>
/// <param name="Micro">The mean over questions.</param>
/// <param name="MicroError">Its standard error, pooled as the harness pools it.</param>
/// <param name="Macro">The mean over tasks.</param>
public sealed record GroupScore(
    string Metric, string Filter, int Tasks, int Questions, double Micro, double MicroError, double Macro)
{
    /// <summary>Every metric that two tasks or more have; perplexities are not averaged.</summary>
    public static IReadOnlyList<GroupScore> Of(IEnumerable<TaskResult> results) =>
    [
        .. results.SelectMany(result => result.Scores.Select(score => (result.Asked, Score: score)))
            .Where(one => one.Score.Metric != "perplexity")
            .GroupBy(one => (one.Score.Metric, one.Score.Filter)).Where(group => group.Count() > 1)
            .Select(group =>
            {
                var (count, questions) = (group.Count(), group.Sum(one => one.Asked));
                var pooled = group.Sum(one =>
                    (one.Asked - 1) * Math.Pow(one.Score.StandardError, 2) * one.Asked) / (questions - count);
                return new GroupScore(group.Key.Metric, group.Key.Filter, count, questions,
                    group.Sum(one => one.Score.Value * one.Asked) / questions, Math.Sqrt(pooled / questions),
                    group.Average(one => one.Score.Value));
            }),
    ];
}
