using Jaram.Statistics;
using Jaram.Statistics.Detecting;
using Jaram.Zoo.Measuring;

namespace Jaram.Zoo.Reporting;

/// <summary>What was found where nothing is.</summary>
/// <param name="Pairs">Pairs of strangers, each counted once.</param>
/// <param name="Dependent">Those with a part judged dependent.</param>
/// <param name="Suspect">Those with a part suspected.</param>
/// <param name="RootPairs">Pairs of two roots among them.</param>
/// <param name="RootDependent">Those with a part judged dependent.</param>
/// <param name="RootRate">Their share, with its interval at 95 %.</param>
/// <param name="HardPairs">Pairs of roots that differ in their first weights alone.</param>
/// <param name="HardDependent">Those with a part judged dependent.</param>
/// <param name="Named">Names of pairs with a part judged dependent.</param>
public sealed record StrangersResult(int Pairs, int Dependent, int Suspect, int RootPairs, int RootDependent,
    Interval RootRate, int HardPairs, int HardDependent, IReadOnlyList<string> Named)
{
    private const double Confidence = 0.95;

    /// <summary>Counts.</summary>
    internal static StrangersResult Of(IReadOnlyList<PairRow> strangers)
    {
        List<PairRow> roots = [.. strangers.Where(pair => pair.AreRoots)],
            hard = [.. roots.Where(pair => pair.IsHard)];
        var rootDependent = roots.Count(IsDependent);
        return new(strangers.Count, strangers.Count(IsDependent), strangers.Count(pair => pair.Suspect.Count > 0),
            roots.Count, rootDependent, ClopperPearson.Of(rootDependent, Math.Max(1, roots.Count), Confidence),
            hard.Count, hard.Count(IsDependent),
            [.. strangers.Where(IsDependent).Select(pair => $"{pair.Candidate} {pair.Other}")]);
    }

    private static bool IsDependent(PairRow pair) => pair.Dependent.Count > 0;
}
