using Jaram.Ledger.Growth;
using Jaram.Training.Raising;
using Jaram.Training.Skills;
using static TorchSharp.torch;

namespace Jaram.Training.Tests.Skills;

public sealed class SkillSchoolTests
{
    /// <summary>TorchSharp counts the empty handle that a parameter was made from until it is collected.</summary>
    [Fact]
    public void The_same_lessons_give_the_same_scores_and_leave_nothing_behind()
    {
        var first = Teach(steps: 3);
        var before = LiveTensors.Settled();
        Assert.Equal(first, Teach(steps: 3));
        var handles = Tensor.TotalCount - before;
        using var model = TinyModel.Build("local-and-full");
        Assert.Equal(model.parameters().Count(), handles);
        Assert.Equal(SkillSchool.Names, first.Select(score => score.Name));
        Assert.All(first, score => Assert.InRange(score.Answers, 100, 10_000));
    }

    [Fact]
    public void Lessons_teach()
    {
        var (before, after) = (Teach(steps: 1), Teach(steps: 150));
        Assert.True(after.Sum(s => s.Accuracy) > before.Sum(s => s.Accuracy) + 0.25,
            $"{string.Join(", ", before)} then {string.Join(", ", after)}");
    }

    [Fact]
    public void Who_asks_to_stop_is_heard()
    {
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => SkillSchool.Teach(TinyDesigns.Named("local-and-full"),
            Usual(), 5, CounterRandom.Seed(1), CPU, _ => stop.Cancel(), stop.Token));
    }

    private static IReadOnlyList<SkillScore> Teach(long steps) => SkillSchool.Teach(TinyDesigns.Named("local-and-full"),
        Usual(), steps, CounterRandom.Seed(1), CPU, _ => { }, default);

    private static Recipe Usual() => Recipe.For(TinyDesigns.Named("local-and-full"), seed: 1);
}
