using System.Text;
using CsCheck;

namespace Jaram.Village.Tests;

public sealed class AnswersTests
{
    private static IEnumerable<Question> Questions => Villages.Default.Questions();

    [Fact]
    public void The_short_answer_and_the_reply_match() =>
        Assert.All(Questions, q => Assert.True(Answers.Matches(q, q.Answer) && Answers.Matches(q, q.Reply)));

    [Fact]
    public void Blanks_punctuation_case_and_composition_do_not_count() =>
        Assert.All(Questions, q => Assert.True(
            Answers.Matches(q, $" \n«{q.Reply.Normalize(NormalizationForm.FormD).ToUpperInvariant()}»! ")));

    [Fact]
    public void Anything_more_does_not_match() =>
        Assert.All(Questions, q => Assert.False(Answers.Matches(q, q.Reply + " " + q.Reply) || Answers.Matches(q, "")));

    [Fact]
    public void The_answer_of_another_fact_does_not_match()
    {
        var asked = Questions.Where(q => q.Kind == QuestionKind.HeldOut).DistinctBy(q => (q.Language, q.FactId)).ToArray();
        foreach (var q in asked)
            foreach (var other in asked.Where(o => o.Language == q.Language && o.Answer != q.Answer))
                Assert.False(Answers.Matches(q, other.Answer));
    }

    [Fact]
    public void A_broken_surrogate_is_only_a_wrong_answer() =>
        Assert.All(Questions.Take(3), q => Assert.False(Answers.Matches(q, "\ud800?")));

    [Fact]
    public void Normalising_twice_changes_nothing() => Gen.String.Sample(text =>
        Answers.Normalise(Answers.Normalise(text)) == Answers.Normalise(text));
}
