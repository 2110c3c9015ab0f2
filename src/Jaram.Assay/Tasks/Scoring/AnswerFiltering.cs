// Source: lm_eval/filters/extraction.py (regex: all matches, one of them, of several groups the first that is not
// empty), transformation.py.

using System.Text.RegularExpressions;
using Jaram.Assay.Tasks.Describing;
using Jaram.Assay.Tasks.Templates;

namespace Jaram.Assay.Tasks.Scoring;

/// <summary>Takes an answer through a filter's steps.</summary>
internal static class AnswerFiltering
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(2);

    /// <summary>What is left to be scored.</summary>
    /// <exception cref="EvaluationException">A pattern is none, or takes too long.</exception>
    public static string Apply(FilterDesign filter, string answer) => filter.Steps.Aggregate(answer, (text, step) =>
        step.Function switch
        {
            FilterFunction.Regex => Found(step, text),
            FilterFunction.Lowercase => text.ToLowerInvariant(),
            FilterFunction.Uppercase => text.ToUpperInvariant(),
            FilterFunction.RemoveWhitespace => text.StartsWith(' ') ? text[1..] : text,
            _ => text,
        });

    /// <summary>Runs a pattern that a task brought.</summary>
    /// <exception cref="EvaluationException">It is none, or takes too long.</exception>
    public static T Guarded<T>(string pattern, Func<TimeSpan, T> run)
    {
        try
        {
            return run(_longest);
        }
        catch (Exception wrong) when (wrong is ArgumentException or RegexMatchTimeoutException)
        {
            throw new EvaluationException(
                $"the pattern {pattern} cannot be used: {wrong.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static string Found(FilterStep step, string text) => Guarded(step.Pattern, longest =>
    {
        var matches = Regex.Matches(text, step.Pattern, RegexOptions.CultureInvariant, longest);
        var at = step.Group < 0 ? matches.Count + step.Group : step.Group;
        if (at < 0 || at >= matches.Count) return step.Fallback;
        var match = matches[at];
        var found = match.Groups.Count == 1
            ? match.Value
            : match.Groups.Values.Skip(1).Select(group => group.Value).FirstOrDefault(group => group != "") ?? "";
        return PythonText.Trim(found);
    });
}
