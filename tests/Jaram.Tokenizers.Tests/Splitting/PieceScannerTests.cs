using System.Text.RegularExpressions;
using CsCheck;

namespace Jaram.Tokenizers.Tests;

public sealed class PieceScannerTests
{
    /// <summary>The runtime's regex counts in UTF-16 units, so it is a fair judge within the first plane.</summary>
    private static readonly Regex _pattern = new(PieceRule.Own.Pattern, RegexOptions.CultureInvariant);

    private static readonly PieceScanner _own = new(PieceRule.Own);

    [Fact]
    public void Pieces_put_together_are_the_text() =>
        Texts.Any.Sample(text => string.Concat(Pieces(text)) == text);

    [Fact]
    public void The_scanner_cuts_where_the_regular_expression_does() =>
        Texts.Basic.Sample(text => Assert.Equal(_pattern.Matches(text).Select(match => match.Value), Pieces(text)));

    [Theory]
    [InlineData("ภาษาที่ไทย", "ภาษาที่ไทย")]
    [InlineData("हिन्दी भाषा", "हिन्दी| भाषा")]
    [InlineData("مُحَمَّدٌ", "مُحَمَّدٌ")]
    [InlineData("나는 학교에 간다.", "나는| 학교에| 간다|.")]
    [InlineData("I'M don't 'ſ", "I|'M| don|'t| '|ſ")]
    [InlineData("3월 15일", "3|월| |1|5|일")]
    [InlineData("a  \n\n  b", "a|  \n\n| | b")]
    [InlineData("x = -1;\n}", "x| =| -|1|;\n|}")]
    [InlineData("\U00020000\U00020001!", "\U00020000\U00020001|!")]
    [InlineData("끝  ", "끝|  ")]
    public void Words_keep_their_marks_and_the_space_before_them(string text, string pieces) =>
        Assert.Equal(pieces.Split('|'), Pieces(text));

    internal static List<string> Pieces(ReadOnlySpan<char> text)
    {
        var pieces = new List<string>();
        for (var start = 0; start < text.Length;)
        {
            var end = _own.End(text, start);
            pieces.Add(text[start..end].ToString());
            start = end;
        }
        return pieces;
    }
}
