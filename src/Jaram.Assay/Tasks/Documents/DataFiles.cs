// Where a task's documents are on this machine. Nothing is fetched: a repository's name leads to a folder that the user
// brought, and in it to the files that bear the split's name and the configuration's.
// Source: huggingface.co/docs/datasets, "Structure your repository" (how split names stand in file names).

using System.Collections.Immutable;
using Jaram.Assay.Tasks.Describing;

namespace Jaram.Assay.Tasks.Documents;

/// <summary>Finds files of documents.</summary>
/// <param name="task">Whose.</param>
/// <param name="folder">What the user brought; empty for nothing.</param>
internal sealed class DataFiles(TaskDesign task, string folder)
{
    private static readonly string[] _endings = [".parquet", ".jsonl", ".ndjson", ".json", ".csv", ".tsv"];

    private static readonly Dictionary<string, string[]> _spellings = new()
    {
        ["train"] = ["train", "training"], ["validation"] = ["validation", "valid", "val", "dev"],
        ["dev"] = ["dev", "validation", "valid", "val"], ["test"] = ["test", "testing", "eval", "evaluation"],
    };

    /// <summary>The files of a split, in ordinal order.</summary>
    /// <exception cref="EvaluationException">There are none.</exception>
    public ImmutableArray<string> Of(string split)
    {
        var data = task.Data;
        if (data.Files.Length == 0) return InRepository(split);
        var named = data.Files.Where(file => file.Split == split).Select(file => file.File).ToList();
        return named.Count > 0
            ? [.. named.Select(Existing)]
            : throw new EvaluationException($"{task.Path}: asks for the split {split}, its data_files have "
                + $"{string.Join(", ", data.Files.Select(file => file.Split).Distinct())}; correct one of them");
    }

    private string Existing(string file)
    {
        string[] places = [Path.Combine(Path.GetDirectoryName(task.Path) ?? "", file), Path.Combine(folder, file),
            file];
        return Array.Find(places, File.Exists) ?? throw new EvaluationException(
            $"{task.Path}: there is no {file} beside it{(folder == "" ? "" : $" or in {folder}")}; put it there");
    }

    private ImmutableArray<string> InRepository(string split)
    {
        var name = task.Data.Builder;
        var root = Root(name);
        var all = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(path => _endings.Contains(Path.GetExtension(path).ToLowerInvariant()))
            .Order(StringComparer.Ordinal).ToList();
        var found = all.Where(path => Bears(root, path, split)).ToList();
        if (found.Count == 0)
            throw new EvaluationException($"{root}: has no file of split {split}"
                + (task.Data.Name == "" ? "" : $" and configuration {task.Data.Name}")
                + $", as {task.Path} asks; there are {Listed(root, all)}");
        var ending = Path.GetExtension(found[0]);
        return [.. found.Where(path => Path.GetExtension(path) == ending)];
    }

    private string Root(string name)
    {
        if (folder == "")
            throw new EvaluationException(
                $"{task.Path}: its documents are {name}, which Jaram never fetches; bring them and "
                + "name their folder with --data");
        string[] places = [Path.Combine(folder, name), Path.Combine(folder, Path.GetFileName(name)),
            Path.Combine(folder, name.Replace("/", "___", StringComparison.Ordinal)), folder];
        var root = Array.Find(places, Directory.Exists)
            ?? throw new EvaluationException($"{folder}: is no folder; --data names one that holds {name}");
        return root != folder || Path.GetFileName(Path.GetFullPath(folder)) == Path.GetFileName(name)
            ? root
            : throw new EvaluationException(
                $"{folder}: has no folder {name} or {Path.GetFileName(name)}, which {task.Path} "
                + "asks for; put its files there");
    }

    private bool Bears(string root, string path, string split)
    {
        var relative = Path.ChangeExtension(Path.GetRelativePath(root, path), null);
        var words = relative.Split('/', '-', '_', '.', ' ').Select(word => word.ToLowerInvariant()).ToList();
        var spellings = _spellings.GetValueOrDefault(split, [split.ToLowerInvariant()]);
        return spellings.Any(words.Contains)
            && Plain(relative).Contains(Plain(task.Data.Name), StringComparison.Ordinal);
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static string Listed(string root, List<string> all) => all.Count == 0
        ? "no files of documents"
        : string.Join(", ", all.Take(5).Select(path => Path.GetRelativePath(root, path)))
            + (all.Count > 5 ? ", …" : "");
}
