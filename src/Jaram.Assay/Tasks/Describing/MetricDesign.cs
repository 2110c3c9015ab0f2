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

    /// <summary>How the field calls what questions' scores are made into.</summary>
    public string Aggregation => AggregationOf(Name);

    /// <summary>Whether guessing among the choices gives a part of it.</summary>
    public bool IsPick => Name.StartsWith("acc", StringComparison.Ordinal);

    /// <summary>The same of a name; of all but a mean less is better.</summary>
    public static string AggregationOf(string name) => name switch
    {
        "word_perplexity" or "byte_perplexity" => "weighted_perplexity",
        "perplexity" or "bits_per_byte" or "brier_score" => name,
        _ => "mean",
    };

    /// <summary>The names that go with a kind of task.</summary>
    public static IReadOnlyList<string> Of(AnswerKind kind) => kind switch
    {
        AnswerKind.Choice => ["acc", "acc_norm", "acc_bytes", "acc_mutual_info", "exact_match", "brier_score"],
        AnswerKind.Continuation => ["acc", "perplexity"],
        AnswerKind.Text => ["word_perplexity", "byte_perplexity", "bits_per_byte"],
        _ => ["exact_match", "contains", "regex_match", "number_match", "json_schema", "instructions"],
    };

    /// <summary>The names that a task has which names none itself.</summary>
    public static IReadOnlyList<string> Usual(AnswerKind kind) => kind switch
    {
        AnswerKind.Choice => ["acc", "acc_norm"],
        AnswerKind.Continuation => ["perplexity", "acc"],
        AnswerKind.Text => ["word_perplexity", "byte_perplexity", "bits_per_byte"],
        _ => ["exact_match"],
    };
}

/// <summary>What is asked of a model.</summary>
internal enum AnswerKind
{
    /// <summary>Which of some texts it holds likeliest: multiple_choice.</summary>
    Choice,

    /// <summary>How likely it holds one text behind another: loglikelihood.</summary>
    Continuation,

    /// <summary>How likely it holds a whole text: loglikelihood_rolling.</summary>
    Text,

    /// <summary>A text of its own: generate_until.</summary>
    Writing,
}
