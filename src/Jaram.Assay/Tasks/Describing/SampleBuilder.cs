// Questions with examples before them. Draws of examples go on from question to question, so all questions of a task
// are built in order, whichever of them are asked.
// Source: lm_eval/api/task.py (fewshot_context), lm_eval/api/samplers.py (get_context), lm_eval/evaluator.py (seed
// 1234).

using System.Collections.Immutable;
using System.Text;
using Jaram.Assay.Tasks.Templates;

namespace Jaram.Assay.Tasks.Describing;

/// <summary>Builds the questions of a task.</summary>
/// <param name="task">How.</param>
/// <param name="examples">Documents that examples may be taken from.</param>
internal sealed class SampleBuilder(TaskDesign task, ImmutableArray<Value.Named> examples)
{
    private const uint Seed = 1234;
    private readonly AnswerReader _answers = new(task);

    /// <summary>All questions, in order.</summary>
    /// <exception cref="EvaluationException">A document has not what the task speaks of, or examples do not suffice.
    /// </exception>
    public IEnumerable<Sample> Build(ImmutableArray<Value.Named> documents)
    {
        var random = new PythonRandom(Seed);
        foreach (var (id, document) in documents.Index())
            yield return Placed(id, () => Build(id, document, random));
    }

    private Sample Build(int id, Value.Named document, PythonRandom random)
    {
        var context = new StringBuilder(task.Description.Fill(document));
        if (task.Shots > 0)
            foreach (var example in Examples(document, random)) AppendExample(context, example);
        var question = task.QuestionOf(document);
        var choices = _answers.Choices(document);
        if (task.Kind == AnswerKind.Choice && question != "" && question.All(char.IsDigit))
            throw new EvaluationException("doc_to_text gives a number, which would make it the place of a choice; "
                + "Jaram does not read tasks of that form");
        var target = _answers.Target(document, choices.Length > 0);
        ImmutableArray<int> right = choices.IsEmpty ? [] : AnswerReader.Right(target, choices);
        ImmutableArray<string> references = choices.IsEmpty
            ? target is Value.Many many ? [.. many.Items.Select(item => item.Show())] : [target.Show()]
            : [.. right.Select(at => choices[at])];
        if (right.Length != 1 && task.Metrics.Any(metric => metric.Name == "brier_score"))
            throw new EvaluationException($"has {right.Length} right choices, brier_score needs one; leave it out of "
                + "metric_list");
        if (task.Kind == AnswerKind.Text && references is not [{ Length: > 0 }])
            throw new EvaluationException($"doc_to_target gives {references.Length} texts"
                + (references is [""] ? ", and that is empty" : "") + "; of a whole text one is scored: correct it");
        return new(id, document, context.Append(question).ToString(), choices, right, references);
    }

    private IEnumerable<Value.Named> Examples(Value.Named document, PythonRandom random)
    {
        var wanted = task.Shots + (task.DrawsOneMore ? 1 : 0);
        if (wanted > examples.Length)
            throw new EvaluationException(
                $"num_fewshot is {task.Shots}, there are {examples.Length} documents to take examples "
                + "from; lower it");
        var drawn = task.Sampler == Sampler.First ? examples.Take(wanted) : random.Sample(examples, wanted);
        return drawn.Where(example => !Value.Same(example, document)).Take(task.Shots);
    }

    private void AppendExample(StringBuilder context, Value.Named example)
    {
        context.Append(task.QuestionOf(example));
        var choices = _answers.Choices(example);
        var target = _answers.Target(example, choices.Length > 0);
        if (target is Value.Text { Characters: "" }) return;
        context.Append(task.TargetDelimiter).Append(target switch
        {
            Value.Many many => many.Items[0].Show(),
            Value.Text text => text.Characters,
            _ when choices.IsEmpty => target.Show(),
            _ => choices[AnswerReader.Right(target, choices)[0]],
        }).Append(task.ExampleDelimiter);
    }

    private Sample Placed(int id, Func<Sample> build)
    {
        try
        {
            return build();
        }
        catch (EvaluationException wrong)
        {
            throw new EvaluationException($"{task.Path}, document {id + 1}: {wrong.Message}");
        }
    }
}
