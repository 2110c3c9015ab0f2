using System.Globalization;
using System.Text;
using CsCheck;

namespace Jaram.Tokenizers.Tests;

public sealed class CodePointsTests
{
    /// <summary>.NET 10 has the tables of Unicode 16.0, as we do; a later runtime may know more.</summary>
    [Fact]
    public void Every_code_point_has_the_class_it_has_in_the_runtime_of_the_same_Unicode()
    {
        for (var code = 0; code <= 0x10FFFF; code++)
            Assert.Equal(Expected(code, CharUnicodeInfo.GetUnicodeCategory(code)), CodePoints.Class(code));
    }

    [Fact]
    public void Every_code_point_has_the_case_and_is_the_symbol_that_it_is_in_the_runtime()
    {
        for (var code = 0; code <= 0x10FFFF; code++)
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(code);
            Assert.Equal(category is UnicodeCategory.UppercaseLetter or UnicodeCategory.TitlecaseLetter,
                CodePoints.IsUpper(code));
            Assert.Equal(category is UnicodeCategory.LowercaseLetter, CodePoints.IsLower(code));
            Assert.Equal(category is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherSymbol,
                CodePoints.IsSymbol(code));
        }
    }

    [Fact]
    public void Reading_steps_over_exactly_the_characters_there_are() =>
        Texts.Broken.Sample(text =>
        {
            var codes = new List<int>();
            for (var at = 0; at < text.Length;) codes.Add(CodePoints.Next(text, ref at));
            Assert.Equal(text.EnumerateRunes().Select(rune => rune.Value), codes);
        });

    private static CharacterClass Expected(int code, UnicodeCategory category) => category switch
    {
        _ when code is '\r' or '\n' => CharacterClass.Newline,
        _ when Rune.IsValid(code) && Rune.IsWhiteSpace(new Rune(code)) => CharacterClass.Space,
        <= UnicodeCategory.OtherLetter => CharacterClass.Letter,
        <= UnicodeCategory.EnclosingMark => CharacterClass.Mark,
        <= UnicodeCategory.OtherNumber => CharacterClass.Number,
        _ => CharacterClass.Other,
    };
}
