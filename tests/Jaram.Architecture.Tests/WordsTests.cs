using Jaram.Architecture.Blocks;

namespace Jaram.Architecture.Tests;

public sealed class WordsTests
{
    [Theory]
    [InlineData("layers.wide.channel.activation", "one of swiGlu, gelu, reluSquared")]
    [InlineData("layers.wide.norm", "one of pre, post, sandwich")]
    [InlineData("layers.wide.residual", "made of none, value, input")]
    [InlineData("layers.wide.canon.at", "made of none, a, b, c, d")]
    [InlineData("layers.wide.mixer.rotary.layout", "one of halves, interleaved")]
    [InlineData("layers.deep.channel.routing", "one of sigmoid, softmax")]
    public void A_word_that_is_not_known_is_refused_with_those_that_are(string path, string words)
    {
        var rule = $"{path}: must be {words}, got ";
        Assert.Equal(rule + "'other'; use one of these words", Sample.Refusal((path, "\"other\"")));
        Assert.Equal(rule + "'1'; use one of these words", Sample.Refusal((path, "\"1\"")));
        Assert.Equal(rule + "1; use one of these words", Sample.Refusal((path, "1")));
        Assert.Equal(rule + "''; use one of these words", Sample.Refusal((path, "\"\"")));
        Assert.Equal(rule + "null; use one of these words", Sample.Refusal((path, "null")));
    }

    [Fact]
    public void Only_flags_are_added_up()
    {
        Assert.Equal(ResidualExtras.Value | ResidualExtras.Input,
            Sample.With(("layers.wide.residual", "\"input,value\"")).Stack[0].Residual);
        Assert.Equal("layers.wide.channel.activation: must be one of swiGlu, gelu, reluSquared, got 'swiGlu, gelu'; "
            + "use one of these words", Sample.Refusal(("layers.wide.channel.activation", "\"swiGlu, gelu\"")));
    }

    [Fact]
    public void Case_does_not_matter_in_reading_and_is_settled_in_writing()
    {
        var design = Sample.With(("layers.wide.canon.at", "\"A, C\""), ("layers.wide.norm", "\"Post\""));
        Assert.Equal(CanonPoints.A | CanonPoints.C, design.Stack[0].Canon!.At);
        var text = System.Text.Encoding.UTF8.GetString(design.Write());
        Assert.Contains("\"at\": \"a, c\"", text, StringComparison.Ordinal);
        Assert.Contains("\"norm\": \"post\"", text, StringComparison.Ordinal);
    }
}
