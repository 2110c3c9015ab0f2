// Chooses a token from scores: penalty, temperature, top-k, top-p, min-p, then one draw. Plain arrays, so that the
// same seed gives the same text whatever computed the scores.
// Source: nucleus sampling arXiv:1904.09751, section 3.1; min-p arXiv:2407.01082, section 3; repetition penalty CTRL,
// arXiv:1909.05858, section 4.1.

using Jaram.Ledger.Growth;

namespace Jaram.Training.Generating;

/// <summary>Draws tokens, one after the other.</summary>
/// <param name="options">What is considered.</param>
public sealed class Sampler(SamplingOptions options)
{
    private readonly CounterRandom _random = new(CounterRandom.Seed(options.Seed), "sampling");
    private ulong _draws;

    /// <summary>The next token.</summary>
    /// <param name="scores">One a token of the vocabulary.</param>
    /// <param name="before">Tokens of the text so far.</param>
    public int Draw(ReadOnlySpan<float> scores, IReadOnlyCollection<int> before)
    {
        var penalised = Penalised(scores, before);
        if (options.Temperature == 0) return Array.IndexOf(penalised, penalised.Max());
        var highest = penalised.Max();
        // highest first; of equals the lower id, or the order would be the sort's own
        var candidates = Enumerable.Range(0, penalised.Length)
            .Select(id => (Id: id, Weight: Math.Exp((penalised[id] - highest) / options.Temperature)))
            .OrderByDescending(c => c.Weight).ThenBy(c => c.Id)
            .Take(options.TopK == 0 ? penalised.Length : options.TopK)
            .TakeWhile(c => c.Weight >= options.MinP).ToList();
        return Pick(Nucleus(candidates));
    }

    private double[] Penalised(ReadOnlySpan<float> scores, IReadOnlyCollection<int> before)
    {
        var penalised = new double[scores.Length];
        for (var id = 0; id < scores.Length; id++) penalised[id] = scores[id];
        if (options.RepetitionPenalty != 1)
            foreach (var id in before.Distinct())
                penalised[id] = penalised[id] > 0
                    ? penalised[id] / options.RepetitionPenalty
                    : penalised[id] * options.RepetitionPenalty;
        return penalised;
    }

    /// <summary>The fewest of the highest that have the share asked for; at least one.</summary>
    private List<(int Id, double Weight)> Nucleus(List<(int Id, double Weight)> candidates)
    {
        var (wanted, sum) = (options.TopP * candidates.Sum(c => c.Weight), 0.0);
        var count = candidates.FindIndex(c => (sum += c.Weight) >= wanted) + 1;
        return count == 0 ? candidates : candidates[..count];
    }

    private int Pick(List<(int Id, double Weight)> candidates)
    {
        var mark = _random.Unit(_draws++) * candidates.Sum(c => c.Weight);
        foreach (var (id, weight) in candidates)
            if ((mark -= weight) < 0) return id;
        return candidates[^1].Id;                                       // only rounding leads here
    }
}
