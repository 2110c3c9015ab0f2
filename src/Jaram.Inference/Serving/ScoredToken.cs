using System.Collections.Immutable;
using Jaram.Inference.Kernels;

namespace Jaram.Inference.Serving;

/// <summary>A token and how likely the model held it.</summary>
/// <param name="Id">Which.</param>
/// <param name="LogProbability">Natural logarithm, before temperature and penalties; NaN if it was not asked, or for
/// the first token of a text.</param>
/// <param name="Alternatives">The likeliest tokens, most likely first.</param>
public readonly record struct ScoredToken(
    int Id, float LogProbability, ImmutableArray<(int Id, float LogProbability)> Alternatives)
{
    /// <summary>A token that nothing more is told of.</summary>
    public static ScoredToken Of(int id) => new(id, float.NaN, []);

    /// <summary>Scores a token.</summary>
    /// <param name="id">Which.</param>
    /// <param name="scores">One a token of the vocabulary, as the model gave them.</param>
    /// <param name="alternatives">How many of the likeliest are told.</param>
    public static unsafe ScoredToken Of(int id, ReadOnlySpan<float> scores, int alternatives)
    {
        float most;
        fixed (float* start = scores) most = Lanes.Max(start, scores.Length);
        var all = most + Math.Log(Softmax.Sum(scores, most));
        return new(id, (float)(scores[id] - all), Likeliest(scores, alternatives, all));
    }

    private static ImmutableArray<(int, float)> Likeliest(ReadOnlySpan<float> scores, int count, double all)
    {
        if (count == 0) return [];
        var best = new PriorityQueue<int, (float, int)>(count);         // worst of the best in front
        for (var id = 0; id < scores.Length; id++)
        {
            var rank = (scores[id], -id);
            if (best.Count < count) best.Enqueue(id, rank);
            else if (best.TryPeek(out _, out var worst) && rank.CompareTo(worst) > 0) best.DequeueEnqueue(id, rank);
        }
        var ordered = new (int, float)[best.Count];
        for (var i = ordered.Length - 1; i >= 0; i--)
        {
            var id = best.Dequeue();
            ordered[i] = (id, (float)(scores[id] - all));
        }
        return [.. ordered];
    }
}
