// How well a score tells one class from another: the area under the curve of true over false positives, which is the
// chance that a positive scores above a negative, and what is found where few negatives are taken for positives.
// Source: Hanley and McNeil, Radiology 143 (1982) 29 (the area as Mann and Whitney's U, ties counting half).

namespace Jaram.Statistics.Detecting;

/// <summary>Scores of positives and of negatives; the higher, the more positive.</summary>
public sealed class Detection
{
    private readonly double[] _positives, _negatives;

    /// <param name="positives">One or more; infinities count, what is no number is refused.</param>
    /// <param name="negatives">One or more.</param>
    /// <exception cref="StatisticsException">There are none, or one is no number.</exception>
    public Detection(IEnumerable<double> positives, IEnumerable<double> negatives) =>
        (_positives, _negatives) = (Sorted(positives, "positives"), Sorted(negatives, "negatives"));

    /// <summary>Area under the curve, in [0, 1]; a half says nothing.</summary>
    public double Area
    {
        get
        {
            var wins = 0.0;
            foreach (var score in _positives)
            {
                var (below, upTo) = (CountBelow(_negatives, score), CountUpTo(_negatives, score));
                wins += below + 0.5 * (upTo - below);
            }
            return wins / _positives.Length / _negatives.Length;
        }
    }

    /// <summary>Area under the curve where no more than a share of the negatives is taken for positives, as a share of
    /// the most that it can be: what is found, on average, at such few false ones.</summary>
    /// <param name="rate">As in 0.05; rounded up to whole negatives.</param>
    public double PartialArea(double rate)
    {
        var (wins, most) = (0.0, Math.Clamp((int)Math.Ceiling(rate * _negatives.Length), 1, _negatives.Length));
        foreach (var bar in _negatives[^most..])
            wins += _positives.Length - 0.5 * (CountBelow(_positives, bar) + CountUpTo(_positives, bar));
        return wins / most / _positives.Length;
    }

    /// <summary>How many positives score above all but a share of the negatives.</summary>
    /// <param name="rate">The share of negatives that may score as much, as in 0.01; rounded down to whole
    /// ones.</param>
    public int FoundAt(double rate)
    {
        var allowed = (int)(rate * _negatives.Length);
        var bar = _negatives[_negatives.Length - 1 - allowed];
        return _positives.Length - CountUpTo(_positives, bar);
    }

    private static double[] Sorted(IEnumerable<double> scores, string what)
    {
        double[] all = [.. scores.Order()];
        if (all.Length == 0 || double.IsNaN(all[0]))
            throw new StatisticsException(all.Length == 0
                ? $"a curve needs 1 of the {what} or more, got 0: measure some"
                : $"one of {all.Length} {what} is no number: leave it out, and say so");
        return all;
    }

    private static int CountBelow(double[] sorted, double score)
    {
        var at = Array.BinarySearch(sorted, score);
        if (at < 0) return ~at;
        while (at > 0 && sorted[at - 1] == score) at--;
        return at;
    }

    private static int CountUpTo(double[] sorted, double score)
    {
        var at = Array.BinarySearch(sorted, score);
        if (at < 0) return ~at;
        while (at < sorted.Length && sorted[at] == score) at++;
        return at;
    }
}
