using Jaram.Cli.Demo;
using Jaram.Village;

namespace Jaram.Cli.Tests;

public sealed class RecallTests
{
    [Theory]
    [InlineData(19, 16, true)]      // 95 % and 80 %, to the question
    [InlineData(18, 20, false)]
    [InlineData(20, 15, false)]
    public void Each_language_needs_both_shares(int seen, int heldOut, bool isEnough) =>
        Assert.Equal(isEnough, Recall.IsEnough(
        [
            new(Language.Korean, QuestionKind.Seen, 20, 20), new(Language.Korean, QuestionKind.HeldOut, 20, 20),
            new(Language.Arabic, QuestionKind.Seen, seen, 20), new(Language.Arabic, QuestionKind.HeldOut, heldOut, 20),
        ]));

    [Fact]
    public void Strangers_are_shown_and_not_required() =>
        Assert.True(Recall.IsEnough([new(Language.English, QuestionKind.Unknown, 0, 20)]));

    [Fact]
    public void A_sample_holds_every_language_and_kind_in_equal_distances()
    {
        var questions = World.Build(new() { Seed = 1 }).Questions().ToList();
        var sample = Recall.Choose(questions, 10);
        Assert.All(sample.GroupBy(q => (q.Language, q.Kind)), group => Assert.Equal(10, group.Count()));
        Assert.Equal(questions.Select(q => (q.Language, q.Kind)).Distinct().Count() * 10, sample.Count);
        Assert.Equal(sample.Count, sample.Distinct().Count());
    }
}
