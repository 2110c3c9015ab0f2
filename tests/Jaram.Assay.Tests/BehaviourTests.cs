using System.Collections.Immutable;
using Jaram.Assay.Behaviour;

namespace Jaram.Assay.Tests;

public sealed class BehaviourTests
{
    /// <summary>45 of 100 against 30 of 100: z = 0.15/√(0.375·0.625·0.02) = 2.19089, one-sided p = .01423.</summary>
    [Fact]
    public void Two_shares_by_hand() => Assert.Equal(0.01423, Likeness.Chance(45, 30, 100), 1e-5);

    [Fact]
    public void Who_agrees_always_or_never_says_nothing()
    {
        Assert.Equal(1, Likeness.Chance(0, 0, 50));
        Assert.Equal(1, Likeness.Chance(50, 50, 50));
    }

    [Fact]
    public void A_student_is_nearer_to_its_teacher_than_to_any_stranger()
    {
        var teacher = Words(0, 200);
        var student = Mixed(teacher, Words(1, 200), 0.6);
        var strangers = Enumerable.Range(2, 5).Select(seed => ($"stranger {seed}", Words(seed, 200))).ToList();
        Assert.Equal(BehaviourSays.Alike, Likeness.Of(student, ("teacher", teacher), strangers, 0.01).Says);
        var apart = Likeness.Of(Words(9, 200), ("teacher", teacher), strangers, 0.01);
        Assert.Equal(BehaviourSays.NotShown, apart.Says);
        Assert.Equal(BehaviourSays.CannotTell,
            Likeness.Of(student, ("teacher", teacher), strangers[..4], 0.01).Says);
    }

    /// <summary>One stranger that is as near is enough: a sibling of the teacher, say.</summary>
    [Fact]
    public void A_control_as_near_as_the_reference_keeps_it_open()
    {
        var teacher = Words(0, 200);
        var student = Mixed(teacher, Words(1, 200), 0.6);
        var controls = Enumerable.Range(2, 4).Select(seed => ($"stranger {seed}", Words(seed, 200)))
            .Append(("sibling", teacher)).ToList();
        Assert.Equal(BehaviourSays.NotShown, Likeness.Of(student, ("teacher", teacher), controls, 0.01).Says);
    }

    [Fact]
    public void Beginnings_are_halves_of_texts_in_an_order_of_their_own()
    {
        string[] texts = ["하나 둘 셋 넷", "too short", "one two three four five", "하나 둘 다섯 여섯"];
        var beginnings = FirstWords.Beginnings(texts, 10);
        Assert.Equal(["one two", "하나 둘"], beginnings.Order(StringComparer.Ordinal));
        Assert.Equal(beginnings, FirstWords.Beginnings(texts.Reverse(), 10));
        Assert.Single(FirstWords.Beginnings(texts, 1));
    }

    /// <summary>One of ten words each.</summary>
    private static ImmutableArray<string> Words(int seed, int count)
    {
        var dice = new Provenance.Dice(seed);
        return [.. Enumerable.Range(0, count).Select(_ => $"word{(int)(dice.NextDouble() * 10)}")];
    }

    private static ImmutableArray<string> Mixed(
        ImmutableArray<string> often, ImmutableArray<string> seldom, double share)
    {
        var dice = new Provenance.Dice(100);
        return [.. often.Zip(seldom, (one, other) => dice.NextDouble() < share ? one : other)];
    }
}
