// Checks of answers that need no judge: the same answer, the same score, on any machine.
// Source: lm_eval/api/metrics.py (exact_match_hf_evaluate: of several references the share that it equals); the others
// are ours.

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Jaram.Assay.Tasks.Describing;
using Jaram.Inference.Constraints;

namespace Jaram.Assay.Tasks.Scoring;

/// <summary>Scores what a model wrote.</summary>
internal static partial class AnswerChecks
{
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    /// <summary>From 0 to 1.</summary>
    /// <param name="metric">Which check.</param>
    /// <param name="answer">What is left behind the filters.</param>
    /// <param name="references">What is right: texts, patterns, numbers, schemas or instructions.</param>
    /// <exception cref="EvaluationException">A reference is none of what the check needs.</exception>
    public static double Score(MetricDesign metric, string answer, ImmutableArray<string> references)
    {
        if (references.IsEmpty) return 0;
        var isRight = references.Select(reference => metric.Name switch
        {
            "exact_match" => Plain(metric, answer) == Plain(metric, reference),
            "contains" => Plain(metric, answer).Contains(Plain(metric, reference), StringComparison.Ordinal),
            "regex_match" => AnswerFiltering.Guarded(reference, longest =>
                Regex.IsMatch(answer, reference, RegexOptions.CultureInvariant, longest)),
            "number_match" => LastNumber(answer) is { } number && LastNumber(reference) == number,
            "json_schema" => Obeys(answer, reference),
            _ => Instructions.Of(reference).TrueForAll(instruction => instruction.IsFollowed(answer)),
        }).ToList();
        return metric.Name == "exact_match" ? isRight.Average(right => right ? 1.0 : 0)
            : isRight.Contains(true) ? 1 : 0;
    }

    /// <summary>The last number of a text, whatever digits it is written in; null if there is none.</summary>
    internal static decimal? LastNumber(string text)
    {
        var western = string.Concat(text.Select(letter =>
            char.IsDigit(letter) ? (char)('0' + (int)char.GetNumericValue(letter))
            : letter == '٫' ? '.'
            : letter == '٬' ? ','
            : letter));
        return Number().Matches(western) is [.., var last]
            && decimal.TryParse(last.Value.Replace(",", "", StringComparison.Ordinal), NumberStyles.Number,
                CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>JSON in an answer: all of it, or what stands in a fence of Markdown.</summary>
    internal static string Json(string answer) => Fence().Match(answer) is { Success: true } fenced
        ? fenced.Groups[1].Value.Trim()
        : answer.Trim();

    private static bool Obeys(string answer, string schema)
    {
        try
        {
            return Schema.Parse(Encoding.UTF8.GetBytes(schema), Spacing.Optional)
                .IsValid(Encoding.UTF8.GetBytes(Json(answer)));
        }
        catch (SchemaException wrong)
        {
            throw new EvaluationException(
                $"a reference of json_schema is no schema that Jaram can hold to: {wrong.Message}");
        }
    }

    private static string Plain(MetricDesign metric, string text)
    {
        foreach (var pattern in metric.Ignored)
            text = AnswerFiltering.Guarded(pattern, longest =>
                Regex.Replace(text, pattern, "", RegexOptions.CultureInvariant, longest));
        if (metric.IgnoresCase) text = text.ToLowerInvariant();
        if (metric.IgnoresPunctuation) text = string.Concat(text.Where(letter => !Punctuation.Contains(letter)));
        return metric.IgnoresNumbers ? string.Concat(text.Where(letter => !char.IsAsciiDigit(letter))) : text;
    }

    [GeneratedRegex(@"-?[0-9](?:[0-9,]*[0-9])?(?:\.[0-9]+)?")]
    private static partial Regex Number();

    [GeneratedRegex(@"```(?:json)?\s*\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Fence();
}
