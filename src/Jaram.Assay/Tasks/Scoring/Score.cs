// Source: lm_eval/api/metrics.py (mean, perplexity, sample_stddev, mean_stderr); of perplexity the error is by the
// delta method, where the harness draws a bootstrap.

using Jaram.Assay.Tasks.Asking;

namespace Jaram.Assay.Tasks.Scoring;

/// <summary>One number of a task.</summary>
/// <param name="Metric">As in acc_norm.</param>
/// <param name="Filter">What answers passed before; none for nothing.</param>
/// <param name="Value">The number.</param>
/// <param name="StandardError">Of it; NaN for a single question.</param>
/// <param name="Chance">What guessing scores; null for what cannot be guessed at.</param>
public sealed record Score(string Metric, string Filter, double Value, double StandardError, ChanceLine? Chance)
{
    /// <summary>Whether it says no more than a guess.</summary>
    public bool IsChance => Chance?.Holds(Value) == true;

    /// <summary>Sums questions up.</summary>
    internal static Score Of(string metric, string filter, IReadOnlyList<double> each, ChanceLine? chance)
    {
        var mean = PythonSum.Of(each) / each.Count;
        var deviation = Math.Sqrt(PythonSum.Of(each.Select(one => Math.Pow(one - mean, 2))) / (each.Count - 1));
        var error = each.Count < 2 ? double.NaN : deviation / Math.Sqrt(each.Count);
        return metric == "perplexity"
            ? new(metric, filter, Math.Exp(-mean), Math.Exp(-mean) * error, null)
            : new(metric, filter, mean, error, chance);
    }
}
