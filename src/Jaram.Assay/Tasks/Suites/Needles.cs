// Source: the idea, needle in a haystack (Kamradt 2023) as in RULER (arXiv:2404.06654, section 3); texts and needles
// ours.

using System.Text.Json.Nodes;
using Jaram.Village;

namespace Jaram.Assay.Tasks.Suites;

/// <summary>A number that stands once in a long text, among three others, at any depth.</summary>
internal static class Needles
{
    private const int Digits = 9000, Least = 1000, Hidden = 4;

    /// <summary>Characters of a text.</summary>
    private static readonly int[] _lengths = [400, 800, 1600, 3200];

    /// <summary>The task.</summary>
    public static SuiteTask Task(SuiteSource source) => new("needle", """
        output_type: generate_until
        doc_to_text: "{{prompt}}"
        doc_to_target: answer
        generation_kwargs:
          until: ["\n"]
          max_gen_toks: 24
        metric_list:
          - metric: number_match
        """, 1.0 / Hidden, [.. Documents(source)]);

    private static IEnumerable<JsonObject> Documents(SuiteSource source)
    {
        var (draws, words) = (source.DrawsFor("needle"), source.Words);
        List<string> hay = [.. source.World.Documents.OfType<Prose>().Select(prose => prose.Text)];
        for (var number = 0; number < source.Questions; number++)
        {
            var (length, sentences) = (_lengths[number % _lengths.Length], new List<string>());
            while (sentences.Sum(sentence => sentence.Length) < length) sentences.Add(hay[draws.Below(hay.Count)]);
            var places = draws.Sample(words.Places, Hidden);
            List<int> numbers = [.. places.Select(_ => Least + draws.Below(Digits))];
            foreach (var (place, hidden) in places.Zip(numbers))
                sentences.Insert(draws.Below(sentences.Count + 1), SuiteSource.Fill(words.Needle, place, hidden));
            var text = string.Join(' ', sentences);
            yield return new()
            {
                ["prompt"] = SuiteSource.Fill(words.Reading, text, SuiteSource.Fill(words.NeedleQuestion, places[0])),
                ["answer"] = numbers[0].ToString(System.Globalization.CultureInfo.InvariantCulture),
                ["characters"] = text.Length,
                ["depth"] = Math.Round((double)text.IndexOf(SuiteSource.Fill(words.Needle, places[0], numbers[0]),
                    StringComparison.Ordinal) / text.Length, 2),
            };
        }
    }
}
