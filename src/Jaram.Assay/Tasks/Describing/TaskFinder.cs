// Which task files are meant: files, folders whose tasks are all meant, and groups, whose tasks and groups are looked
// for by name or tag among the files of the group's own folder.
// Source: lm_eval/tasks (index of names, groups and tags), lm_eval/config/group.py (keys of a group).

using System.Collections.Immutable;
using Jaram.Assay.Tasks.Templates;

namespace Jaram.Assay.Tasks.Describing;

/// <summary>A task that was found.</summary>
/// <param name="Root">What its file says.</param>
/// <param name="Path">The file.</param>
/// <param name="Groups">Groups that it was named by, the widest first.</param>
internal sealed record FoundTask(Value.Named Root, string Path, ImmutableArray<string> Groups);

/// <summary>Finds tasks.</summary>
internal static class TaskFinder
{
    private const int MostNested = 8;

    /// <summary>The tasks of a file, a folder or a group's file; files of a folder whose names begin with _, and its
    /// groups, are parts of others.</summary>
    /// <exception cref="EvaluationException">There is none, or a group names what is not there.</exception>
    public static IEnumerable<FoundTask> Find(string path)
    {
        if (File.Exists(path))
        {
            var root = YamlValues.Read(path);
            return Each(root, path, new([], new([]), new(() => Files(path))));
        }
        if (!Directory.Exists(path)) throw new EvaluationException($"{path}: there is no such file or folder of tasks");
        var files = FilesIn(path).Where(file => !Path.GetFileName(file).StartsWith('_')).ToList();
        return files.Count == 0 ? throw new EvaluationException($"{path}: has no .yaml file; name a folder of tasks")
            : files.Select(file => new FoundTask(YamlValues.Read(file), file, [])).Where(found => IsTask(found.Root));
    }

    private static bool IsTask(Value.Named root) => root.Find("task") is Value.Text;

    /// <summary>A task, or the tasks of a group, in its order.</summary>
    private static IEnumerable<FoundTask> Each(Value.Named root, string path, Around around)
    {
        if (IsTask(root)) return [new(Over(root, around.Anew), path, around.Groups)];
        var (name, members) = ReadGroup(root, path);
        var inside = around with { Groups = around.Groups.Add(name) };
        return inside.Groups.Length > MostNested
            ? throw new EvaluationException($"{path}: groups stand in groups, {MostNested} deep: "
                + $"{string.Join(" > ", inside.Groups)}; is one in itself?")
            : members.SelectMany(member => member switch
            {
                Value.Text text => Named(text.Characters, path, inside),
                Value.Named named when named.Find("task") is Value.Text text => Named(text.Characters, path,
                    inside with { Anew = Over(Without(named, "task"), around.Anew) }),
                Value.Named named => Each(named, path, inside),
                _ => throw new EvaluationException($"{path}: task has {member.Spell()}, it must name tasks and groups"),
            });
    }

    private static IEnumerable<FoundTask> Named(string name, string group, Around around) =>
        around.Files.Value.Named(name, group).SelectMany(one => Each(one.Root, one.Path, around));

    private static (string Name, IReadOnlyList<Value> Members) ReadGroup(Value.Named root, string path)
    {
        var fields = new Fields(root, path);
        if (fields.Take("group") is not Value.Text { Characters: var name } || fields.Take("task") is not { } members)
            throw new EvaluationException($"{path}: has no task: NAME and is no group of tasks either, so it is a part "
                + "of others; name a task or a group");
        foreach (var label in (string[])["group_alias", "tag", "metadata", "dataset_path", "dataset_name"])
            fields.Take(label);
        foreach (var metric in fields.List("aggregate_metric_list"))    // means over questions and tasks are both told
        {
            metric.Text("metric", "");
            metric.Word("aggregation", "mean", "mean");
            metric.Flag("weight_by_size", true);
            metric.Texts("filter_list");
            metric.Finish();
        }
        fields.Finish();
        return (name, members is Value.Many many ? many.Items
            : throw fields.Wrong("task", members, "a list of tasks and groups"));
    }

    private static Value.Named Without(Value.Named root, string name) =>
        new([.. root.Members.Where(member => member.Key != name)]);

    /// <summary>A task with some keys said anew.</summary>
    private static Value.Named Over(Value.Named root, Value.Named anew)
    {
        var names = anew.Members.Select(member => member.Key).ToHashSet();
        return new([.. root.Members.Where(member => !names.Contains(member.Key)), .. anew.Members]);
    }

    private static IEnumerable<string> FilesIn(string folder) => Directory
        .EnumerateFiles(folder, "*.y*ml", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static Shelf Files(string path)
    {
        var (read, unread) = (new List<(Value.Named, string)>(), new List<string>());
        foreach (var file in FilesIn(Path.GetDirectoryName(Path.GetFullPath(path))!))
            try
            {
                read.Add((YamlValues.Read(file), file));
            }
            catch (EvaluationException wrong)
            {
                unread.Add(wrong.Message);                              // told if a name is missed
            }
        return new(read, unread);
    }

    /// <summary>What stands around a task that a group names.</summary>
    /// <param name="Groups">The groups, the widest first.</param>
    /// <param name="Anew">Keys that they say anew, the widest last to speak.</param>
    /// <param name="Files">Files of the folder, read when a name is looked for.</param>
    private sealed record Around(ImmutableArray<string> Groups, Value.Named Anew, Lazy<Shelf> Files);

    /// <summary>The files of a folder.</summary>
    private sealed record Shelf(List<(Value.Named Root, string Path)> Read, List<string> Unread)
    {
        /// <summary>The task or group of that name, or all tasks with that tag.</summary>
        public List<(Value.Named Root, string Path)> Named(string name, string group)
        {
            var named = Read.Where(file => Says(file.Root.Find(IsTask(file.Root) ? "task" : "group"), name)).ToList();
            if (named.Count == 0) named = [.. Read.Where(file => IsTask(file.Root)
                && (Says(file.Root.Find("tag"), name) || Says(file.Root.Find("group"), name)))];
            return named.Count > 0 ? named : throw new EvaluationException(
                $"{group}: no file beside it has the task, group or tag {name}"
                + (Unread.Count > 0 ? $"; {Unread.Count} files could not be read, first {Unread[0]}" : "")
                + "; put it there or take it out of the group");
        }

        private static bool Says(Value? value, string name) => value switch
        {
            Value.Text text => text.Characters == name,
            Value.Many many => many.Items.Any(item => item is Value.Text text && text.Characters == name),
            _ => false,
        };
    }
}
