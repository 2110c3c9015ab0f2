using Jaram.Training.Data;

namespace Jaram.Training.Tests.Data;

public sealed class ScriptTests
{
    [Theory]
    [InlineData("Selamat pagi", Script.Latin, 11)]
    [InlineData("naïve Việt ﬁ", Script.Latin, 10)]
    [InlineData("자람 ㅋㅋ \u1100\u1161\u11a8", Script.Hangul, 7)]
    [InlineData("漢字𠀀々", Script.Han, 4)]
    [InlineData("ひらがなカタカナ", Script.Kana, 8)]
    [InlineData("قَلَم", Script.Arabic, 5)]
    [InlineData("ภาษาที่", Script.Thai, 7)]
    [InlineData("हिन्दी", Script.Devanagari, 6)]
    [InlineData("Монгол", Script.Cyrillic, 6)]
    [InlineData("Ελλάδα", Script.Other, 6)]
    public void Letters_and_vowel_signs_count_for_their_script(string text, Script script, long letters)
    {
        var counts = Scripts.Letters(text, out _);
        Assert.Equal(letters, counts[(int)script]);
        Assert.Equal(letters, counts.Sum());
    }

    [Fact]
    public void Digits_signs_and_white_space_count_for_none()
    {
        Assert.Equal(0, Scripts.Letters("12 ٣٤ ๑ ، 。 😀 \n", out var characters).Sum());
        Assert.Equal(15, characters);
    }
}
