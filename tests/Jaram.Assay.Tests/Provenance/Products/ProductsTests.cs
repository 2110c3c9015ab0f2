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
    public void Products_of_blocks_are_those_of_their_rows() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[1, 40], Gen.Int[0, 1000]).Sample((n, d, seed) =>
        {
            var random = new Dice(seed);
            var (a, b, blocks) = (Toy.Gauss(random, n * d, 1), Toy.Gauss(random, n * d, 1), new UnitBlocks(n));
            var (fast, plain) = (new float[n * blocks.Longest], new float[n * n]);
            RowProducts.AddBlocks(a, b, d, blocks, .., fast);
            RowProducts.AddPlainly(a, b, d, plain);
            for (var block = 0; block < blocks.Count; block++)
                for (var i = 0; i < blocks[block].Count; i++)
                    for (var j = 0; j < blocks[block].Count; j++)
                        Assert.Equal(plain[(blocks[block].From + i) * n + blocks[block].From + j],
                            fast[(blocks[block].From + i) * blocks.Longest + j], 1e-3);
        }, iter: 60);

    [Fact]
    public void What_is_turned_stands_at_the_other_place() =>
        Gen.Select(Gen.Int[1, 50], Gen.Int[1, 50], Gen.Int[0, 5]).Sample((n, d, more) =>
        {
            var (from, into) = (Toy.Gauss(new Dice(n), n * (d + more), 1), new float[d * (n + more)]);
            Rows.Turn(from, (n, d, d + more), into, n + more);
            for (var i = 0; i < n; i++)
                for (var k = 0; k < d; k++) Assert.Equal(from[i * (d + more) + k], into[k * (n + more) + i]);
        }, iter: 60);

    [Fact]
    public void Products_as_they_are_become_those_of_prepared_rows() =>
        Gen.Select(Gen.Int[1, 300], Gen.Int[2, 40], Gen.Int[0, 1000]).Sample((n, d, seed) =>
        {
            var random = new Dice(seed);
            var blocks = new UnitBlocks(n);
            var (a, b) = (Toy.Gauss(random, n * d, 1), Toy.Gauss(random, n * d, 3));
            a.AsSpan(0, d).Clear();                                                     // a row of zeros stays one
            var (raw, prepared) = (new float[n * blocks.Longest], new float[n * blocks.Longest]);
            using var pair = new PairProducts(blocks);
            pair.Add(a, b, d, ..);
            pair.AddPrepared(raw);
            foreach (var rows in new[] { a, b })
            {
                Rows.Normalise(rows, d);
                Rows.Centre(rows, blocks, d);
            }
            RowProducts.AddBlocks(a, b, d, blocks, .., prepared);
            for (var at = 0; at < raw.Length; at++) Assert.Equal(prepared[at], raw[at], 1e-5);
        }, iter: 60);

    [Fact]
    public void Blocks_hold_every_unit_once_and_are_as_equal_as_can_be() => Gen.Int[1, 9000].Sample(units =>
    {
        var blocks = new UnitBlocks(units);
        var all = Enumerable.Range(0, blocks.Count).Select(block => blocks[block]).ToList();
        Assert.Equal(Enumerable.Range(0, units), all.SelectMany(block => Enumerable.Range(block.From, block.Count)));
        Assert.InRange(all.Max(block => block.Count), 1, units < 4096 ? UnitBlocks.Most : 32);
        Assert.InRange(all.Max(block => block.Count) - all.Min(block => block.Count), 0, 1);
        Assert.Equal(blocks.Longest, all.Max(block => block.Count));
    });

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
