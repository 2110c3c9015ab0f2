using Jaram.Zoo.Measuring;
using Jaram.Zoo.Planning;

namespace Jaram.Zoo.Reporting;

/// <summary>Pairs that nobody copied and that began from the same first weights.</summary>
/// <param name="Pairs">How many.</param>
/// <param name="Named">Those of which some part was said to have the same first weights, and none to be
/// dependent.</param>
/// <param name="Dependent">Those with a part judged dependent, which is wrong.</param>
/// <param name="Scores">Each score with first weights and without.</param>
public sealed record StartResult(int Pairs, int Named, int Dependent, IReadOnlyList<StartRow> Scores)
{
    /// <summary>Sums up.</summary>
    internal static StartResult Of(IReadOnlyList<PairRow> pairs, IReadOnlyList<AnimalRow> animals)
    {
        List<PairRow> same = [.. pairs.Where(pair => pair.Kinship == Kinship.SameStart)];
        return new(same.Count, same.Count(pair => pair.Dependent.Count == 0 && pair.SameStart.Count > 0),
            same.Count(pair => pair.Dependent.Count > 0), [.. animals.SelectMany(row => row.Starts)]);
    }
}
