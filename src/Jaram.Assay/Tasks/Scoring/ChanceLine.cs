// What guessing would score: each question is right with its own chance, independently, and in 95 of 100 tries the
// share lies between the ends. A score inside says no more than a guess; so does one that always giving the same choice
// reaches.
// Source: the Poisson binomial distribution, by adding one question after the other (Hong, CSDA 59 (2013) 41, eq. 8).

namespace Jaram.Assay.Tasks.Scoring;

/// <summary>The scores of a guesser.</summary>
/// <param name="Low">So low in 2.5 % of tries.</param>
/// <param name="Middle">What is expected.</param>
/// <param name="High">So high in 2.5 % of tries.</param>
/// <param name="Constant">The most that always giving one choice's place scores; 0 where there are no choices.</param>
public sealed record ChanceLine(double Low, double Middle, double High, double Constant)
{
    private const double Outside = 0.025, Nothing = 1e-18;

    /// <summary>Whether a score says no more than a guess: it is not above what guessing reaches, or always giving the
    /// same choice.</summary>
    public bool Holds(double score) => score <= Math.Max(High, Constant);

    /// <summary>The line of questions.</summary>
    /// <param name="chances">Of each, how likely a guess is right; one at least.</param>
    /// <param name="constant">See <see cref="Constant"/>.</param>
    public static ChanceLine Of(IReadOnlyList<double> chances, double constant)
    {
        var (shares, first, last) = (new double[chances.Count + 1], 0, 0);  // chance of so many right answers
        shares[0] = 1;
        foreach (var chance in chances)
        {
            last++;
            for (var right = last; right > first; right--)
                shares[right] = shares[right] * (1 - chance) + shares[right - 1] * chance;
            shares[first] *= 1 - chance;
            while (first < last && shares[first] < Nothing) shares[first++] = 0;
            while (last > first && shares[last] < Nothing) shares[last--] = 0;
        }
        var (low, high, below) = (-1, -1, 0.0);
        for (var right = first; right <= last && high < 0; right++)
        {
            below += shares[right];
            if (low < 0 && below > Outside) low = right;
            if (below >= 1 - Outside) high = right;
        }
        var count = (double)chances.Count;
        return new(Math.Max(low, 0) / count, chances.Average(), (high < 0 ? last : high) / count, constant);
    }
}
