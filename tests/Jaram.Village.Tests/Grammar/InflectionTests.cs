using Jaram.Village.Grammar;

namespace Jaram.Village.Tests.Grammar;

public sealed class InflectionTests
{
    [Theory]
    [InlineData("도서관", "은", "도서관은")]
    [InlineData("보건소", "은", "보건소는")]
    [InlineData("우체국", "이", "우체국이")]
    [InlineData("주민센터", "이", "주민센터가")]
    [InlineData("신분증", "을", "신분증을")]
    [InlineData("추천서", "를", "추천서를")]
    [InlineData("학교길", "로", "학교길로")]      // ㄹ takes 로
    [InlineData("도서관", "으로", "도서관으로")]
    [InlineData("제빵사", "로", "제빵사로")]
    [InlineData("꽃집 주인", "로", "꽃집 주인으로")]
    [InlineData("4820", "이", "4820이")]          // 영
    [InlineData("4821", "로", "4821로")]          // 일
    [InlineData("4823", "로", "4823으로")]        // 삼
    [InlineData("4826", "을", "4826을")]          // 육
    [InlineData("4827", "은", "4827은")]          // 칠
    [InlineData("4828", "로", "4828로")]          // 팔
    [InlineData("4822", "은", "4822는")]          // 이
    [InlineData("4824", "을", "4824를")]          // 사
    [InlineData("4825", "이", "4825가")]          // 오
    [InlineData("4829", "로", "4829로")]          // 구
    public void A_particle_follows_the_last_sound(string word, string mark, string expected) =>
        Assert.Equal(expected, Inflection.Apply(word, mark));

    [Theory]
    [InlineData("baker", "a baker")]
    [InlineData("engineer", "an engineer")]
    [InlineData("identity card", "an identity card")]
    [InlineData("health certificate", "a health certificate")]
    public void An_article_follows_the_first_sound(string word, string expected) =>
        Assert.Equal(expected, Inflection.Apply(word, "a"));

    [Theory]
    [InlineData("خباز", "خبازًا")]
    [InlineData("موسيقي", "موسيقيًا")]
    [InlineData("معلمة", "معلمة")]
    [InlineData("بائع زهور", "بائع زهور")]
    public void An_accusative_takes_alif_where_grammar_has_one(string word, string expected) =>
        Assert.Equal(expected, Inflection.Apply(word, "ا"));

    [Fact]
    public void No_english_word_of_the_village_begins_with_a_vowel_letter_sounded_as_a_consonant() =>
        Assert.DoesNotContain(
            Catalogue.Papers.Concat(Catalogue.Offices.Select(o => o.Permit)).Select(term => term.English)
                .Concat(Catalogue.Trades.Select(trade => trade.English)),
            word => word.StartsWith("uni", StringComparison.Ordinal) || word.StartsWith("eu", StringComparison.Ordinal)
                || word.StartsWith("one", StringComparison.Ordinal) || word.StartsWith("ho", StringComparison.Ordinal));
}
