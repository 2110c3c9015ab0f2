using System.Text;
using CsCheck;
using Jaram.Cli.Printing;
using Jaram.Cli.Printing.Paper;

namespace Jaram.Cli.Tests.Printing;

public sealed class TypesetterTests
{
    private static readonly PaperFonts _fonts = new();
    private static readonly Typesetter _setter = new(_fonts);

    private static readonly Gen<string> _text = Gen.OneOfConst("가", "나다 ", "jaram", " ", "/path/", "[47.4]", "—", "✓", "م")
        .List[0, 60].Select(string.Concat);

    [Fact]
    public void No_line_is_wider_than_it_may_be_and_no_letter_is_lost() =>
        Gen.Select(_text, Gen.Double[20, 400]).Sample((text, width) =>
        {
            var lines = _setter.Break([new(text), new(text, Tone.Code)], 8, width);
            Assert.All(lines, line => Assert.True(line.Width <= width + 1e-9, $"{line.Width} of {width}"));
            var once = Bare(string.Concat(_fonts.Signs(text).Select(sign => sign.Rune)));
            Assert.Equal(once + once,
                Bare(string.Concat(lines.SelectMany(line => line.Stretches).SelectMany(part => part.Signs).Select(sign => sign.Rune))));
        }, threads: 1);

    [Fact]
    public void Words_stay_whole_where_they_fit_and_paths_break_behind_a_joint()
    {
        Assert.Equal(["자람 감정서", "둘째"], Lines("자람 감정서 둘째", 50));
        Assert.Equal(["evidence/1-", "one.scan.", "json"], Lines("evidence/1-one.scan.json", 44));
        Assert.Equal(["wwwww", "www"], Lines("wwwwwwww", 34));
    }

    [Fact]
    public void Every_syllable_of_Hangul_has_a_glyph_of_one_width()
    {
        var syllables = Enumerable.Range(0xAC00, 11_172).Select(code => new Rune(code)).ToList();
        Assert.All(syllables, rune => Assert.Equal(rune, Assert.Single(_fonts.Signs(rune.ToString())).Rune));
        Assert.Single(syllables.Select(rune => _fonts.Width(_fonts.Signs(rune.ToString())[0])).Distinct());
    }

    private static IEnumerable<string> Lines(string text, double width) => _setter.Break([new(text)], 8, width)
        .Select(line => string.Concat(line.Stretches.SelectMany(part => part.Signs).Select(sign => sign.Rune)));

    private static string Bare(string text) => text.Replace(" ", "", StringComparison.Ordinal);
}
