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

    /// <summary>Names of all rules with an expression, and text of the kinds that they tell apart.</summary>
    public static TheoryData<int> Rules => [.. Enumerable.Range(0, PieceRule.Known.Count)];

    private static readonly Gen<string> _text = Gen.OneOf(Texts.Basic, Gen.OneOfConst(" ", "\n", "\r\n", "\t", "\u00A0",
        "a", "B", "ǅ", "ʰ", "가", "\u0301", "1", "23", "½", "!", "/", "'s", "'RE", "中", "ア", "・", "\u200D", "\u0085",
        "+", "_").Array[0, 24].Select(string.Concat));

    /// <summary>The runtime does not take U+017F for an s; the library in Rust does, and NodeTests holds us to it.</summary>
    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_family_is_cut_where_its_regular_expression_cuts(int rule)
    {
        var (known, scanner) = (PieceRule.Known[rule], new PieceScanner(PieceRule.Known[rule]));
        Regex[] steps = [.. known.Before.Append(known.Pattern)
            .Select(step => new Regex(step, RegexOptions.CultureInvariant))];
        _text.Select(text => text.Replace('\u017F', 's')).Sample(text =>
        {
            IEnumerable<string> pieces = [text];
            foreach (var step in steps) pieces = pieces.SelectMany(piece => Isolated(step, piece));
            Assert.Equal(pieces, Pieces(scanner, text));
        }, iter: 3000);
    }

    [Fact]
    public void Single_digits_are_cut_out_before_GPT_2_s_words() =>
        _text.Sample(text => Assert.Equal(
            Isolated(new Regex(@"\p{N}"), text).SelectMany(piece => Isolated(new Regex(PieceRule.Gpt2.Pattern), piece)),
            Pieces(new PieceScanner(PieceRule.SingleDigits), text)));

    [Theory]
    [InlineData(5, "HTTPServer camelCase ABC", "HTTPServer| camel|Case| ABC")]
    [InlineData(5, "가ABC!", "가|ABC|!")]
    [InlineData(5, "I'LL go://x", "I'LL| go|://|x")]
    [InlineData(6, "I'll 12", "I|'ll| |1|2")]
    [InlineData(3, "12345 it'S'\u017Fx", "123|45| it|'S|'\u017F|x")]
    [InlineData(4, "12 e\u0301", "1|2| e|\u0301")]
    [InlineData(2, "x 12345\n\n y", "x| 12345|\n\n| y")]
    [InlineData(7, "日本ア・イ1234'tis", "日本ア|・|イ|123|4|'tis")]
    [InlineData(8, "한국어 모델이 a\u0301 b 12  c!\n\n", "한국어 모델이 a\u0301 b| |1|2| | c|!\n|\n")]
    [InlineData(7, "\u200D\u200Da \u0007!", "\u200D|\u200Da| |\u0007|!")]
    public void Families_differ_as_they_are_known_to(int rule, string text, string pieces) =>
        Assert.Equal(pieces.Split('|'), Pieces(new PieceScanner(PieceRule.Known[rule]), text));

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

    internal static List<string> Pieces(ReadOnlySpan<char> text) => Pieces(_own, text);

    private static List<string> Pieces(PieceScanner scanner, ReadOnlySpan<char> text)
    {
        var pieces = new List<string>();
        while (text.Length > 0)
        {
            var segment = text[..scanner.SegmentEnd(text, 0)];
            text = text[segment.Length..];
            for (var start = 0; start < segment.Length;)
            {
                var end = scanner.End(segment, start);
                pieces.Add(segment[start..end].ToString());
                start = end;
            }
        }
        return pieces;
    }

    /// <summary>The matches and what lies between them.</summary>
    private static IEnumerable<string> Isolated(Regex pattern, string text)
    {
        var at = 0;
        foreach (Match match in pattern.Matches(text))
        {
            if (match.Index > at) yield return text[at..match.Index];
            yield return match.Value;
            at = match.Index + match.Length;
        }
        if (at < text.Length) yield return text[at..];
    }
}
