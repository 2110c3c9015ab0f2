// Source: lm_eval/config/task.py (the keys and their defaults).

using System.Collections.Immutable;
using Jaram.Assay.Tasks.Templates;

namespace Jaram.Assay.Tasks.Describing;

/// <summary>A task as its file describes it.</summary>
internal sealed record TaskDesign
{
    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>What it is called in results.</summary>
    public required string Name { get; init; }

    /// <summary>What its maker calls the version.</summary>
    public required string Version { get; init; }

    /// <summary>What is asked of a model.</summary>
    public required AnswerKind Kind { get; init; }

    /// <summary>Where its documents are.</summary>
    public required DataDesign Data { get; init; }

    /// <summary>The split that is asked.</summary>
    public required string AskedSplit { get; init; }

    /// <summary>The split that examples come from; empty for those that the file itself gives.</summary>
    public required string ExampleSplit { get; init; }

    /// <summary>Examples that the file itself gives.</summary>
    public ImmutableArray<Value.Named> Examples { get; init; } = [];

    /// <summary>Examples before each question.</summary>
    public int Shots { get; init; }

    /// <summary>How examples are chosen.</summary>
    public Sampler Sampler { get; init; }

    /// <summary>One example more is drawn, as the question itself may be among them.</summary>
    public bool DrawsOneMore { get; init; }

    /// <summary>What stands before everything.</summary>
    public required Template Description { get; init; }

    /// <summary>The question: a template, or a field's name.</summary>
    public required Template Question { get; init; }

    /// <summary>The answer that is right: a value, or a template of one.</summary>
    public required Value Target { get; init; }

    /// <summary>The answers to choose among: a list, or a template of one; None for a task without.</summary>
    public Value Choices { get; init; } = Value.None;

    /// <summary>What stands between question and answer.</summary>
    public string TargetDelimiter { get; init; } = " ";

    /// <summary>What stands between examples.</summary>
    public string ExampleDelimiter { get; init; } = "\n\n";

    /// <summary>Texts that end an answer.</summary>
    public ImmutableArray<string> Until { get; init; } = [];

    /// <summary>Tokens of an answer at most.</summary>
    public int MostTokens { get; init; } = 256;

    /// <summary>How answers are scored.</summary>
    public ImmutableArray<MetricDesign> Metrics { get; init; } = [];

    /// <summary>What answers pass before.</summary>
    public ImmutableArray<FilterDesign> Filters { get; init; } = [FilterDesign.None];

    /// <summary>The share that guessing gets right, where the task has no choices to tell it by.</summary>
    public double Chance { get; init; }

    /// <summary>The question that a document makes.</summary>
    /// <exception cref="EvaluationException">The document has not what the template speaks of.</exception>
    public string QuestionOf(Value.Named document) => document.Find(Question.Source) is { } field
        ? field.Show()
        : Question.Fill(document);

    /// <summary>All that the file and its includes say, as JSON: what the task's digest is made from.</summary>
    public required string Json { get; init; }
}

/// <summary>Where documents are.</summary>
/// <param name="Builder">json, csv or parquet with files; else a repository's name.</param>
/// <param name="Name">The configuration of a repository; empty for none.</param>
/// <param name="Files">Split and files, as the task names them.</param>
/// <param name="Delimiter">Between the cells of a CSV file.</param>
/// <param name="IsQuoted">Cells of a CSV file may stand in quotes.</param>
internal sealed record DataDesign(
    string Builder, string Name, ImmutableArray<(string Split, string File)> Files, char Delimiter, bool IsQuoted);

/// <summary>How examples are chosen.</summary>
internal enum Sampler
{
    /// <summary>Drawn as Python's random.sample draws them.</summary>
    Drawn,

    /// <summary>The first ones.</summary>
    First,
}
