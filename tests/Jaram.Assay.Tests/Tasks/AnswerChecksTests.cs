using System.Collections.Immutable;
using Jaram.Assay.Tasks;
using Jaram.Assay.Tasks.Asking;
using Jaram.Assay.Tasks.Describing;
using Jaram.Assay.Tasks.Scoring;
using Jaram.Assay.Tasks.Templates;

namespace Jaram.Assay.Tests.Tasks;

public sealed class AnswerChecksTests
{
    [Theory]
    [InlineData("exact_match", "우물", 1, "우물")]
    [InlineData("exact_match", "우물 ", 0, "우물")]
    [InlineData("exact_match", "b", 0.5, "a", "b")]                     // of several the share, as the harness has it
    [InlineData("contains", "답은 우물이다", 1, "우물")]
    [InlineData("regex_match", "수수료는 3,000원", 1, "3,?000 ?원")]
    [InlineData("number_match", "It costs 1,200 or 3,000.0 won.", 1, "3000")]
    [InlineData("number_match", "الرسوم ٣٬٠٠٠ وون", 1, "3,000")]
    [InlineData("number_match", "-4.50", 1, "-4.5")]
    [InlineData("number_match", "none", 0, "3000")]
    [InlineData("json_schema", "```json\n{\"a\": 1}\n```", 1, """{"type":"object","required":["a"],"properties":{"a":{"const":1}}}""")]
    [InlineData("json_schema", "{\"a\": 2}", 0, """{"type":"object","required":["a"],"properties":{"a":{"const":1}}}""")]
    [InlineData("json_schema", "{\"a\": 1", 0, """{"type":"object"}""")]
    [InlineData("instructions", "안내: 마을의 이웃입니다.", 1,
        """[{"kind":"starts_with","texts":["안내:"]},{"kind":"contains_all","texts":["이웃","마을"]},{"kind":"ends_with","texts":["니다."]}]""")]
    [InlineData("instructions", "한 줄\n두 줄\n\n세 줄", 1, """[{"kind":"lines","count":3}]""")]
    [InlineData("instructions", "", 0, """[{"kind":"max_characters","count":9}]""")]
    [InlineData("instructions", "밝은 달 🌙", 1, """[{"kind":"max_characters","count":6}]""")]
    public void An_answer_is_checked(string metric, string answer, double score, params string[] references) =>
        Assert.Equal(score, AnswerChecks.Score(new() { Name = metric }, answer, [.. references]));

    [Fact]
    public void What_does_not_count_is_left_out_on_both_sides()
    {
        var metric = new MetricDesign { Name = "exact_match", IgnoresCase = true, IgnoresPunctuation = true, Ignored = [@"\s+"] };
        Assert.Equal(1, AnswerChecks.Score(metric, "The  Well!", ["the well"]));
    }

    [Theory]
    [InlineData("The answer is (B). Or (C)", @"\(([A-D])\)", 0, "B")]
    [InlineData("The answer is (B). Or (C)", @"\(([A-D])\)", -1, "C")]
    [InlineData("none", @"\(([A-D])\)", 0, "[invalid]")]
    [InlineData("x: 7 ", @"(\d)|([a-z])", 0, "x")]
    public void A_pattern_takes_the_answer_out(string said, string pattern, int group, string found) => Assert.Equal(found,
        AnswerFiltering.Apply(new("f", [new FilterStep(FilterFunction.Regex, pattern, group)]), said));

    [Theory]
    [InlineData("regex_match", "(", "the pattern ( cannot be used")]
    [InlineData("json_schema", "{\"type\": 3}", "is no schema that Jaram can hold to")]
    [InlineData("instructions", "[{\"kind\": \"rhymes\"}]", "an instruction is 'rhymes', Jaram knows contains_all")]
    [InlineData("instructions", "{}", "instructions must be a JSON list")]
    public void A_reference_that_is_none_is_told_of(string metric, string reference, string says) =>
        Assert.Contains(says, Assert.Throws<EvaluationException>(() =>
            AnswerChecks.Score(new() { Name = metric }, "x", [reference])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_pattern_that_takes_for_ever_is_given_up() => Assert.Contains("cannot be used",
        Assert.Throws<EvaluationException>(() => AnswerChecks.Score(new() { Name = "regex_match" }, new string('a', 60) + "b",
            ["^(a?a)+c$"])).Message, StringComparison.Ordinal);

    [Fact]
    public void Characters_and_bytes_pick_apart_where_scripts_mix()
    {
        ImmutableArray<string> choices = ["방앗간", "the mill"];
        double[] sums = [-8, -20];                                      // a character -2.67 and -2.5, a byte -0.89 and -2.5
        Assert.Equal([0, 1, 0], new[] { "acc", "acc_norm", "acc_bytes" }.Select(metric =>
            ChoiceScoring.Pick(metric, choices, sums, [])));
        Assert.Equal(1, ChoiceScoring.Pick("acc_mutual_info", choices, sums, [-2, -30]));
        Assert.Equal(0, ChoiceScoring.Pick("acc", choices, [-5, -5], []));
    }

    [Fact]
    public void Beliefs_are_held_against_what_is_right_and_greedy_answers_count()
    {
        var sample = new Sample(0, new([]), "", ["a", "b", "c"], [1], ["b"]);
        Likelihood[] said = [new(Math.Log(0.2), false, 1, 0), new(Math.Log(0.1), true, 1, 0), new(Math.Log(0.1), false, 1, 0)];
        Assert.Equal(0.25 + 0.5625 + 0.0625, ChoiceScoring.Score("brier_score", sample, said, []), 12);
        Assert.Equal((0, 1), (ChoiceScoring.Score("acc", sample, said, []), ChoiceScoring.Score("exact_match", sample, said, [])));
    }

    [Fact]
    public void Texts_are_summed_over_all_their_bytes()
    {
        var bits = Score.OfTexts("bits_per_byte", [-8, -2], [4, 2]);
        Assert.Equal(10.0 / 6 / Math.Log(2), bits.Value, 12);
        Assert.Equal(Math.Sqrt(2 * (4.0 / 3 * 4 / 3 + 4.0 / 3 * 4 / 3)) / 6 / Math.Log(2), bits.StandardError, 12);
        Assert.Equal(Math.Exp(10.0 / 6), Score.OfTexts("word_perplexity", [-8, -2], [4, 2]).Value, 12);
        Assert.True(double.IsNaN(Score.OfTexts("byte_perplexity", [-8], [4]).StandardError));
        Assert.Equal([1, 3, 4, 2], new[] { "", " a ", "a\t\nb  c\u3000", "a\u001c" }.Select(PythonText.Words));
    }
}
