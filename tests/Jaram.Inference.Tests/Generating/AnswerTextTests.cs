using System.Text;
using CsCheck;
using Jaram.Inference.Generating;
using Jaram.Tokenizers;

namespace Jaram.Inference.Tests.Generating;

/// <summary>Texts come out the same, however their bytes are spread over tokens.</summary>
public sealed class AnswerTextTests
{
    /// <summary>Its tokens are the 256 bytes and a few pairs: every border is inside of something.</summary>
    private static readonly Tokenizer _tokenizer = BpeTrainer.Train(["aa ab 마을 마을"], new() { Vocabulary = 270 }, null);

    private static readonly Dictionary<byte, int> _bytes = Enumerable.Range(0, _tokenizer.Count)
        .Where(id => !_tokenizer.IsSpecial(id) && _tokenizer.Bytes(id).Length == 1)
        .ToDictionary(id => _tokenizer.Bytes(id)[0]);

    private static readonly Gen<string> _text = Gen.OneOfConst("a", "b", "ab", "마", "을", "😀", " ").Array[0, 30]
        .Select(string.Concat);

    private static readonly Gen<string[]> _stops = Gen.OneOfConst("a", "b", "aa", "ab", "aba", "마을", "을 ", "bb마")
        .Array[0, 3];

    [Fact]
    public void What_comes_out_is_the_text_before_the_first_stop() => Gen.Select(_text, _stops).Sample((text, stops) =>
    {
        var stream = new AnswerText(_tokenizer, stops);
        var told = string.Concat(Ids(text).Select(stream.Push)) + stream.End();
        // the stop that is complete first ends it; of those complete in one character, the one that began first
        var at = stops.Select(stop => text.IndexOf(stop, StringComparison.Ordinal)).Where(i => i >= 0).ToList();
        Assert.Equal(at.Count > 0, stream.IsStopped);
        if (at.Count == 0) Assert.Equal(text, told);
        else Assert.True(Enumerable.Range(0, text.Length).Any(i => told == text[..i] && at.Contains(i)), told);
    });

    [Fact]
    public void Nothing_is_told_that_must_be_taken_back() => Gen.Select(_text, _stops).Sample((text, stops) =>
    {
        var stream = new AnswerText(_tokenizer, stops);
        var told = "";
        foreach (var id in Ids(text))
        {
            told += stream.Push(id);
            Assert.StartsWith(told, text, StringComparison.Ordinal);
            Assert.DoesNotContain(stops, stop => told.Contains(stop, StringComparison.Ordinal));
        }
    });

    [Fact]
    public void Nothing_is_held_back_that_no_stop_begins_with()
    {
        var stream = new AnswerText(_tokenizer, ["네?"]);
        foreach (var letter in "마을 ab")
            Assert.Equal($"{letter}", string.Concat(Ids($"{letter}").Select(stream.Push)));
    }

    [Fact]
    public void A_character_that_was_not_finished_is_told_as_such()
    {
        var stream = new AnswerText(_tokenizer, []);
        Assert.Equal("", stream.Push(Byte("마"u8[0])));
        Assert.Equal("\uFFFD", stream.End());
    }

    /// <summary>The text byte by byte.</summary>
    private static IEnumerable<int> Ids(string text) => Encoding.UTF8.GetBytes(text).Select(Byte);

    private static int Byte(byte value) => _bytes[value];
}
