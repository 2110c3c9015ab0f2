using CsCheck;
using Jaram.Statistics.Detecting;

namespace Jaram.Statistics.Tests.Detecting;

public sealed class DetectionTests
{
    /// <summary>Hanley and McNeil, Radiology 143 (1982) 29, table I: 58 normal and 51 abnormal images rated from 1 to
    /// 5; the area by the trapezoidal rule is 0.893.</summary>
    [Fact]
    public void A_part_of_the_area_looks_at_the_highest_negatives_alone()
    {
        var curve = new Detection([1, 2, 3, 4], [0, 0, 0, 0, 0, 0, 0, 0, 2.5, 3]);
        Assert.Equal((2 + 0.0 + 1.5) / 2 / 4, curve.PartialArea(0.2), 12);      // above 2.5: 3 and 4; above 3: 4, and a tie
        Assert.Equal(curve.Area, curve.PartialArea(1), 12);
    }

    [Fact]
    public void The_area_of_the_published_ratings_is_the_published_one()
    {
        int[] normal = [33, 6, 6, 11, 2], abnormal = [3, 2, 2, 11, 33];
        Assert.Equal(0.893, new Detection(Rated(abnormal), Rated(normal)).Area, 3);

        static IEnumerable<double> Rated(int[] counts) =>
            counts.Index().SelectMany(rating => Enumerable.Repeat((double)rating.Index, rating.Item));
    }

    [Fact]
    public void The_area_is_the_share_of_pairs_in_order_with_ties_by_half() =>
        Gen.Select(Scores, Scores).Sample((p, n) => Assert.Equal(
            (from x in p from y in n select x > y ? 1 : x == y ? 0.5 : 0).Average(), new Detection(p, n).Area, 12));

    [Fact]
    public void At_a_rate_no_more_negatives_pass_than_it_grants() => Gen.Select(Scores, Scores, Gen.Double[0, 0.9])
        .Sample((positives, negatives, rate) =>
        {
            var found = new Detection(positives, negatives).FoundAt(rate);
            var best = negatives.Distinct().Append(double.PositiveInfinity).Append(double.NegativeInfinity)
                .Where(bar => negatives.Count(score => score > bar) <= rate * negatives.Length)
                .Max(bar => positives.Count(score => score > bar));
            Assert.Equal(best, found);
        });

    [Fact]
    public void What_is_no_number_is_refused() =>
        Assert.Contains("1 positives is no number", Assert.Throws<StatisticsException>(() =>
            new Detection([double.NaN], [1])).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_cannot_be_told_from_something() =>
        Assert.Throws<StatisticsException>(() => new Detection([1], []));

    private static Gen<double[]> Scores => Gen.Int[0, 20].Select(score => (double)score).Array[1, 40];
}
