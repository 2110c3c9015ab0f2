using Jaram.Assay.Tasks;

namespace Jaram.Assay.Tests.Tasks;

/// <summary>A folder of task files that goes with the test.</summary>
internal sealed class TaskFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("jaram-tasks-").FullName;

    /// <summary>Writes a file and gives its path.</summary>
    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Writes a task with documents beside it and reads it.</summary>
    public PreparedTask Task(string name, string keys, params IEnumerable<string> documents)
    {
        Write($"{name}.jsonl", string.Join('\n', documents));
        return PreparedTask.ReadAll([Write($"{name}.yaml", $"""
            task: {name}
            dataset_path: json
            dataset_kwargs:
              data_files:
                test: {name}.jsonl
            test_split: test
            {keys}
            """)], "", null)[0];
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
