using Jaram.Architecture.Costing;

namespace Jaram.Cli.Costing;

/// <summary>The hardware that comes with the program, by name.</summary>
internal static class Machines
{
    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "hardware");

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyList<string> Names => Directory.Exists(_folder)
        ? [.. Directory.EnumerateFiles(_folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!)
            .Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Hardware from a file or, if there is no such file, by its name.</summary>
    /// <exception cref="MisuseException">It is neither.</exception>
    /// <exception cref="CostingException">The file is none of hardware.</exception>
    public static Hardware Read(string fileOrName, Desk desk)
    {
        var path = File.Exists(fileOrName) ? fileOrName : Path.Combine(_folder, fileOrName + ".json");
        if (File.Exists(path)) return Hardware.Read(File.ReadAllBytes(path), path);
        var meant = Suggestion.Nearest(fileOrName, Names) is { } near
            ? desk.Say($" Did you mean {near}?", $" 혹시 {near}?")
            : "";
        throw new MisuseException(desk.Say(
            $"--hardware {fileOrName}: is no file and no known name.{meant} Names: {string.Join(", ", Names)}",
            $"--hardware {fileOrName}: 그런 파일도 이름도 없습니다.{meant} 이름: {string.Join(", ", Names)}"));
    }
}
