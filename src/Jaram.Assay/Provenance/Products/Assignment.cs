// The linear assignment: every row gets a column of its own, so that the sum of scores is the largest. Rows come one by
// one; each looks for the shortest path to a free column over those that are taken.
// Source: Jonker and Volgenant, Computing 38 (1987) 325, the augmenting phase; as laid out in Crouse, IEEE Trans.
// Aerosp. Electron. Syst. 52 (2016) 1679, for more columns than rows.

namespace Jaram.Assay.Provenance.Products;

/// <summary>Solves linear assignments in doubles.</summary>
internal static class Assignment
{
    /// <summary>The column of every row.</summary>
    /// <param name="scores">(rows, columns); the more, the better.</param>
    /// <param name="columns">At least as many as rows.</param>
    public static int[] Of(ReadOnlySpan<float> scores, int columns)
    {
        var rows = scores.Length / columns;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows, columns);
        var (u, v) = (new double[rows], new double[columns]);
        var (columnOf, rowOf) = (new int[rows], new int[columns]);
        Array.Fill(columnOf, -1);
        Array.Fill(rowOf, -1);
        var (cost, before, isSeen) = (new double[columns], new int[columns], new bool[columns]);
        var seenRows = new List<int>();
        for (var row = 0; row < rows; row++)
        {
            Array.Fill(cost, double.PositiveInfinity);
            Array.Clear(isSeen);
            seenRows.Clear();
            var (lowest, sink, at) = (0.0, -1, row);
            while (sink < 0)
            {
                seenRows.Add(at);
                var next = -1;
                for (var j = 0; j < columns; j++)
                {
                    if (isSeen[j]) continue;
                    var path = lowest - scores[at * columns + j] - u[at] - v[j];
                    if (path < cost[j]) (cost[j], before[j]) = (path, at);
                    if (next < 0 || cost[j] < cost[next] || cost[j] == cost[next] && rowOf[j] < 0) next = j;
                }
                lowest = cost[next];
                isSeen[next] = true;
                if (rowOf[next] < 0) sink = next;
                else at = rowOf[next];
            }
            u[row] += lowest;
            foreach (var other in seenRows.Skip(1)) u[other] += lowest - cost[columnOf[other]];
            for (var j = 0; j < columns; j++)
                if (isSeen[j]) v[j] -= lowest - cost[j];
            for (var column = sink; ;)
            {
                var taker = before[column];
                rowOf[column] = taker;
                (columnOf[taker], column) = (column, columnOf[taker]);
                if (taker == row) break;
            }
        }
        return columnOf;
    }
}
