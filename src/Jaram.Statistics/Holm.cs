// Several questions to one body of data: p-values that keep the chance of any false yes below the level.
// Source: Holm, "A simple sequentially rejective multiple test procedure", Scand. J. Statist. 6 (1979) 65.

namespace Jaram.Statistics;

/// <summary>Holm's correction.</summary>
public static class Holm
{
    /// <summary>Corrected p-values: what is at most the level may be claimed.</summary>
    /// <param name="chances">p-values, in any order.</param>
    /// <returns>In the same order, none below its own p-value, none above 1.</returns>
    public static IReadOnlyList<double> Correct(IReadOnlyList<double> chances)
    {
        var corrected = new double[chances.Count];
        var most = 0.0;
        foreach (var (rank, (index, chance)) in chances.Index().OrderBy(p => p.Item).ThenBy(p => p.Index).Index())
        {
            most = Math.Max(most, Math.Min(1, (chances.Count - rank) * chance));
            corrected[index] = most;
        }
        return corrected;
    }
}
