// Source: ours; cloze and letter forms as OLMES has both (arXiv:2406.08446, section 3.3).

using System.Text.Json.Nodes;
using Jaram.Village;

namespace Jaram.Assay.Tasks.Suites;

/// <summary>What offices ask and take: a text tells it, four answers are to choose among.</summary>
internal static class OfficeQuestions
{
    private const int Choices = 4;

    private static readonly Relation[] _relations =
        [Relation.Fee, Relation.Days, Relation.Papers, Relation.Hours, Relation.Issuer, Relation.Place];

    /// <summary>The answers themselves are compared: small models can do that.</summary>
    public static SuiteTask Cloze(SuiteSource source) => new("office", """
        output_type: multiple_choice
        doc_to_text: "{{prompt}}"
        doc_to_choice: choices
        doc_to_target: "{{gold}}"
        metric_list:
          - metric: acc
          - metric: acc_norm
          - metric: acc_bytes
        """, 0, [.. Questions(source).Select(question => new JsonObject
        {
            ["prompt"] = SuiteSource.Fill(source.Words.Reading, question.Text, question.Asks),
            ["choices"] = new JsonArray([.. question.Choices.Select(choice => (JsonNode)choice)]),
            ["gold"] = question.Gold,
        })]);

    /// <summary>The answers stand in the question under letters, and the letters are compared.</summary>
    public static SuiteTask Letters(SuiteSource source) => new("office_letters", """
        output_type: multiple_choice
        doc_to_text: "{{prompt}}"
        doc_to_choice: ["A", "B", "C", "D"]
        doc_to_target: "{{gold}}"
        metric_list:
          - metric: acc
        """, 0, [.. Questions(source).Select(question => new JsonObject
        {
            ["prompt"] = SuiteSource.Fill(source.Words.Letters, $"{question.Text}\n\n{question.Asks}",
                string.Join('\n', question.Choices.Select((choice, at) => $"{(char)('A' + at)}. {choice}"))),
            ["gold"] = question.Gold,
        })]);

    private static IEnumerable<OfficeQuestion> Questions(SuiteSource source)
    {
        var draws = source.DrawsFor("office");
        var facts = source.Facts(_relations);
        var wordings = source.World.Questions().Where(question => question.Kind == QuestionKind.HeldOut)
            .ToLookup(question => question.FactId);
        for (var number = 0; number < source.Questions; number++)
        {
            var fact = facts[draws.Below(facts.Count)];
            var right = source.Say(fact).Answer;
            List<string> wrong = [.. facts.Where(other => other.Relation == fact.Relation)
                .Select(other => source.Say(other).Answer).Distinct().Where(answer => answer != right)];
            List<string> choices = [.. draws.Sample(wrong, Choices - 1), right];
            choices = [.. draws.Sample(choices, Choices)];
            List<Question> asked = [.. wordings[fact.Id]];
            yield return new(source.Telling(fact, draws), asked[draws.Below(asked.Count)].Text, choices,
                choices.IndexOf(right));
        }
    }

    private sealed record OfficeQuestion(string Text, string Asks, IReadOnlyList<string> Choices, int Gold);
}
