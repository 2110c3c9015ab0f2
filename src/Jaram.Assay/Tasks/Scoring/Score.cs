// Source: lm_eval/api/metrics.py (mean, perplexity, weighted_mean, sample_stddev, mean_stderr); of perplexities and
// bits the error is by the delta method, where the harness draws a bootstrap or tells none.

using Jaram.Assay.Tasks.Asking;
using Jaram.Assay.Tasks.Describing;

namespace Jaram.Assay.Tasks.Scoring;

/// <summary>One number of a task.</summary>
/// <param name="Metric">As in acc_norm.</param>
/// <param name="Filter">What answers passed before; none for nothing.</param>
/// <param name="Value">The number.</param>
/// <param name="StandardError">Of it; NaN for a single question.</param>
/// <param name="Chance">What guessing scores; null for what cannot be guessed at.</param>
public sealed record Score(string Metric, string Filter, double Value, double StandardError, ChanceLine? Chance)
{
    /// <summary>Whether it is a mean over questions.</summary>
    public bool IsMean => Metric == "brier_score" || !IsCost(Metric);

    /// <summary>Whether it says no more than a guess.</summary>
    public bool IsChance => Chance?.Holds(Value) == true;

    /// <summary>Whether a number of that name is the better the less it is.</summary>
    public static bool IsCost(string metric) => MetricDesign.AggregationOf(metric) != "mean";

    /// <summary>Sums texts up: what they cost in all, over their words or bytes in all.</summary>
    /// <param name="metric">word_perplexity, byte_perplexity or bits_per_byte.</param>
    /// <param name="each">Log-likelihoods.</param>
    /// <param name="weights">Words or bytes of each.</param>
    internal static Score OfTexts(string metric, IReadOnlyList<double> each, IReadOnlyList<double> weights)
    {
        var (all, count) = (PythonSum.Of(weights), each.Count);
        var mean = PythonSum.Of(each) / all;
        var squares = PythonSum.Of(each.Zip(weights, (sum, weight) => Math.Pow(sum - mean * weight, 2)));
        var error = count < 2 ? double.NaN : Math.Sqrt(squares * count / (count - 1)) / all;
        return metric == "bits_per_byte"
            ? new(metric, "none", -mean / Math.Log(2), error / Math.Log(2), null)
            : new(metric, "none", Math.Exp(-mean), Math.Exp(-mean) * error, null);
    }

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
