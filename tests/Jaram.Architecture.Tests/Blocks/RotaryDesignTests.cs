namespace Jaram.Architecture.Tests.Blocks;

public sealed class RotaryDesignTests
{
    [Theory]
    [InlineData("dim", "3", "layers.wide.mixer.rotary: dim must be even, got 3; use 2")]
    [InlineData("dim", "1", "layers.wide.mixer.rotary: dim must be even, got 1; use 2")]
    [InlineData("dim", "0", "layers.wide.mixer.rotary: dim must be positive, got 0; use 1 or more")]
    [InlineData("theta", "1", "layers.wide.mixer.rotary: theta must be above 1, got 1; use 10000")]
    [InlineData("theta", "-5",
        "layers.wide.mixer.rotary: theta must be positive and finite, got -5; use a number above 0")]
    [InlineData("scaling.factor", "0.5",
        "layers.wide.mixer.rotary.scaling: factor must be 1 or more, got 0.5; use new context over original context")]
    [InlineData("scaling.factor", "1e999",
        "layers.wide.mixer.rotary.scaling: factor must be positive and finite, got Infinity; use a number above 0")]
    [InlineData("scaling.originalContext", "0",
        "layers.wide.mixer.rotary.scaling: originalContext must be positive, got 0; use 1 or more")]
    [InlineData("scaling.lowFrequencyFactor", "0",
        "layers.wide.mixer.rotary.scaling: lowFrequencyFactor must be positive and finite, got 0; "
        + "use a number above 0")]
    [InlineData("scaling.highFrequencyFactor", "1",
        "layers.wide.mixer.rotary.scaling: highFrequencyFactor must be above lowFrequencyFactor (1), got 1; "
        + "make it larger, or the other smaller")]
    public void A_wrong_value_is_refused(string key, string json, string message) =>
        Assert.Equal(message, Sample.Refusal(("layers.wide.mixer.rotary." + key, json)));

    [Theory]
    [InlineData("fastTurns", "0.5",
        "layers.deep.mixer.rotary.scaling: fastTurns must be above slowTurns (1), got 0.5; "
        + "make it larger, or the other smaller")]
    [InlineData("slowTurns", "-1",
        "layers.deep.mixer.rotary.scaling: slowTurns must be positive and finite, got -1; use a number above 0")]
    public void A_wrong_yarn_is_refused(string key, string json, string message) =>
        Assert.Equal(message, Sample.Refusal(("layers.deep.mixer.rotary.scaling." + key, json)));
}
