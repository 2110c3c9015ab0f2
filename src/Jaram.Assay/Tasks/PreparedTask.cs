// A task with its documents, ready to be asked. Its digest is made from all that decides a score: what the file and its
// includes say, the bytes of every file of documents, and the version of these rules.
// Source: ours; keys without the weights or the data gave stale scores elsewhere (pytorch/ao #3073).

using System.Collections.Immutable;
using System.Text;
using Jaram.Assay.Tasks.Describing;
using Jaram.Assay.Tasks.Documents;
using Jaram.Assay.Tasks.Templates;
using Jaram.Checkpoints;

namespace Jaram.Assay.Tasks;

/// <summary>A task that can be asked.</summary>
public sealed class PreparedTask
{
    /// <summary>Changes when the same task and answers would give another number.</summary>
    private const int Rules = 1;

    private readonly Lazy<ImmutableArray<Sample>> _samples;

    private PreparedTask(TaskDesign design, ImmutableArray<string> groups, ImmutableArray<DocumentFile> asked,
        ImmutableArray<DocumentFile> examples)
    {
        (Design, Groups) = (design, groups);
        Files = [.. asked.Concat(examples).Distinct().Select(file => (file.Name, file.Digest))];
        Digest = Digest.Of(Encoding.UTF8.GetBytes(string.Join('\n',
            [$"rules {Rules}", design.Json, .. asked.Select(file => $"asked {file.Digest}"),
                .. examples.Select(file => $"examples {file.Digest}")])));
        ImmutableArray<Value.Named> documents = [.. asked.SelectMany(file => file.Documents)];
        if (documents.IsEmpty) throw new EvaluationException(
            $"{design.Path}: its split {design.AskedSplit} has no documents");
        Questions = documents.Length;
        var builder = new SampleBuilder(design, [.. design.Examples, .. examples.SelectMany(file => file.Documents)]);
        _samples = new(() => [.. builder.Build(documents)]);
    }

    /// <summary>What it is called.</summary>
    public string Name => Design.Name;

    /// <summary>What its maker calls the version; empty for nothing.</summary>
    public string Version => Design.Version;

    /// <summary>Examples before each question.</summary>
    public int Shots => Design.Shots;

    /// <summary>Groups that it was named by; none for a task that was named itself.</summary>
    public ImmutableArray<string> Groups { get; }

    /// <summary>What decides its scores.</summary>
    public Digest Digest { get; }

    /// <summary>Its files of documents and what they hash to.</summary>
    public ImmutableArray<(string Name, Digest Digest)> Files { get; }

    /// <summary>How many questions it has.</summary>
    public int Questions { get; }

    internal TaskDesign Design { get; }

    internal ImmutableArray<Sample> Samples => _samples.Value;

    /// <summary>What its questions and right answers say, for those who look whether a model has read them.</summary>
    /// <exception cref="EvaluationException">A document has not what the task speaks of.</exception>
    public IEnumerable<string> Texts() => Samples.Select(sample =>
        Design.QuestionOf(sample.Document) + Design.TargetDelimiter + string.Join(' ', sample.References));

    /// <summary>Finds and reads tasks.</summary>
    /// <param name="paths">Task files, files of groups, and folders whose tasks are all meant.</param>
    /// <param name="data">The folder of documents that the user brought; empty for none.</param>
    /// <param name="shots">Examples before each question; null for as the tasks say.</param>
    /// <exception cref="EvaluationException">A file is no task, or its documents are not there.</exception>
    public static ImmutableArray<PreparedTask> ReadAll(IEnumerable<string> paths, string data, int? shots)
    {
        var tasks = paths.SelectMany(TaskFinder.Find)
            .GroupBy(found => (Path.GetFullPath(found.Path), found.Root.ToJson()!.ToJsonString()))
            .Select(same => Read(same.First(), [.. same.SelectMany(found => found.Groups).Distinct()], data, shots))
            .ToImmutableArray();
        var twice = tasks.CountBy(task => task.Name).FirstOrDefault(count => count.Value > 1);
        return twice.Key is null ? tasks : throw new EvaluationException(
            $"{twice.Value} tasks are called {twice.Key}; give each a name of its own");
    }

    private static PreparedTask Read(FoundTask found, ImmutableArray<string> groups, string data, int? shots)
    {
        var design = TaskReader.Read(found.Root, found.Path);
        if (shots is { } count) design = design with { Shots = count, Json = $"{design.Json}\nshots {count}" };
        var files = new DataFiles(design, data);
        var asked = Documents(files.Of(design.AskedSplit), design);
        ImmutableArray<DocumentFile> examples = design.Shots == 0 || design.ExampleSplit == "" ? []
            : design.ExampleSplit == design.AskedSplit ? asked
            : Documents(files.Of(design.ExampleSplit), design);
        return new(design, groups, asked, examples);
    }

    private static ImmutableArray<DocumentFile> Documents(ImmutableArray<string> paths, TaskDesign design) =>
        [.. paths.Select(path => DocumentFile.Read(path, design.Data))];
}
