// Source: lm_eval/api/metrics.py for those that the harness has; json_schema, contains, regex_match, number_match and
// instructions are ours, all without a judge.

using System.Collections.Immutable;

namespace Jaram.Assay.Tasks.Describing;

/// <summary>How one answer is scored.</summary>
internal sealed record MetricDesign
{
    /// <summary>What the field calls it.</summary>
    public required string Name { get; init; }

    /// <summary>Letters count alike, large or small.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary>ASCII's punctuation does not count.</summary>
    public bool IgnoresPunctuation { get; init; }

    /// <summary>Digits do not count.</summary>
    public bool IgnoresNumbers { get; init; }

    /// <summary>What matches these is taken away from both sides first.</summary>
    public ImmutableArray<string> Ignored { get; init; } = [];

    /// <summary>The names that go with a kind of task.</summary>
    public static IReadOnlyList<string> Of(AnswerKind kind) => kind switch
    {
        AnswerKind.Choice => ["acc", "acc_norm", "acc_bytes", "acc_mutual_info"],
        AnswerKind.Continuation => ["acc", "perplexity"],
        _ => ["exact_match", "contains", "regex_match", "number_match", "json_schema", "instructions"],
    };

    /// <summary>The names that a task has which names none itself.</summary>
    public static IReadOnlyList<string> Usual(AnswerKind kind) => kind switch
    {
        AnswerKind.Choice => ["acc", "acc_norm"],
        AnswerKind.Continuation => ["perplexity", "acc"],
        _ => ["exact_match"],
    };
}

/// <summary>What is asked of a model.</summary>
internal enum AnswerKind
{
    /// <summary>Which of some texts it holds likeliest: multiple_choice.</summary>
    Choice,

    /// <summary>How likely it holds one text: loglikelihood.</summary>
    Continuation,

    /// <summary>A text of its own: generate_until.</summary>
    Writing,
}
