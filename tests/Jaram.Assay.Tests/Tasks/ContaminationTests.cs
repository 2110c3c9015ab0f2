using CsCheck;
using Jaram.Assay.Tasks.Contamination;

namespace Jaram.Assay.Tests.Tasks;

public sealed class ContaminationTests
{
    private const string Korean = "다음 가운데 마을 사람들이 우물에서 물을 긷는 시각으로 알맞은 것을 고르십시오. 새벽 다섯 시";

    private const string English =
        "Which of these offices of the village opens before eight in the morning and closes after six in the evening?";

    [Theory]
    [InlineData("앞 글. 다음 가운데  마을사람들이 우물에서 물을 긷는 시각으로, 알맞은 것을 고르십시오! 새벽 다섯시 뒤 글.")]
    public void Spaces_and_signs_hide_no_Korean_copy(string text) => Assert.Equal((1, 1), Found(Korean, text));

    [Theory]
    [InlineData("He asked: \"WHICH of these offices of the village opens before eight in the morning, and closes after six in the evening?\"")]
    public void Letters_and_signs_hide_no_English_copy(string text) => Assert.Equal((1, 1), Found(English, text));

    [Fact]
    public void A_part_is_touched_and_not_whole()
    {
        Assert.Equal((1, 0), Found(English, "of these offices of the village opens before eight in the morning and closes"));
        Assert.Equal((0, 0), Found(English, "these offices of the village opens before eight in the morning and"));
    }

    [Fact]
    public void What_is_shorter_than_a_stretch_is_said_to_be()
    {
        var search = new ContaminationSearch([("t", "Which office?"), ("t", "수도는 어디인가?"), ("t", Korean)]);
        search.Read("Which office? 수도는 어디인가?");
        Assert.Equal(new ContaminationResult("t", 3, 2, 0, 0), search.Results().Single());
    }

    [Fact]
    public void Any_text_is_found_in_itself_and_around_itself() =>
        Gen.Char['a', 'z'].Array[1, 6].Select(letters => new string(letters)).Array[13, 40].Sample(words =>
            Found(string.Join(' ', words), $"x {string.Join(", ", words)} y") == (1, 1));

    [Fact]
    public void Arabic_vowel_signs_part_no_word()
    {
        var plain = string.Join(' ', Enumerable.Repeat("كتب المعلم درسا", 5));
        Assert.Equal(13, Grams.WordsOfOne);
        Assert.Equal(3, Grams.Of(plain, GramUnit.Words).Length);
        Assert.Equal(3, Grams.Of(plain.Replace("كتب", "كَتَبَ", StringComparison.Ordinal), GramUnit.Words).Length);
    }

    private static (int Touched, int Whole) Found(string question, string text)
    {
        var search = new ContaminationSearch([("t", question)]);
        search.Read(text);
        var result = search.Results().Single();
        return (result.Touched, result.Whole);
    }
}
