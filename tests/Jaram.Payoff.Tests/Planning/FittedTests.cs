using CsCheck;
using Jaram.Architecture.Blocks;
using Jaram.Payoff.Planning;

namespace Jaram.Payoff.Tests.Planning;

public sealed class FittedTests
{
    [Theory]
    [InlineData(Matching.Parameters)]
    [InlineData(Matching.DecodeCost)]
    public void A_matched_design_equals_its_parent_within_two_percent(Matching matching)
    {
        foreach (var candidate in new[] { Some.Latent, Some.Mixture })
        {
            var found = Fitted.To(candidate, Some.Grouped, matching);
            Assert.Equal(1, Fitted.Measure(found, matching) / Fitted.Measure(Some.Grouped, matching), 0.02);
        }
    }

    [Fact]
    public void Only_the_width_of_the_networks_changes()
    {
        var found = Fitted.To(Some.Mixture, Some.Grouped, Matching.Parameters);
        Assert.NotEqual(Some.Mixture, found);
        var (before, after) = ((MixtureDesign)Some.Mixture.Layers["sparse"].Channel, (MixtureDesign)found.Layers["sparse"].Channel);
        Assert.Equal(before, after with { Expert = before.Expert });
        Assert.Equal(Some.Mixture.Layers["sparse"].Mixer, found.Layers["sparse"].Mixer);
    }

    [Fact]
    public void A_design_matches_itself_as_it_is() => Gen.Enum<Matching>().Sample(matching =>
        Assert.Same(Some.Latent, Fitted.To(Some.Latent, Some.Latent, matching)));

    [Fact]
    public void What_no_width_can_make_equal_is_refused_with_both_numbers()
    {
        var tiny = Some.Grouped with { Width = 16, Vocabulary = 300 };
        var wrong = Assert.Throws<PayoffException>(() => Fitted.To(Some.Latent, tiny, Matching.Parameters));
        Assert.Matches(@"sprout-mla: no width of its networks .*Parameters: [\d,]+ against [\d,]+", wrong.Message);
    }
}
