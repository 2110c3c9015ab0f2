// Jaram's own tasks: questions made from a village that nobody has read about, so no model can have learnt them; the
// same seed, the same files, byte for byte. They are plain task files that lm-evaluation-harness reads too, but for the
// checks that it does not have.
// Source: ours; needles in long texts as in RULER (Hsieh et al., arXiv:2404.06654), refusals and what only sounds like
// asking for one as in XSTest (Röttger et al., arXiv:2308.01263).

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Jaram.Assay.Tasks.Describing;
using Jaram.Village;

namespace Jaram.Assay.Tasks.Suites;

/// <summary>Makes tasks in a language.</summary>
public static class Suite
{
    private const int Offices = 12, People = 60;

    private static readonly JsonSerializerOptions _readable =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Dictionary<string, SuiteWords> _words = new()
        { ["ko"] = KoreanWords.All, ["en"] = EnglishWords.All, ["ar"] = ArabicWords.All };

    /// <summary>The languages: ko, en and ar.</summary>
    public static IReadOnlyList<string> Languages { get; } = [.. _words.Keys];

    /// <summary>Writes all tasks of a language.</summary>
    /// <param name="folder">Where their folder is made.</param>
    /// <param name="language">One of <see cref="Languages"/>.</param>
    /// <param name="seed">Decides the village and the questions.</param>
    /// <param name="questions">Of each task.</param>
    /// <returns>The folder of task files.</returns>
    /// <exception cref="EvaluationException">It cannot be written.</exception>
    public static string Write(string folder, string language, ulong seed, int questions)
    {
        var words = _words[language];
        var world = World.Build(new() { Seed = seed, People = People, Offices = Offices,
            Languages = [words.Language] });
        var path = Path.Combine(folder, FormattableString.Invariant($"suite-{language}-{seed}-{questions}"));
        try
        {
            Directory.CreateDirectory(path);
            foreach (var task in Tasks(new(world, words, questions)))
            {
                var name = $"jaram_{task.Name}_{language}";
                File.WriteAllLines(Path.Combine(path, $"{name}.jsonl"), task.Documents.Select(Line));
                File.WriteAllText(Path.Combine(path, $"{name}.yaml"), Yaml(task, name, seed));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EvaluationException($"{path}: cannot be written: {e.Message}; choose another --folder");
        }
        return path;
    }

    private static IEnumerable<SuiteTask> Tasks(SuiteSource source) =>
    [
        OfficeQuestions.Cloze(source), OfficeQuestions.Letters(source), Needles.Task(source), ToolCalls.Task(source),
        StructuredAnswers.Task(source), FollowedInstructions.Task(source), Refusing.Task(source),
    ];

    private static string Line(JsonObject document) => document.ToJsonString(_readable);

    private static string Yaml(SuiteTask task, string name, ulong seed) =>
        string.Create(CultureInfo.InvariantCulture, $"""
        task: {name}
        dataset_path: json
        dataset_kwargs:
          data_files:
            test: {name}.jsonl
        test_split: test
        {task.Yaml.ReplaceLineEndings("\n").TrimEnd()}
        metadata:
          version: 1
          chance: {task.Chance}
          seed: {seed}
          source: jaram assay tasks --suite

        """).ReplaceLineEndings("\n");
}

/// <summary>A task that is made.</summary>
/// <param name="Name">Without the language.</param>
/// <param name="Yaml">The keys that only this task has.</param>
/// <param name="Chance">What a guesser scores, where no choices tell it.</param>
/// <param name="Documents">Its questions.</param>
internal sealed record SuiteTask(string Name, string Yaml, double Chance, IReadOnlyList<JsonObject> Documents);

/// <summary>What tasks are made from.</summary>
/// <param name="World">The village.</param>
/// <param name="Words">The language.</param>
/// <param name="Questions">How many are wanted.</param>
internal sealed record SuiteSource(World World, SuiteWords Words, int Questions)
{
    /// <summary>Draws for one task; those of another move nothing.</summary>
    public PythonRandom DrawsFor(string task) => new(BitConverter.ToUInt32(System.Security.Cryptography.SHA256.HashData(
        Encoding.UTF8.GetBytes(FormattableString.Invariant($"{World.Design.Seed}/{task}")))));

    /// <summary>All facts of some relations.</summary>
    public IReadOnlyList<Fact> Facts(params ReadOnlySpan<Relation> relations)
    {
        var wanted = relations.ToArray();
        return [.. World.Facts.Where(fact => wanted.Contains(fact.Relation))];
    }

    /// <summary>A fact's subject and answer in this language.</summary>
    public (string Subject, string Answer) Say(Fact fact) =>
        (fact.SubjectIn(Words.Language), fact.AnswerIn(Words.Language));

    /// <summary>Sentences that tell a fact among others, drawn from all documents that do.</summary>
    public string Telling(Fact fact, PythonRandom draws)
    {
        List<Prose> all = [.. World.Documents.OfType<Prose>().Where(prose => prose.FactIds.Contains(fact.Id))];
        return all[draws.Below(all.Count)].Text;
    }

    /// <summary>Puts values into a wording.</summary>
    public static string Fill(string wording, params object[] values) =>
        string.Format(CultureInfo.InvariantCulture, wording, values);
}
