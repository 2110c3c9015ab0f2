using System.Text.RegularExpressions;
using CsCheck;
using Jaram.Inference.Constraints;

namespace Jaram.Inference.Tests.Constraints;

public sealed class PatternTests
{
    private static readonly Gen<string> _atom = Gen.OneOfConst(
        "a", "b", "c", ".", "[ab]", "[^a]", "[a-c1]", "\\d", "\\w", "\\W", "\\s", "\\S", "\\D", "한", "[가-힣]", "\\\\", "\"", "\\n",
        "\\u0041", "\\x41", "\\.", "[\\d-]", "[^\\s]");

    private static readonly Gen<string> _pattern = Gen.Recursive<string>((depth, inner) => depth >= 3
        ? _atom
        : Gen.Frequency(
            (3, _atom),
            (2, Gen.Select(inner, inner).Select((a, b) => a + b)),
            (1, Gen.Select(inner, inner).Select((a, b) => $"(?:{a}|{b})")),
            (1, Gen.Select(inner, Gen.OneOfConst("*", "+", "?", "{2}", "{1,2}", "{2,}", "*?"))
                .Select((a, q) => $"({a}){q}"))));

    private static readonly Gen<string> _anchored =
        Gen.Select(Gen.OneOfConst("", "", "^"), _pattern, Gen.OneOfConst("", "", "$"), _pattern).Select((start, a, end, b) =>
            (a + b).Length % 3 == 0 ? $"{start}{a}{end}|{b}" : $"{start}{a}{end}");

    private static readonly Gen<string> _text = Gen.OneOfConst(
        "a", "b", "c", "1", "A", " ", "\n", "\\", "\"", "한", "é", "_", "-", ".", "\u0001", "\u2028").List[0, 6].Select(string.Concat);

    [Fact]
    public void The_automaton_finds_what_the_search_finds() =>
        Gen.Select(_anchored, _text.List[1, 20]).Sample((pattern, texts) =>
        {
            var parsed = PatternParser.Parse(pattern, "#", new(1_000_000));
            var automaton = StringAutomata.OfPattern(parsed, new(10_000_000), "#");
            foreach (var text in texts)
                Assert.True(PatternSearch.Finds(parsed, text, new(1_000_000), "#")
                    == automaton.LabelOf(StringAutomata.Spell(text)) >= 0, $"/{pattern}/ in {text}");
        }, iter: 3_000);

    [Fact]
    public void The_search_finds_what_another_engine_finds() =>
        Gen.Select(_anchored, _text.List[1, 20]).Sample((pattern, texts) =>
        {
            // .NET in words of ECMA-262: its \d, \w, \s, . and $ are others
            var translated = Translated(pattern);
            var engine = new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
            var parsed = PatternParser.Parse(pattern, "#", new(1_000_000));
            foreach (var text in texts)
                Assert.True(PatternSearch.Finds(parsed, text, new(1_000_000), "#") == engine.IsMatch(text),
                    $"/{pattern}/, there /{translated}/, in {text}");
        }, iter: 3_000);

    private static string Translated(string pattern)
    {
        const string spaces = @"\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";
        return Regex.Replace(pattern, @"\[\\d-\]|\[\^\\s\]|\\.|[.$]", found => found.Value switch
        {
            @"[\d-]" => "[0-9-]",
            @"[^\s]" or @"\S" => $"[^{spaces}]",
            @"\s" => $"[{spaces}]",
            @"\d" => "[0-9]",
            @"\D" => "[^0-9]",
            @"\w" => "[A-Za-z0-9_]",
            @"\W" => "[^A-Za-z0-9_]",
            "." => @"[^\n\r\u2028\u2029]",
            "$" => @"\z",
            var other => other,
        });
    }

    [Fact]
    public void Any_set_of_characters_is_read_as_UTF8_reads_it() =>
        Gen.Select(Gen.Int[0, 0x10FFFF], Gen.Int[0, 0x3000], Gen.Int[0, 0x10FFFF].List[1, 50]).Sample((first, length, others) =>
        {
            var last = Math.Min(0x10FFFF, first + length);
            var set = CodePoints.Of((first, last)).Complement().Complement();
            if (set.Ranges.IsEmpty) return;
            var pattern = new Pattern.Sequence([new Pattern.Begin(), new Pattern.One(set), new Pattern.End()]);
            var automaton = StringAutomata.OfPattern(pattern, new(10_000_000), "#");
            foreach (var c in others.Concat([first, last, first - 1, last + 1, (first + last) / 2]))
            {
                if (!System.Text.Rune.IsValid(c)) continue;
                Assert.Equal(c >= first && c <= last,
                    automaton.LabelOf(StringAutomata.Spell(char.ConvertFromUtf32(c))) >= 0);
            }
        }, iter: 1_000);

    [Theory]
    [InlineData(@"(?=a)")]
    [InlineData(@"(?!a)")]
    [InlineData(@"(?<=a)")]
    [InlineData(@"(a)\1")]
    [InlineData(@"\bword\b")]
    [InlineData(@"a**")]
    [InlineData(@"a{2}{3}")]
    [InlineData(@"a???")]
    [InlineData(@"\01")]
    [InlineData(@"^{1}")]
    [InlineData(@"(a")]
    [InlineData(@"a)")]
    [InlineData(@"[a")]
    [InlineData(@"[b-a]")]
    [InlineData(@"\p{Script=Hangul}")]
    [InlineData(@"\q")]
    [InlineData(@"a{3,2}")]
    [InlineData(@"a{99999}")]
    [InlineData(@"*")]
    public void What_is_no_regular_language_is_refused(string pattern) =>
        Assert.StartsWith("#/pattern: the regular expression", Writing.Refusal(
            $$"""{"type":"string","pattern":"{{pattern.Replace("\\", "\\\\", StringComparison.Ordinal)}}"}"""), StringComparison.Ordinal);

    [Theory]
    [InlineData(@"^\d{1}?$", "1", "11")]
    [InlineData(@"^a{1}$", "a", "aa")]
    [InlineData(@"^a??$", "", "aa")]
    [InlineData(@"^a{,2}$", "a{,2}", "a")]
    [InlineData(@"^[\p{Zl}-z]$", "-", "a")]
    [InlineData(@"^[+-\p{Zl}]$", "-", ",")]
    public void What_is_seldom_written_is_read_as_ECMA_262_reads_it(string pattern, string found, string missed)
    {
        var parsed = PatternParser.Parse(pattern, "#", new(1_000_000));
        foreach (var (text, isFound) in new[] { (found, true), (missed, false) })
        {
            Assert.Equal(isFound, PatternSearch.Finds(parsed, text, new(1_000_000), "#"));
            var automaton = StringAutomata.OfPattern(parsed, new(1_000_000), "#");
            Assert.Equal(isFound, automaton.LabelOf(StringAutomata.Spell(text)) >= 0);
        }
    }

    [Fact]
    public void General_categories_are_known()
    {
        var schema = Writing.Schema("""{"type":"string","pattern":"^\\p{Lu}\\p{L}+\\P{L}$"}""");
        Assert.True(Writing.Takes(schema, "\"É한ß1\""));
        Assert.False(Writing.Takes(schema, "\"é한ß1\""));
    }
}
