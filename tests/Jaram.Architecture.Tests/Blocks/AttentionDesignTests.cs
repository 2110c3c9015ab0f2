namespace Jaram.Architecture.Tests.Blocks;

public sealed class AttentionDesignTests
{
    [Theory]
    [InlineData("heads", "0", "heads must be positive, got 0; use 1 or more")]
    [InlineData("keyValueHeads", "-1", "keyValueHeads must be positive, got -1; use 1 or more")]
    [InlineData("headDim", "0", "headDim must be positive, got 0; use 1 or more")]
    [InlineData("window", "-1", "window must not be negative, got -1; use 0 to leave it out")]
    [InlineData("softcap", "-0.5", "softcap must be finite and not negative, got -0.5; use 0 to leave it out")]
    [InlineData("softcap", "1e999", "softcap must be finite and not negative, got Infinity; use 0 to leave it out")]
    [InlineData("heads", "5", "heads must be a multiple of keyValueHeads (2), got 5; use 4 or 6")]
    [InlineData("keyValueHeads", "6", "heads must be a multiple of keyValueHeads (6), got 4; use 6")]
    [InlineData("headDim", "3", "rotary.dim must be at most headDim (3), got 4; use 3 or less")]
    public void A_wrong_value_is_refused(string key, string json, string rule) =>
        Assert.Equal($"layers.wide.mixer: {rule}", Sample.Refusal(("layers.wide.mixer." + key, json)));

    [Fact]
    public void The_largest_whole_number_is_refused_like_any_other() =>
        Assert.StartsWith("layers.wide.mixer: heads must be a multiple of keyValueHeads (2), got 2147483647; ",
            Sample.Refusal(("layers.wide.mixer.heads", "2147483647")), StringComparison.Ordinal);
}
