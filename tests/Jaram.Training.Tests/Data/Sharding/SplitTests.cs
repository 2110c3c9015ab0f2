using System.Text;
using Jaram.Training.Data;

namespace Jaram.Training.Tests.Data;

public sealed class SplitTests
{
    [Fact]
    public void A_document_stays_on_its_side_when_others_come_or_the_order_changes()
    {
        var options = new ShardOptions { HeldOutFraction = 0.1, Seed = 11 };
        var few = Digests(0, 500);
        TextDigest[] more = [.. Digests(500, 3000), .. few.Reverse()];
        var (before, after) = (Split.For(options, few), Split.For(options, more));
        Assert.All(few, digest => Assert.Equal(before.Of(digest), after.Of(digest)));
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void About_the_fraction_is_held_out(double fraction)
    {
        var held = HeldOut(new() { HeldOutFraction = fraction, MaxHeldOut = 100_000 }, Digests(0, 20_000));
        Assert.InRange(held, 20_000 * fraction * 0.85, 20_000 * fraction * 1.15);
    }

    [Fact]
    public void At_least_one_is_held_out() => Assert.Equal(1, HeldOut(new(), Digests(0, 5)));

    [Fact]
    public void At_most_the_limit_is_held_out() =>
        Assert.Equal(7, HeldOut(new() { HeldOutFraction = 0.5, MaxHeldOut = 7 }, Digests(0, 1000)));

    [Fact]
    public void None_is_held_out_if_none_is_asked_for() =>
        Assert.Equal(0, HeldOut(new() { HeldOutFraction = 0 }, Digests(0, 1000)));

    [Fact]
    public void Another_seed_holds_out_others()
    {
        var documents = Digests(0, 1000);
        var (a, b) = (Split.For(new() { HeldOutFraction = 0.5, Seed = 1 }, documents),
            Split.For(new() { HeldOutFraction = 0.5, Seed = 2 }, documents));
        Assert.InRange(documents.Count(digest => a.Of(digest) == b.Of(digest)), 400, 600);
    }

    private static TextDigest[] Digests(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(n => TextDigest.Of(Encoding.UTF8.GetBytes($"document {n}")))];

    private static int HeldOut(ShardOptions options, TextDigest[] documents)
    {
        var split = Split.For(options, documents);
        return documents.Count(digest => split.Of(digest) == Side.HeldOut);
    }
}
