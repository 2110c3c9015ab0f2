using Jaram.Assay.Provenance.Products;

namespace Jaram.Assay.Tests.Provenance.Products;

public sealed class SpectrumTests
{
    /// <summary>Rows of known lengths that stand square on each other, turned by a reflection on either side.</summary>
    [Theory]
    [InlineData(5, 9)]
    [InlineData(9, 5)]
    [InlineData(40, 40)]
    [InlineData(1, 3)]
    public void Singular_values_are_those_that_were_put_in(int n, int d)
    {
        var (count, matrix) = (Math.Min(n, d), new float[n * d]);
        for (var at = 0; at < count; at++) matrix[at * d + at] = count - at;
        var turned = Reflected(Rows.Turn(Reflected(matrix, d), d), n);
        var values = Spectrum.Of(Rows.Turn(turned, n), d);
        Assert.Equal(count, values.Length);
        for (var at = 0; at < count; at++) Assert.Equal(count - at, values[at], 1e-3);
    }

    /// <summary>Σ s² = ‖A‖² and Σ s⁴ = ‖A Aᵀ‖², of values that nobody knows.</summary>
    [Fact]
    public void Sums_of_powers_are_the_matrixs_own()
    {
        const int N = 130, D = 200;
        var matrix = Toy.Gauss(new Dice(1), N * D, 1);
        var products = new float[N * N];
        RowProducts.AddPlainly(matrix, matrix, D, products);
        var values = Spectrum.Of(matrix, D);
        Assert.Equal(1, values.Sum(s => s * s) / RowProducts.LongDot(matrix, matrix), 1e-6);
        Assert.Equal(1, values.Sum(s => Math.Pow(s, 4)) / RowProducts.LongDot(products, products), 1e-6);
        Assert.Equal(values, values.OrderDescending());
        Assert.Equal(matrix, Toy.Gauss(new Dice(1), N * D, 1));
    }

    [Fact]
    public void Rows_of_zeros_and_rows_that_repeat_have_values_of_zero()
    {
        Assert.All(Spectrum.Of(new float[6], 3), value => Assert.Equal(0, value, 1e-9));
        var values = Spectrum.Of(new float[] { 1, 2, 3, 1, 2, 3 }, 3);
        Assert.Equal(Math.Sqrt(28), values[0], 1e-5);
        Assert.InRange(values[1], 0, 0.01);                             // the root of what floats leave of 28
    }

    private static float[] Reflected(float[] rows, int d)
    {
        var v = Toy.Gauss(new Dice(d), d, 1);
        var square = v.Sum(x => (double)x * x);
        return [.. rows.Chunk(d).SelectMany(row =>
        {
            var along = 2 / square * row.Zip(v, (x, y) => (double)x * y).Sum();
            return row.Select((x, k) => (float)(x - along * v[k]));
        })];
    }
}
