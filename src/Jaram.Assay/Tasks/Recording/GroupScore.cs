// Several tasks in one number, in both ways, for papers and the harness differ: KMMLU's paper means over subjects
// (macro), the harness over questions (micro).
// Source: lm_eval/api/metrics.py (aggregate_subtask_metrics with weight_by_size, pooled_sample_stderr).

namespace Jaram.Assay.Tasks.Recording;

/// <summary>One metric over several tasks.</summary>
/// <param name="Group">What the group is called; empty for all tasks together.</param>
/// <param name="Metric">Which.</param>
/// <param name="Filter">Behind which filter.</param>
/// <param name="Tasks">How many tasks.</param>
/// <param name="Questions">Questions of all.</param>
/// <param name="Micro">The mean over questions.</param>
/// <param name="MicroError">Its standard error, pooled as the harness pools it.</param>
/// <param name="Macro">The mean over tasks.</param>
public sealed record GroupScore(string Group, string Metric, string Filter, int Tasks, int Questions, double Micro,
    double MicroError, double Macro)
{
    /// <summary>Every metric that two tasks or more have, of each group and of all tasks; of perplexities and bits no
    /// mean is made.</summary>
    public static IReadOnlyList<GroupScore> Of(IReadOnlyList<TaskResult> results)
    {
        var groups = results.SelectMany(result => result.Task.Groups).Distinct()
            .Select(group => (Name: group, Of: results.Where(result => result.Task.Groups.Contains(group)).ToList()))
            .ToList();
        if (!groups.Exists(group => group.Of.Count == results.Count)) groups.Add(("", [.. results]));
        return [.. groups.SelectMany(group => Of(group.Name, group.Of))];
    }

    private static IEnumerable<GroupScore> Of(string name, List<TaskResult> results) =>
        results.SelectMany(result => result.Scores.Select(score => (result.Asked, Score: score)))
            .Where(one => one.Score.IsMean)
            .GroupBy(one => (one.Score.Metric, one.Score.Filter)).Where(group => group.Count() > 1)
            .Select(group =>
            {
                var (count, questions) = (group.Count(), group.Sum(one => one.Asked));
                var pooled = group.Sum(one =>
                    (one.Asked - 1) * Math.Pow(one.Score.StandardError, 2) * one.Asked) / (questions - count);
                return new GroupScore(name, group.Key.Metric, group.Key.Filter, count, questions,
                    group.Sum(one => one.Score.Value * one.Asked) / questions, Math.Sqrt(pooled / questions),
                    group.Average(one => one.Score.Value));
            });
}
