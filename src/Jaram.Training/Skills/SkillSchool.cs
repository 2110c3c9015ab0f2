// All skills learnt together by a design from nothing, and examined: what an architecture can do that a text's loss
// does not show. Its text is made, so it has no licence and no leak.
// Source: ours; the tasks' sources are named in their files.

using Jaram.Architecture;
using Jaram.Architecture.Counting;
using Jaram.Training.Blocks;
using Jaram.Training.Data;
using Jaram.Training.Raising;
using static TorchSharp.torch;

namespace Jaram.Training.Skills;

/// <summary>How well a skill was learnt.</summary>
/// <param name="Name">The skill.</param>
/// <param name="Accuracy">Answers that were right, in [0, 1].</param>
/// <param name="Answers">How many were asked for.</param>
public sealed record SkillScore(string Name, double Accuracy, int Answers);

/// <summary>Teaches a design all skills.</summary>
public static class SkillSchool
{
    private const int Rows = 40, ExamRows = 60, Exams = 5;

    /// <summary>Names of the skills, in the order of scores.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. SkillBatches.Skills.Select(skill => skill.Name)];

    /// <summary>Floating-point operations of a step, forward and backward.</summary>
    /// <param name="design">What learns.</param>
    public static double FlopsOfStep(Design design) => 3.0 * Rows * SkillBatches.Context
        * Count.Of(Fitted(design)).Flops(new Work.Prefill(SkillBatches.Context));

    /// <summary>Teaches and examines.</summary>
    /// <param name="design">What learns; its vocabulary and context give way to the skills' own.</param>
    /// <param name="recipe">Rates and seed: the same seed, the same exercises.</param>
    /// <param name="steps">Steps made.</param>
    /// <param name="seed">First weights follow from it.</param>
    /// <param name="device">Where it is computed.</param>
    /// <param name="step">Told after every step.</param>
    /// <param name="stop">Ends the lessons; nothing of them is kept.</param>
    /// <exception cref="OperationCanceledException">Somebody asked to stop.</exception>
    public static IReadOnlyList<SkillScore> Teach(Design design, Recipe recipe, long steps, byte[] seed, Device device,
        Action<long> step, CancellationToken stop)
    {
        recipe = recipe with { Stages = [Stage.Of(steps, "lessons")] };
        using var learner = new Learner(Fitted(design), recipe.Rates, device);
        Initialisation.Apply(learner.Model, seed);
        var lessons = new SkillBatches(recipe.Seed, "lesson");
        for (var made = 0L; made < steps; made++)
        {
            stop.ThrowIfCancellationRequested();
            _ = learner.Gradients(lessons.At(made, Rows), Rows);
            learner.Step(Schedule.At(recipe, made), learner.GradientNorm(), recipe.ClipNorm);
            step(made + 1);
        }
        return Examine(learner, new(recipe.Seed, "exam"));
    }

    private static Design Fitted(Design design) =>
        design with { Vocabulary = SkillTokens.Count, Context = SkillBatches.Context };

    private static IReadOnlyList<SkillScore> Examine(Learner learner, SkillBatches exam)
    {
        using var quiet = no_grad();
        var (right, asked) = (new int[SkillBatches.Skills.Count], new int[SkillBatches.Skills.Count]);
        learner.Model.eval();
        for (var number = 0; number < Exams; number++)
        {
            using var scope = NewDisposeScope();
            using var pass = new Pass();
            var batch = exam.At(number, ExamRows);
            var hidden = learner.Model.Hidden(learner.Ids(batch.Inputs, batch), pass);
            var said = learner.Model.Logits(hidden).argmax(-1).flatten().cpu().data<long>();
            for (var i = 0; i < batch.Targets.Length; i++)
            {
                if (batch.Targets[i] == Batch.NoTarget) continue;
                var skill = SkillBatches.SkillOf((long)number * ExamRows + i / batch.Context);
                asked[skill]++;
                if (said[i] == batch.Targets[i]) right[skill]++;
            }
        }
        return [.. SkillBatches.Skills.Select((skill, i) =>
            new SkillScore(skill.Name, (double)right[i] / asked[i], asked[i]))];
    }
}
