// Source: lm_eval/api/task.py (doc_to_text, doc_to_choice, doc_to_target, process_results).

using System.Collections.Immutable;
using Jaram.Assay.Tasks.Templates;

namespace Jaram.Assay.Tasks.Describing;

/// <summary>A question as it is put to a model, and what is right.</summary>
/// <param name="Id">The document's place in its split, from 0.</param>
/// <param name="Document">What it was made from.</param>
/// <param name="Context">All that the model reads first.</param>
/// <param name="Choices">Answers to choose among; none where the model writes.</param>
/// <param name="Right">Which of them are right.</param>
/// <param name="References">What is right as text.</param>
internal sealed record Sample(int Id, Value.Named Document, string Context, ImmutableArray<string> Choices,
    ImmutableArray<int> Right, ImmutableArray<string> References);

/// <summary>Reads answers out of documents.</summary>
/// <param name="task">How.</param>
internal sealed class AnswerReader(TaskDesign task)
{
    private readonly Template? _choices = TemplateOf(task.Choices), _target = TemplateOf(task.Target);

    /// <summary>The answers to choose among; none for a task without.</summary>
    /// <exception cref="EvaluationException">The document has no list of texts there.</exception>
    public ImmutableArray<string> Choices(Value.Named document)
    {
        var list = task.Choices switch
        {
            Value.Nothing => new Value.Many([]),
            Value.Text { Characters: var name } when document.Find(name) is { } field => field,
            Value.Text => Template.Literal(_choices!.Fill(document)),
            var given => given,
        };
        return list is Value.Many many
            ? [.. many.Items.Select(item => item is Value.Text text ? text.Characters : throw NoText(item))]
            : throw new EvaluationException(
                $"{task.Path}: doc_to_choice gives {list.Spell()}, it must give a list of texts");
    }

    /// <summary>The right answer: a text, a number of a choice, or a list of either.</summary>
    public Value Target(Value.Named document, bool hasChoices)
    {
        if (task.Target is not Value.Text template) return task.Target;
        if (document.Find(template.Characters) is { } field) return field;
        var text = _target!.Fill(document);
        if (hasChoices && text != "" && text.All(char.IsDigit)) return Template.Literal(text);
        return text is ['[', .., ']'] ? List(text) : new Value.Text(text);
    }

    private static Value List(string text)
    {
        try
        {
            return Template.Literal(text);
        }
        catch (EvaluationException)
        {
            return new Value.Text(text);                                // it only looks like a list
        }
    }

    /// <summary>The places of right choices; one that is none of them is left out.</summary>
    public static ImmutableArray<int> Right(Value target, ImmutableArray<string> choices) => target switch
    {
        Value.Many many => [.. many.Items.SelectMany(item => Right(item, choices)).Distinct()],
        Value.Text text => choices.IndexOf(text.Characters) is >= 0 and var at ? [at] : [],
        _ => target.AsNumber() is { } number && number >= 0 && number < choices.Length ? [(int)number] : [],
    };

    private static Template? TemplateOf(Value value) =>
        value is Value.Text text ? Template.Read(text.Characters) : null;

    private EvaluationException NoText(Value item) =>
        new($"{task.Path}: doc_to_choice has {item.Spell()}, which is no text; "
        + "put it into quotes, or |string behind it");
}
