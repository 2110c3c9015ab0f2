// Source: lm_eval/filters/extraction.py, transformation.py, selection.py.

using System.Collections.Immutable;

namespace Jaram.Assay.Tasks.Describing;

/// <summary>Steps that an answer passes before it is scored, under the name that its results bear.</summary>
/// <param name="Name">As in "exact_match,strict-match".</param>
/// <param name="Steps">In order.</param>
internal sealed record FilterDesign(string Name, ImmutableArray<FilterStep> Steps)
{
    /// <summary>Answers as they come.</summary>
    public static FilterDesign None { get; } = new("none", []);
}

/// <summary>One step.</summary>
/// <param name="Function">Which.</param>
/// <param name="Pattern">Of regex: what is looked for.</param>
/// <param name="Group">Of regex: which of all matches, from 0; below 0 from the end.</param>
/// <param name="Fallback">Of regex: what stands where nothing matches.</param>
internal sealed record FilterStep(FilterFunction Function, string Pattern = "", int Group = 0,
    string Fallback = "[invalid]");

/// <summary>What a step does.</summary>
internal enum FilterFunction
{
    /// <summary>The first answer of several; there is one.</summary>
    TakeFirst,

    /// <summary>What a pattern finds.</summary>
    Regex,

    /// <summary>Small letters.</summary>
    Lowercase,

    /// <summary>Large letters.</summary>
    Uppercase,

    /// <summary>One blank at the beginning goes.</summary>
    RemoveWhitespace,
}
