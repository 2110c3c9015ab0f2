// The best part of low rank of a change in weights: what an adapter that learnt the same would have added.
// Source: randomised subspace iteration, Halko, Martinsson and Tropp, SIAM Rev. 53 (2011) 217, algorithm 4.4; taking an
// adapter out of a fine-tuned model as mergekit's LoRA extraction does.

namespace Jaram.Zoo.Deriving;

/// <summary>Cuts changes to a rank.</summary>
internal static class LowRank
{
    private const int Rounds = 3;

    /// <summary>A model with the changes of another in matrices of its layers, each cut to a rank.</summary>
    /// <param name="before">The model.</param>
    /// <param name="after">What it became.</param>
    /// <param name="rank">The rank.</param>
    public static Body Merged(Body before, Body after, int rank) => before.With((name, was) =>
    {
        if (!was.IsFlat || Axes.LayerOf(name) < 0) return was;
        var change = after[name].Map((i, k, now) => now - was.Numbers[i * was.Columns + k]);
        var part = Cut(change, rank, name);
        return was.Map((i, k, w) => w + part[i][k]);
    });

    /// <summary>The part of a matrix in its leading columns' space.</summary>
    /// <returns>(rows, columns)</returns>
    internal static double[][] Cut(Matrix matrix, int rank, string name)
    {
        var basis = Orthogonal.Random(Math.Min(rank, Math.Min(matrix.Rows, matrix.Columns)), matrix.Columns,
            $"low rank {name}");                                                                // (r, n)
        for (var round = 0; round < Rounds; round++)
        {
            Orthogonal.Orthonormalise(basis);
            basis = Times(matrix, Through(matrix, basis));
        }
        Orthogonal.Orthonormalise(basis);
        var through = Through(matrix, basis);                                                   // (r, m)
        return [.. Enumerable.Range(0, matrix.Rows).Select(i => Enumerable.Range(0, matrix.Columns)
            .Select(k => basis.Select((row, r) => through[r][i] * row[k]).Sum()).ToArray())];
    }

    /// <summary>basis · matrixᵀ, (r, m)</summary>
    private static double[][] Through(Matrix matrix, double[][] basis) => [.. basis.Select(row =>
        Enumerable.Range(0, matrix.Rows).Select(i =>
        {
            var sum = 0.0;
            for (var k = 0; k < row.Length; k++) sum += row[k] * matrix.Numbers[i * matrix.Columns + k];
            return sum;
        }).ToArray())];

    /// <summary>rows · matrix, (r, n)</summary>
    private static double[][] Times(Matrix matrix, double[][] rows) => [.. rows.Select(row =>
    {
        var sums = new double[matrix.Columns];
        for (var i = 0; i < row.Length; i++)
            for (var k = 0; k < sums.Length; k++) sums[k] += row[i] * matrix.Numbers[i * matrix.Columns + k];
        return sums;
    })];
}
