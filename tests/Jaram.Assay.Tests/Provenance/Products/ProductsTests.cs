using CsCheck;
using Jaram.Assay.Provenance.Products;

namespace Jaram.Assay.Tests.Provenance.Products;

public sealed class ProductsTests
{
    [Fact]
    public void Fast_products_are_the_plain_ones() =>
        Gen.Select(Gen.Int[1, 41], Gen.Int[1, 41], Gen.Int[1, 700], Gen.Int[0, 1000]).Sample((n, m, d, seed) =>
        {
            var random = new Dice(seed);
            var (a, b) = (Toy.Gauss(random, n * d, 1), Toy.Gauss(random, m * d, 1));
            var (fast, plain) = (new float[n * m], new float[n * m]);
            RowProducts.Add(a, b, d, fast);
            RowProducts.AddPlainly(a, b, d, plain);
            for (var at = 0; at < plain.Length; at++)
                Assert.InRange(fast[at] - plain[at], -1e-4 * Math.Sqrt(d), 1e-4 * Math.Sqrt(d));
        }, iter: 60);

    [Fact]
    public void An_assignment_is_the_best_of_all() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 3], Gen.Int[0, 100_000]).Sample((rows, more, seed) =>
        {
            var (columns, scores) = (rows + more, Toy.Gauss(new Dice(seed), rows * (rows + more), 1));
            var found = Assignment.Of(scores, columns);
            Assert.Equal(rows, found.Distinct().Count());
            Assert.Equal(Best(scores, columns, 0, 0), Sum(scores, columns, found), 4);
        }, iter: 300);

    [Fact]
    public void An_assignment_finds_a_hidden_order()
    {
        var order = Assay.Provenance.Reading.Sampling.Order(200, "hidden", 0);
        var scores = Toy.Gauss(new Dice(1), 200 * 200, 0.1);
        for (var i = 0; i < 200; i++) scores[i * 200 + order[i]] += 1;
        Assert.Equal(order, Assignment.Of(scores, 200));
    }

    [Fact]
    public void Kendall_counts_pairs() =>
        Gen.Shuffle(Enumerable.Range(0, 30).ToArray()).Sample(order =>
        {
            var inversions = 0;
            for (var i = 0; i < order.Length; i++)
                for (var j = i + 1; j < order.Length; j++)
                    if (order[i] > order[j]) inversions++;
            Assert.Equal(1 - 2.0 * inversions / 435, Ranks.Kendall(order), 12);
        }, iter: 100);

    [Fact]
    public void Spearman_is_one_for_the_same_order_and_minus_one_for_the_other()
    {
        Assert.Equal(1, Ranks.Spearman([3, 1, 2], [30, 10, 20]), 12);
        Assert.Equal(-1, Ranks.Spearman([3, 1, 2], [10, 30, 20]), 12);
    }

    private static double Best(float[] scores, int columns, int row, int taken) => row * columns == scores.Length ? 0
        : Enumerable.Range(0, columns).Where(column => (taken >> column & 1) == 0)
            .Max(column => scores[row * columns + column] + Best(scores, columns, row + 1, taken | 1 << column));

    private static double Sum(float[] scores, int columns, int[] found) =>
        found.Select((column, row) => (double)scores[row * columns + column]).Sum();
}
