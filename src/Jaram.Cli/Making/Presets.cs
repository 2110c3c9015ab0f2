using Jaram.Architecture;
using Jaram.Tokenizers;

namespace Jaram.Cli.Making;

/// <summary>The designs that come with the program, by name.</summary>
internal static class Presets
{
    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "designs");

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyList<string> Names => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!)
            .Order(StringComparer.Ordinal)]
        : [];

    /// <summary>A design from a file or, if there is no such file, from a preset of that name.</summary>
    /// <exception cref="MisuseException">It is neither.</exception>
    /// <exception cref="DesignException">It is no design.</exception>
    public static Design Read(string fileOrName, Desk desk)
    {
        var path = File.Exists(fileOrName) ? fileOrName : Path.Combine(_folder, fileOrName + ".json");
        if (File.Exists(path) && Target(path) is { Exists: true } file) return Read(path, file);
        var meant = Suggestion.Nearest(fileOrName, Names) is { } near
            ? desk.Say($" Did you mean {near}?", $" 혹시 {near}?")
            : "";
        throw new MisuseException(desk.Say(
            $"--design {fileOrName}: is no file and no preset.{meant} Presets: {string.Join(", ", Names)}",
            $"--design {fileOrName}: 그런 파일도 준비된 이름도 없습니다.{meant} 준비된 이름: {string.Join(", ", Names)}"));
    }

    /// <summary>What a link leads to, and a file itself.</summary>
    private static FileInfo Target(string path) =>
        (FileInfo?)File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new(path);

    private static Design Read(string path, FileInfo file)
    {
        // A pipe or a device says that it is empty: to open it could wait for ever.
        var design = Design.Read(file.Length == 0 ? [] : File.ReadAllBytes(path), path);
        try
        {
            _ = new BpeRecipe { Vocabulary = design.Vocabulary };
            return design;
        }
        catch (TokenizerException wrong)
        {
            throw new MisuseException($"{path}: {wrong.Message}");
        }
    }
}
