namespace Jaram.Architecture.Tests.Blocks;

public sealed class LatentAttentionDesignTests
{
    [Theory]
    [InlineData("heads", "0", "heads must be positive, got 0; use 1 or more")]
    [InlineData("queryRank", "-1", "queryRank must not be negative, got -1; use 0 to leave it out")]
    [InlineData("latentRank", "0", "latentRank must be positive, got 0; use 1 or more")]
    [InlineData("plainDim", "0", "plainDim must be positive, got 0; use 1 or more")]
    [InlineData("valueDim", "0", "valueDim must be positive, got 0; use 1 or more")]
    [InlineData("window", "-2", "window must not be negative, got -2; use 0 to leave it out")]
    public void A_wrong_value_is_refused(string key, string json, string rule) =>
        Assert.Equal($"layers.deep.mixer: {rule}", Sample.Refusal(("layers.deep.mixer." + key, json)));
}
