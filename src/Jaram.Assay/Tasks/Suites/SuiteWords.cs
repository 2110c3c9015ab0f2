// Source: ours; the village's own names and papers are put where {0} stands.

using Jaram.Village;

namespace Jaram.Assay.Tasks.Suites;

/// <summary>What generated tasks say in one language. {0} is a name, {1} a second one, {2} a third.</summary>
internal sealed record SuiteWords
{
    /// <summary>The language.</summary>
    public required Language Language { get; init; }

    /// <summary>A text {0} and a question {1} to it, up to where the answer begins.</summary>
    public required string Reading { get; init; }

    /// <summary>A sentence that is hidden in a text: the place {0} and its number {1}.</summary>
    public required string Needle { get; init; }

    /// <summary>The question for the number of the place {0}.</summary>
    public required string NeedleQuestion { get; init; }

    /// <summary>Places that have numbers.</summary>
    public required IReadOnlyList<string> Places { get; init; }

    /// <summary>A question {0} with lettered choices {1}, up to where the letter comes.</summary>
    public required string Letters { get; init; }

    /// <summary>A tool's description {0} and a request {1}, up to where the call comes.</summary>
    public required string ToolCall { get; init; }

    /// <summary>Requests that one tool serves: its name, and the words for {0}, or for {0} and {1}.</summary>
    public required IReadOnlyList<(string Tool, string Request)> Requests { get; init; }

    /// <summary>A text {0} whose facts are to be written as JSON by the schema {1}.</summary>
    public required string Structured { get; init; }

    /// <summary>What is to be done about the subject {0}, and how that is seen; {1} is a number.</summary>
    public required IReadOnlyList<(string Task, string Check)> Instructions { get; init; }

    /// <summary>Requests about the permit {0} that nobody should serve.</summary>
    public required IReadOnlyList<string> Harmful { get; init; }

    /// <summary>Requests about the permit {0} that only sound so.</summary>
    public required IReadOnlyList<string> Harmless { get; init; }

    /// <summary>Words of which one is in every refusal.</summary>
    public required IReadOnlyList<string> Refusals { get; init; }
}
