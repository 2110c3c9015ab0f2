using System.Text;
using Jaram.Architecture.Blocks;

namespace Jaram.Architecture.Tests.Blocks;

public sealed class MixtureDesignTests
{
    private const string Place = "layers.deep.channel";

    [Theory]
    [InlineData("experts", "0", "experts must be positive, got 0; use 1 or more")]
    [InlineData("active", "0", "active must be positive, got 0; use 1 or more")]
    [InlineData("shared", "-1", "shared must not be negative, got -1; use 0 to leave it out")]
    [InlineData("groups", "-1", "groups must not be negative, got -1; use 0 to leave it out")]
    [InlineData("activeGroups", "-1", "activeGroups must not be negative, got -1; use 0 to leave it out")]
    [InlineData("scale", "0", "scale must be positive and finite, got 0; use a number above 0")]
    [InlineData("balanceRate", "-1", "balanceRate must be finite and not negative, got -1; use 0 to leave it out")]
    [InlineData("active", "9", "active must be at most experts (8), got 9; use 8 or less")]
    [InlineData("groups", "3", "experts must be a multiple of groups (3), got 8; use 6 or 9")]
    [InlineData("activeGroups", "0", "activeGroups must be positive, got 0; use 1 or more")]
    [InlineData("activeGroups", "5", "activeGroups must be at most groups (4), got 5; use 4 or less")]
    [InlineData("active", "5", "active must be at most experts of the active groups (4), got 5; use 4 or less")]
    [InlineData("groups", "0", "activeGroups must be 0 without groups, got 2; give groups, or leave it out")]
    [InlineData("shared", "400000000",
        "shared must be at most 2147483647 over expert.hidden (357913941), got 400000000; use 357913941 or less")]
    public void A_wrong_value_is_refused(string key, string json, string rule) =>
        Assert.Equal($"{Place}: {rule}", Sample.Refusal(($"{Place}.{key}", json)));

    [Fact]
    public void A_design_from_before_there_was_another_choice_is_written_as_it_was()
    {
        string Written(string json) => Encoding.UTF8.GetString(Sample.With(($"{Place}.groupScore", json)).Write());
        Assert.DoesNotContain("groupScore", Written("\"bestTwo\""), StringComparison.Ordinal);
        Assert.Contains("\"groupScore\": \"best\"", Written("\"best\""), StringComparison.Ordinal);
        Assert.Equal($"{Place}: groupScore must be absent without groups, got best; give groups, or leave it out",
            Sample.Refusal(($"{Place}.groupScore", "\"best\""), ($"{Place}.groups", "0"), ($"{Place}.activeGroups", "0")));
    }

    [Fact]
    public void An_expert_is_checked_like_any_network() =>
        Assert.Equal($"{Place}.expert: hidden must be positive, got 0; use 1 or more",
            Sample.Refusal(($"{Place}.expert.hidden", "0")));

    [Fact]
    public void Shared_experts_are_one_network_side_by_side()
    {
        var mixture = (MixtureDesign)Sample.With(($"{Place}.shared", "3")).Layers["deep"].Channel;
        Assert.Equal(new MlpDesign { Hidden = 18, Activation = Activation.Gelu }, mixture.SharedExpert);
        Assert.Equal(mixture.SharedExpert!.Parameters(8), 3 * mixture.Expert.Parameters(8));
    }

    [Fact]
    public void A_token_meets_the_router_its_experts_and_the_shared_ones()
    {
        // width 8: router 8 · 8; an expert 2 · 8 · 6 = 96
        var mixture = (MixtureDesign)Sample.Read(Sample.Json).Layers["deep"].Channel;
        Assert.Equal(64 + 9 * 96, mixture.Parameters(8));
        Assert.Equal(64 + 3 * 96, mixture.ActiveParameters(8));
        Assert.Equal(2 * (64 + 3 * 96), mixture.Flops(8));
    }
}
