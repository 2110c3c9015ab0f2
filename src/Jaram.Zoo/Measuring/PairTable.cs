// All rows as a table of tabs: a line a pair, a column a score; what could not be made is empty.
// Source: ours.

using System.Globalization;
using System.Text;

namespace Jaram.Zoo.Measuring;

/// <summary>Writes rows.</summary>
public static class PairTable
{
    private static readonly string[] _heads =
    [
        "candidate", "other", "kind", "kinship", "hard", "roots", "dependent", "sameStart", "suspect", "expected",
        "found", "layersRight", "layersMissed", "layersWrong",
    ];

    /// <summary>The table.</summary>
    public static string Of(IReadOnlyList<PairRow> rows)
    {
        string[] scores = [.. rows.SelectMany(row => row.Scores.Keys).Distinct().Order(StringComparer.Ordinal)];
        var text = new StringBuilder().AppendJoin('\t', _heads.Concat(scores)).Append('\n');
        foreach (var row in rows)
            text.AppendJoin('\t', Cells(row).Concat(scores.Select(name =>
                row.Scores.TryGetValue(name, out var score) ? score.ToString("G5", CultureInfo.InvariantCulture) : "")))
                .Append('\n');
        return text.ToString();
    }

    private static IEnumerable<string> Cells(PairRow row) =>
    [
        row.Candidate, row.Other, row.Kind, Measures.Word(row.Kinship), row.IsHard ? "1" : "0",
        row.AreRoots ? "1" : "0", string.Join(',', row.Dependent), string.Join(',', row.SameStart),
        string.Join(',', row.Suspect),
        string.Join(',', row.Expected), string.Join(',', row.Found), Whole(row.Layers.Right), Whole(row.Layers.Missed),
        Whole(row.Layers.Wrong),
    ];

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
