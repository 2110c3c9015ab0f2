using Jaram.Ledger.Growth;
using Jaram.Training.Data;

namespace Jaram.Training.Skills;

/// <summary>Exercises of all skills in turn: row n is of skill n modulo their number. Batch n follows from seed and n
/// alone, so two designs see the same.</summary>
/// <param name="seed">Decides all.</param>
/// <param name="name">Which stream: to learn from, or to be examined on.</param>
internal sealed class SkillBatches(ulong seed, string name)
{
    /// <summary>Ids of a row that are seen.</summary>
    public const int Context = 64;

    /// <summary>All skills, in the order of reports.</summary>
    public static IReadOnlyList<ISkill> Skills { get; } =
        [new AssociativeRecall(), new SelectiveCopy(), new Hops(), new Memorisation(), new ModularArithmetic()];

    /// <summary>The skill of a row.</summary>
    public static int SkillOf(long row) => (int)(row % Skills.Count);

    /// <summary>Some rows.</summary>
    /// <param name="number">From 0.</param>
    /// <param name="rows">B.</param>
    public Batch At(long number, int rows)
    {
        var (inputs, targets) = (new long[rows * Context], new long[rows * Context]);
        var answers = 0;
        for (var r = 0; r < rows; r++)
        {
            var row = Exercise(number * rows + r);
            for (var t = 0; t < Context; t++)
            {
                inputs[r * Context + t] = row[t];
                targets[r * Context + t] = row.IsAnswer(t + 1) ? row[t + 1] : Batch.NoTarget;
                if (row.IsAnswer(t + 1)) answers++;
            }
        }
        return new()
        {
            Rows = rows, Context = Context, Inputs = inputs, Targets = targets, Documents = [], Predicted = answers,
            TextBytes = 0,
        };
    }

    private SkillRow Exercise(long number)
    {
        var skill = SkillOf(number);
        var row = new SkillRow(Context + 1,
            new(CounterRandom.Seed(seed), FormattableString.Invariant($"{name}/{number}")));
        row.Say(SkillTokens.FirstSkill + skill);
        Skills[skill].Write(row);
        return row;
    }
}
