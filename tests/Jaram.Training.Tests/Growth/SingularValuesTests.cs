using CsCheck;
using Jaram.Training.Growth;

namespace Jaram.Training.Tests.Growth;

public sealed class SingularValuesTests
{
    private static readonly Gen<double[][]> _matrices = Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9])
        .SelectMany((rows, columns) => Gen.Double[-3, 3].Array[columns].Array[rows]);

    [Fact]
    public void Left_vectors_are_orthonormal_and_turn_the_rows_orthogonal_with_the_values_as_lengths() =>
        _matrices.Sample(matrix =>
        {
            var (left, values) = SingularValues.Of(matrix);
            var turned = left.Select(u => Enumerable.Range(0, matrix[0].Length)
                .Select(j => u.Zip(matrix, (x, row) => x * row[j]).Sum()).ToArray()).ToArray();
            for (var i = 0; i < left.Length; i++)
                for (var j = 0; j <= i; j++)
                {
                    Assert.Equal(i == j ? 1 : 0, Dot(left[i], left[j]), 1e-12);
                    Assert.Equal(i == j ? values[i] * values[i] : 0, Dot(turned[i], turned[j]), 1e-9);
                }
            Assert.Equal(values.OrderDescending(), values);
        }, iter: 500);

    [Fact]
    public void All_values_together_lose_nothing_and_none_of_them_all() => _matrices.Sample(matrix =>
    {
        var values = SingularValues.Of(matrix);
        Assert.Equal(0, values.Lost(matrix.Length));
        Assert.Equal(values.Values[0] > 0 ? 1 : 0, values.Lost(0), 1e-12);
    }, iter: 200);

    private static double Dot(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();
}
