// Which choice a model holds likeliest, by its log-likelihood as it is, a character, a UTF-8 byte, or beyond what the
// choice has by itself. Of equals the first counts.
// Source: lm_eval/api/task.py (process_results), api/metrics.py (brier_score); characters are code points, as Python's
// len() counts them.

using System.Collections.Immutable;
using System.Text;
using Jaram.Assay.Tasks.Asking;
using Jaram.Assay.Tasks.Describing;
using Jaram.Assay.Tasks.Templates;

namespace Jaram.Assay.Tasks.Scoring;

/// <summary>Scores multiple choices.</summary>
internal static class ChoiceScoring
{
    /// <summary>The place of the choice that a metric picks.</summary>
    /// <param name="metric">acc, acc_norm, acc_bytes or acc_mutual_info.</param>
    /// <param name="choices">Their texts.</param>
    /// <param name="likelihoods">One a choice.</param>
    /// <param name="alone">One a choice without the question; only acc_mutual_info looks at them.</param>
    public static int Pick(string metric, ImmutableArray<string> choices, ReadOnlySpan<double> likelihoods,
        ReadOnlySpan<double> alone)
    {
        var (best, most) = (0, double.NegativeInfinity);
        for (var at = 0; at < choices.Length; at++)
        {
            var value = metric switch
            {
                "acc_norm" => likelihoods[at] / PythonText.Length(choices[at]),
                "acc_bytes" => likelihoods[at] / Encoding.UTF8.GetByteCount(choices[at]),
                "acc_mutual_info" => likelihoods[at] - alone[at],
                _ => likelihoods[at],
            };
            if (value > most || at == 0) (best, most) = (at, value);
        }
        return best;
    }

    /// <summary>1 if a metric's pick is right, else 0; of exact_match, if the model would have written a right choice
    /// itself; of brier_score, how far its belief lies from what is right, 0 to 2.</summary>
    /// <param name="metric">Which.</param>
    /// <param name="sample">The question.</param>
    /// <param name="said">One a choice.</param>
    /// <param name="alone">One a choice without the question; only acc_mutual_info looks at them.</param>
    public static double Score(string metric, Sample sample, IReadOnlyList<Likelihood> said,
        IReadOnlyList<Likelihood> alone)
    {
        if (metric == "exact_match") return sample.Right.Any(at => said[at].IsGreedy) ? 1 : 0;
        double[] likelihoods = [.. said.Select(one => one.LogLikelihood)];
        return metric == "brier_score" ? Brier(likelihoods, sample)
            : sample.Right.Contains(Pick(metric, sample.Choices, likelihoods,
                [.. alone.Select(one => one.LogLikelihood)])) ? 1 : 0;
    }

    private static double Brier(double[] likelihoods, Sample sample)
    {
        var most = likelihoods.Max();
        double[] beliefs = [.. likelihoods.Select(one => Math.Exp(one - most))];
        var all = beliefs.Sum();
        return beliefs.Select((belief, at) => Math.Pow(belief / all - (at == sample.Right[0] ? 1 : 0), 2)).Sum();
    }
}
