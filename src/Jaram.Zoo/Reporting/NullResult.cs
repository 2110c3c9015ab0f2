using Jaram.Statistics.Detecting;
using Jaram.Statistics.Distributions;
using Jaram.Zoo.Measuring;

namespace Jaram.Zoo.Reporting;

/// <summary>Scores of strangers in a test whose chance is known: normal, if it keeps to it.</summary>
/// <param name="Test">Test and part.</param>
/// <param name="Pairs">Pairs of roots that have it; they share models, so they are not quite independent.</param>
/// <param name="Mean">Of z; 0 is right.</param>
/// <param name="Deviation">Of z; 1 is right.</param>
/// <param name="Most">The largest z.</param>
/// <param name="Uniform">Whether the chances are uniform.</param>
public sealed record NullResult(
    string Test, int Pairs, double Mean, double Deviation, double Most, Uniformity Uniform)
{
    private const int Fewest = 5;

    /// <summary>Sums up each test and part that five pairs or more have.</summary>
    internal static IEnumerable<NullResult> Of(IReadOnlyList<PairRow> strangers)
    {
        var tests = Measures.Exact.Select(kind => Measures.Word(kind) + ".").ToList();
        foreach (var test in strangers.SelectMany(pair => pair.Scores.Keys).Distinct().Order(StringComparer.Ordinal)
            .Where(name => tests.Exists(test => name.StartsWith(test, StringComparison.Ordinal))))
        {
            double[] scores = [.. strangers.Where(pair => pair.Scores.ContainsKey(test))
                .Select(pair => pair.Scores[test])];
            if (scores.Length < Fewest) continue;
            var mean = scores.Average();
            yield return new(test, scores.Length, mean,
                Math.Sqrt(scores.Sum(z => (z - mean) * (z - mean)) / (scores.Length - 1)), scores.Max(),
                Uniformity.Of(scores.Select(NormalTail.Above)));
        }
    }
}
