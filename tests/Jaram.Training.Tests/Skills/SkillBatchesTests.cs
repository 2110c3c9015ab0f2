using Jaram.Training.Data;
using Jaram.Training.Skills;
using static Jaram.Training.Skills.SkillTokens;

namespace Jaram.Training.Tests.Skills;

/// <summary>Every answer of an exercise follows from what was said before it.</summary>
public sealed class SkillBatchesTests
{
    private const int Rows = 200, T = SkillBatches.Context;
    private static readonly Batch _batch = new SkillBatches(seed: 3, "lesson").At(2, Rows);

    [Fact]
    public void Same_seed_and_number_same_exercises_and_others_else()
    {
        Assert.Equal(_batch.Inputs, new SkillBatches(3, "lesson").At(2, Rows).Inputs);
        Assert.NotEqual(_batch.Inputs, new SkillBatches(4, "lesson").At(2, Rows).Inputs);
        Assert.NotEqual(_batch.Inputs, new SkillBatches(3, "exam").At(2, Rows).Inputs);
        Assert.NotEqual(_batch.Inputs, new SkillBatches(3, "lesson").At(1, Rows).Inputs);
    }

    [Fact]
    public void Every_row_begins_with_its_skills_sign_and_has_answers()
    {
        for (var row = 0; row < Rows; row++)
        {
            Assert.Equal(FirstSkill + SkillBatches.SkillOf(2L * Rows + row), _batch.Inputs[row * T]);
            Assert.NotEmpty(Answers(row));
        }
        Assert.Equal(_batch.Predicted, _batch.Targets.Count(id => id != Batch.NoTarget));
        Assert.All(_batch.Inputs, id => Assert.InRange(id, 0, SkillTokens.Count - 1));
    }

    [Fact]
    public void Recall_asks_for_the_value_that_stood_beside_the_key() => Each("recall", row =>
    {
        var pairs = Enumerable.Range(0, 4).ToDictionary(i => row.Said(1 + 2 * i), i => row.Said(2 + 2 * i));
        Assert.Equal(4, pairs.Count);
        Assert.Equal(pairs.Keys.Order(), row.Answers.Select(at => row.Said(at)).Order());
        Assert.All(row.Answers, at => Assert.Equal(pairs[row.Said(at)], row.Target(at)));
    });

    [Fact]
    public void Copy_asks_for_the_symbols_in_order_without_the_blanks() => Each("copy", row =>
        Assert.Equal(Enumerable.Range(1, 40).Select(row.Said).Where(id => id != Blank), row.Answers.Select(row.Target)));

    [Fact]
    public void Hops_ask_who_is_so_many_places_further_on() => Each("hops", row =>
    {
        var next = new Dictionary<long, long>();
        for (var at = 1; row.Said(at) >= FirstSymbol; at += 2) next.Add(row.Said(at), row.Said(at + 1));
        Assert.InRange(next.Count, 3, 8);
        Assert.Equal(next.Keys.Order(), next.Values.Order());                // a ring
        foreach (var at in row.Answers)
        {
            var place = row.Said(at);
            for (var hop = FirstHop; hop <= row.Said(at - 1); hop++) place = next[place];
            Assert.Equal(place, row.Target(at));
        }
    });

    [Fact]
    public void What_is_to_be_memorised_is_the_same_in_every_row()
    {
        var known = new Dictionary<(long, long), long>();
        Each("memory", row =>
        {
            foreach (var at in row.Answers)
                Assert.Equal(known.TryAdd((row.Said(at - 1), row.Said(at)), row.Target(at))
                    ? row.Target(at) : known[(row.Said(at - 1), row.Said(at))], row.Target(at));
        });
        Assert.InRange(known.Count, 200, 256);
    }

    [Fact]
    public void Sums_are_right() => Each("sums", row =>
    {
        var begin = 1;
        foreach (var at in row.Answers)
        {
            var place = begin;
            Assert.Equal(row.Target(at), FirstSymbol + Value(row, ref place));
            Assert.Equal(Equal, (int)row.Said(place));
            Assert.Equal(at, place);
            begin = at + 2;
        }
    });

    private static int Value(Row row, ref int place)
    {
        var id = (int)row.Said(place++);
        if (id >= FirstSymbol) return id - FirstSymbol;
        var (a, b) = (Value(row, ref place), Value(row, ref place));
        return ((id - FirstOperator) switch { 0 => a + b, 1 => a - b + 23, _ => a * b }) % 23;
    }

    private static void Each(string name, Action<Row> law)
    {
        var rows = Enumerable.Range(0, Rows).Where(row =>
            SkillBatches.Skills[SkillBatches.SkillOf(2L * Rows + row)].Name == name).ToList();
        Assert.Equal(Rows / 5, rows.Count);
        foreach (var row in rows) law(new(row));
    }

    private static List<int> Answers(int row) =>
        [.. Enumerable.Range(0, T).Where(at => _batch.Targets[row * T + at] != Batch.NoTarget)];

    private sealed record Row(int Number)
    {
        public IReadOnlyList<int> Answers { get; } = SkillBatchesTests.Answers(Number);

        public long Said(int at) => _batch.Inputs[Number * T + at];

        public long Target(int at) => _batch.Targets[Number * T + at];
    }
}
