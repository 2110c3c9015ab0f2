using Jaram.Village.Grammar;

namespace Jaram.Village.Tests.Grammar;

public sealed class TemplateTests
{
    private static readonly Term _library = new("도서관", "the Library", "المكتبة", Gender.Feminine);
    private static readonly Term _office = new("보건소", "the Office", "المكتب");

    [Theory]
    [InlineData("{s:은} {a:을} 봅니다.", Language.Korean, "도서관은 보건소를 봅니다.")]
    [InlineData("{s} sees {a}.", Language.English, "The Library sees the Office.")]
    [InlineData("{يقع|تقع} {s}", Language.Arabic, "تقع المكتبة")]
    [InlineData("{a:هو|هي} {a}", Language.Arabic, "هو المكتب")]
    [InlineData("no slot", Language.English, "No slot")]
    public void Slots_are_filled(string template, Language language, string expected) =>
        Assert.Equal(expected, Template.Fill(template, language, _library, _office));

    [Fact]
    public void The_gender_asked_for_is_that_of_the_term_named()
    {
        Assert.Equal("F", Template.Fill("{m|f}", Language.English, _library, _office));
        Assert.Equal("M", Template.Fill("{m|f}", Language.English, _office, _library));
        Assert.Equal("M", Template.Fill("{a:m|f}", Language.English, _library, _office));
        Assert.Equal("F", Template.Fill("{a:m|f}", Language.English, _office, _library));
    }
}
