using Jaram.Assay.Provenance.Battery;
using Jaram.Assay.Provenance.Products;

namespace Jaram.Assay.Tests.Provenance.Battery;

public sealed class OrderStatisticTests
{
    [Fact]
    public void Strangers_score_as_a_normal_number_does()
    {
        double[] scores = [.. Enumerable.Range(0, 2000).Select(trial => Strangers(trial, n: 96, d: 48, shared: 0).Z)];
        Assert.InRange(scores.Average(), -0.08, 0.08);
        Assert.InRange(Deviation(scores), 0.95, 1.05);
        Assert.InRange(Kolmogorov(scores), 0, 1.63 / Math.Sqrt(scores.Length));             // 1 %
    }

    [Fact]
    public void Strangers_that_speak_one_language_do_too()
    {
        double[] scores = [.. Enumerable.Range(0, 2000).Select(trial => Strangers(trial, n: 96, d: 48, shared: 4).Z)];
        Assert.InRange(Deviation(scores), 0.95, 1.05);
        Assert.InRange(Kolmogorov(scores), 0, 1.63 / Math.Sqrt(scores.Length));
    }

    [Fact]
    public void Shuffled_chances_of_strangers_are_uniform()
    {
        double[] chances = [.. Enumerable.Range(0, 500).Select(trial =>
            Strangers(trial, n: 64, d: 24, shared: 2, shuffles: 99).ShuffledChance).Order()];
        var worst = chances.Select((p, at) => Math.Abs(p - (at + 0.5) / chances.Length)).Max();
        Assert.InRange(worst, 0, 0.5 / chances.Length + 0.01 + 1.63 / Math.Sqrt(chances.Length));
    }

    /// <summary>z = ρ√(nd) as long as ρ is small, from weights so weakly related that no row finds its twin; large ones
    /// count among the products too, √(1 + ρ²d/m) of them.</summary>
    [Theory]
    [InlineData(0.005, 7.2)]
    [InlineData(0.01, 14.5)]
    [InlineData(0.05, 72)]
    [InlineData(0.2, 252)]
    public void Power_grows_with_the_correlation(double rho, double expected)
    {
        const int N = 2048, D = 1024;
        var random = new Dice(7);
        var (a, noise) = (Toy.Gauss(random, N * D, 1), Toy.Gauss(random, N * D, 1));
        float[] b = [.. a.Zip(noise, (x, y) => (float)(rho * x + Math.Sqrt(1 - rho * rho) * y))];
        Assert.InRange(Score(a, b, N, D).Z, expected - 4, expected + 4);
    }

    /// <summary>Six blocks are turned, not shuffled one by one: the same law.</summary>
    [Fact]
    public void Chances_by_turns_are_uniform_too()
    {
        double[] chances = [.. Enumerable.Range(0, 300).Select(trial =>
            Strangers(trial, n: 700, d: 8, shared: 2, shuffles: 99).ShuffledChance).Order()];
        var worst = chances.Select((p, at) => Math.Abs(p - (at + 0.5) / chances.Length)).Max();
        Assert.InRange(worst, 0, 0.5 / chances.Length + 0.01 + 1.63 / Math.Sqrt(chances.Length));
    }

    /// <summary>A tensor that passes by blocks of units or by features scores as it does whole, but for what each piece
    /// of a row is scaled by.</summary>
    [Fact]
    public void Pieces_by_blocks_make_the_same_score()
    {
        const int N = 300, D = 48;
        var (a, b) = (Toy.Gauss(new Dice(1), N * D, 1), Toy.Gauss(new Dice(2), N * D, 1));
        using var cross = new CrossMatrix(N, "test");
        using var pair = new PairProducts(cross.Blocks);
        foreach (var block in Enumerable.Range(0, cross.Blocks.Count))
        {
            var (from, count) = cross.Blocks[block];
            pair.Add(a.AsMemory(from * D, count * D), b.AsMemory(from * D, count * D), D, block..(block + 1));
        }
        cross.Add(pair);
        var whole = Score(a, b, N, D, 19);
        var pieces = cross.ScoreOnce(19);
        Assert.Equal((whole.Z, whole.Numbers), (pieces.Z, pieces.Numbers));
        Assert.Equal(whole.Shuffled, pieces.Shuffled);
    }

    [Fact]
    public void Tensors_of_one_permutation_are_one_test()
    {
        var (naive, summed) = (new double[1000], new double[1000]);
        for (var trial = 0; trial < naive.Length; trial++)
        {
            var (gateA, upA) = Coupled(new Dice(2 * trial));
            var (gateB, upB) = Coupled(new Dice(2 * trial + 1));
            using var cross = new CrossMatrix(64, "both");
            var gates = Score([.. gateA], [.. gateB], 64, 48).Z;
            var ups = Score([.. upA], [.. upB], 64, 48).Z;
            cross.Add(gateA, gateB, 48);
            cross.Add(upA, upB, 48);
            (naive[trial], summed[trial]) = ((gates + ups) / Math.Sqrt(2), cross.ScoreOnce(0).Z);
        }
        Assert.InRange(Deviation(naive), 1.3, 1.5);
        Assert.InRange(Deviation(summed), 0.95, 1.05);
    }

    [Fact]
    public void Turned_signs_hide_from_the_plain_score_and_not_from_the_squares()
    {
        const int N = 256, D = 96;
        var a = Toy.Gauss(new Dice(3), N * D, 1);
        float[] b = [.. a.Select((x, at) => at / D % 2 == 0 ? -x : x)];
        using var cross = new CrossMatrix(N, "signs");
        cross.Add(a, b, D);
        var (plain, squares) = cross.Score(99);
        Assert.InRange(plain.Z, -5, 5);
        Assert.True(squares.Z > 50 && squares.IsAtFloor);
    }

    [Fact]
    public void Groups_are_combined_as_their_shuffles_are()
    {
        OrderStatistic[] groups = [new(3, [1, -1], 100), new(1, [1, 1], 300)];
        var all = OrderStatistic.Combine(groups);
        Assert.Equal(4 / Math.Sqrt(2), all.Z, 12);
        Assert.Equal([2 / Math.Sqrt(2), 0], all.Shuffled);
        Assert.Equal(400, all.Numbers);
        Assert.Equal(1 / 3.0, all.ShuffledChance, 12);
    }

    private static OrderStatistic Strangers(int seed, int n, int d, double shared, int shuffles = 0)
    {
        var random = new Dice(1_000_003 * (seed + 1));
        return Score(Speaking(random, n, d, shared), Speaking(random, n, d, shared), n, d, shuffles);
    }

    /// <summary>Rows with a mean and a few directions that all models share, and lengths that vary much.</summary>
    private static float[] Speaking(Dice random, int n, int d, double shared)
    {
        var (rows, language) = (Toy.Gauss(random, n * d, 1), Toy.Gauss(new Dice(99), 5 * d, 1));
        for (var i = 0; i < n; i++)
        {
            var words = Toy.Gauss(random, 5, shared / 2);
            var length = (float)Math.Exp(random.NextDouble() * shared / 2);
            words[4] = (float)shared / 4;                               // the mean
            for (var k = 0; k < d; k++)
            {
                for (var word = 0; word < 5; word++) rows[i * d + k] += words[word] * language[word * d + k];
                rows[i * d + k] *= length;
            }
        }
        return rows;
    }

    private static (float[] Gate, float[] Up) Coupled(Dice random)
    {
        var (gate, noise) = (Toy.Gauss(random, 64 * 48, 1), Toy.Gauss(random, 64 * 48, 1));
        return (gate, [.. gate.Zip(noise, (x, y) => (float)(0.98 * x + Math.Sqrt(1 - 0.98 * 0.98) * y))]);
    }

    private static OrderStatistic Score(float[] a, float[] b, int n, int d, int shuffles = 0)
    {
        using var cross = new CrossMatrix(n, "test");
        cross.Add(a, b, d);
        return cross.ScoreOnce(shuffles);
    }

    private static double Deviation(double[] scores)
    {
        var mean = scores.Average();
        return Math.Sqrt(scores.Average(z => (z - mean) * (z - mean)));
    }

    private static double Kolmogorov(double[] scores)
    {
        double[] sorted = [.. scores.Order()];
        return sorted.Select((z, at) => Math.Abs(1 - Statistics.Distributions.NormalTail.Above(z)
            - (at + 0.5) / sorted.Length)).Max() + 0.5 / sorted.Length;
    }
}
