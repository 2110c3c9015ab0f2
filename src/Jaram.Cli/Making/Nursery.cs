using Jaram.Training.Data;

namespace Jaram.Cli.Making;

/// <summary>Makes a model in a folder of its own: never among other files, and not by halves.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="folder">The model to be.</param>
internal sealed class Nursery(Desk desk, ModelFolder folder)
{
    /// <summary>What a making that was cut off can have left.</summary>
    private static readonly string[] _ours = ["corpus", "tokenizer.json", "recipe.json", "village.jsonl"];

    /// <summary>Sees to it that the folder is free.</summary>
    /// <exception cref="MisuseException">A file has the name, or the folder holds something else.</exception>
    public void Clear()
    {
        if (File.Exists(folder.Path))
            throw new MisuseException(desk.Say(
                $"{folder.Path}: is a file; choose another name", $"{folder.Path}: 파일입니다. 다른 이름을 쓰세요"));
        if (!Directory.Exists(folder.Path) || File.Exists(Path.Combine(folder.Path, "design.json"))) return;
        var there = Directory.EnumerateFileSystemEntries(folder.Path).ToLookup(path =>
            _ours.Contains(Path.GetFileName(path).Replace(".tmp", "", StringComparison.Ordinal)));
        if (there[false].FirstOrDefault() is { } stranger)
            throw new MisuseException(desk.Say(
                $"{folder.Path}: is no model and holds {Path.GetFileName(stranger)}; choose another name",
                $"{folder.Path}: 모델이 아니고 {Path.GetFileName(stranger)}이(가) 있습니다. 다른 이름을 쓰세요"));
        Directory.Delete(folder.Path, recursive: true);
    }

    /// <summary>Carries the making out; if it fails, nothing of it stays.</summary>
    public ShardManifest Make(Func<ShardManifest> make)
    {
        if (File.Exists(Path.Combine(folder.Path, "design.json"))) return make();   // refuses, and touches nothing
        try
        {
            Directory.CreateDirectory(folder.Path);
            return make();
        }
        catch
        {
            if (Directory.Exists(folder.Path)) Directory.Delete(folder.Path, recursive: true);
            throw;
        }
    }
}
