using System.Text;
using CsCheck;

namespace Jaram.Tokenizers.Tests;

public sealed class StreamDecoderTests
{
    [Fact]
    public void A_stream_ends_up_as_the_text_decoded_at_once() =>
        Texts.Ids.Sample(ids => Assert.Equal(Texts.Small.Decode(ids), string.Concat(Steps(ids))));

    [Fact]
    public void A_character_comes_out_whole_or_not_yet() =>
        Texts.Any.Select(text => text.Replace("\uFFFD", "")).Sample(text =>
        {
            var steps = Steps(Texts.Small.Encode(text));
            Assert.DoesNotContain(steps, step => step.EnumerateRunes().Contains(Rune.ReplacementChar));
            Assert.Equal("", steps[^1]);
        });

    [Fact]
    public void A_character_cut_off_by_the_end_shows_as_one_replacement()
    {
        var decoder = new StreamDecoder(Texts.Small);
        var emoji = Texts.Small.Encode("🙂");
        Assert.All(emoji[..^1], id => Assert.Equal("", decoder.Push(id)));
        Assert.Equal("\uFFFD", decoder.End());
    }

    private static List<string> Steps(int[] ids)
    {
        var decoder = new StreamDecoder(Texts.Small);
        return [.. ids.Select(decoder.Push), decoder.End()];
    }
}
