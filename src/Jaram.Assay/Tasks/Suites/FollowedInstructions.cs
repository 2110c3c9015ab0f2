// Source: the idea, IFEval (arXiv:2311.07911): instructions whose following is counted, not judged; all of them ours.

using System.Globalization;
using System.Text.Json.Nodes;
using Jaram.Village;

namespace Jaram.Assay.Tasks.Suites;

/// <summary>Something to write about a person or an office, in a way that can be checked.</summary>
internal static class FollowedInstructions
{
    /// <summary>Numbers that fit what is counted: characters, lines or words.</summary>
    private static readonly Dictionary<string, (int Least, int Steps, int Step)> _numbers = new()
        { ["max_characters"] = (40, 5, 20), ["lines"] = (2, 4, 1), ["min_words"] = (8, 5, 4) };

    /// <summary>The task.</summary>
    public static SuiteTask Task(SuiteSource source) => new("instructions", """
        output_type: generate_until
        doc_to_text: "{{prompt}}\n"
        doc_to_target: checks
        generation_kwargs:
          until: ["\n\n"]
          max_gen_toks: 160
        metric_list:
          - metric: instructions
        """, 0, [.. Documents(source)]);

    private static IEnumerable<JsonObject> Documents(SuiteSource source)
    {
        var draws = source.DrawsFor("instructions");
        var subjects = source.Facts(Relation.Home, Relation.Place);
        for (var number = 0; number < source.Questions; number++)
        {
            var (task, check) = source.Words.Instructions[number % source.Words.Instructions.Count];
            var (least, steps, step) = _numbers.FirstOrDefault(one =>
                check.Contains(one.Key, StringComparison.Ordinal)).Value
                is { Steps: > 0 } known ? known : (0, 1, 0);
            var count = least + step * draws.Below(steps);
            yield return new()
            {
                ["prompt"] = SuiteSource.Fill(task, source.Say(subjects[draws.Below(subjects.Count)]).Subject, count),
                ["checks"] = check.Replace("{1}", count.ToString(CultureInfo.InvariantCulture),
                    StringComparison.Ordinal),
            };
        }
    }
}
