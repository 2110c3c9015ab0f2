// What is read without being run: a design, a model's folder, an entry of the atlas, somebody's config.json.
// Source: ours.

using System.Text.Json;
using Jaram.Architecture.Atlas;
using Jaram.Architecture.Graphs;
using Jaram.Cli.Making;
using Jaram.Exchange;
using Jaram.Training.Growth;

namespace Jaram.Cli.Designing;

/// <summary>Finds architectures by what the user calls them.</summary>
internal static class Architectures
{
    private static readonly string _atlas = Path.Combine(AppContext.BaseDirectory, "atlas");

    /// <summary>The names of the atlas, in order.</summary>
    public static IReadOnlyList<string> Names => Directory.Exists(_atlas)
        ? [.. Directory.EnumerateFiles(_atlas, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!)
            .Order(StringComparer.Ordinal)]
        : [];

    /// <summary>All of the atlas.</summary>
    public static IEnumerable<Blueprint> Atlas => Names.Select(name => ReadAtlas(name));

    /// <summary>What the user means.</summary>
    /// <exception cref="MisuseException">It is nothing that can be read.</exception>
    /// <exception cref="DesignException">It is, and is wrong.</exception>
    public static Blueprint Read(string word, Desk desk)
    {
        if (Directory.Exists(word)) return ReadFolder(word, desk);
        if (File.Exists(word)) return ReadFile(word, desk);
        if (Names.Contains(word.ToLowerInvariant())) return ReadAtlas(word.ToLowerInvariant());
        if (Presets.Names.Contains(word)) return Blueprint.Of(Presets.Read(word, desk));
        var known = Names.Concat(Presets.Names).ToList();
        var meant = Suggestion.Nearest(word.ToLowerInvariant(), known) is { } near
            ? desk.Say($" Did you mean {near}?", $" 혹시 {near}?")
            : "";
        throw new MisuseException(desk.Say(
            $"{word}: is no file, no folder, no preset and none of the {Names.Count} names of the atlas.{meant} "
                + $"Presets: {string.Join(", ", Presets.Names)}",
            $"{word}: 그런 파일도 폴더도 준비된 이름도 없고, 아틀라스의 {Names.Count}개 이름에도 없습니다.{meant} "
                + $"준비된 이름: {string.Join(", ", Presets.Names)}"));
    }

    private static Blueprint ReadAtlas(string name)
    {
        var path = Path.Combine(_atlas, name + ".json");
        return Blueprint.Read(File.ReadAllBytes(path), path);
    }

    /// <summary>Graphs that somebody drew; null if the file holds none.</summary>
    /// <exception cref="DesignException">It does, and they are wrong.</exception>
    public static GraphFile? FindGraphs(string path)
    {
        if (!File.Exists(path) || new FileInfo(path).Length == 0) return null;
        var json = File.ReadAllBytes(path);
        return Keys(json) is var keys && keys.Contains("format") && keys.Contains("layers")
            ? GraphFile.Read(json, path)
            : null;
    }

    /// <summary>A model's design, and how its weights were made if they grew from another's.</summary>
    private static Blueprint ReadModel(ModelFolder folder)
    {
        var model = Blueprint.Of(folder.ReadDesign());
        return folder.FindHistory()?.Descents is not [{ Descent: var descent }, ..] ? model : model with
        {
            Made =
            [
                new()
                {
                    Parent = descent.Origin, Operation = GrowthOperator.Parse(descent.By).Making,
                    How = FormattableString.Invariant($"{descent.By} of its version of step {descent.Step}"),
                    Source = "the model's ledger",
                },
            ],
        };
    }

    private static Blueprint ReadFolder(string folder, Desk desk)
    {
        if (File.Exists(Path.Combine(folder, "design.json"))) return ReadModel(new(folder));
        var config = Path.Combine(folder, "config.json");
        if (File.Exists(config)) return ConfigBlueprint.Read(config, Path.GetFileName(Path.GetFullPath(folder)));
        throw new MisuseException(desk.Say(
            $"{folder}: has neither design.json nor config.json; name a model's folder, or the file itself",
            $"{folder}: design.json도 config.json도 없습니다. 모델 폴더나 파일을 적으세요"));
    }

    private static Blueprint ReadFile(string path, Desk desk)
    {
        // A pipe or a device says that it is empty: to open it could wait for ever.
        var json = new FileInfo(path).Length == 0 ? [] : File.ReadAllBytes(path);
        var keys = Keys(json);
        if (keys.Contains("model_type") || keys.Contains("text_config"))
            return ConfigBlueprint.Read(path, Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path))!));
        return keys.Contains("confidence") ? Blueprint.Read(json, path) : Blueprint.Of(Presets.Read(path, desk));
    }

    /// <summary>The outermost keys; none of what is no object, which its reader then refuses.</summary>
    private static HashSet<string> Keys(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { CommentHandling = JsonCommentHandling.Skip });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? [.. document.RootElement.EnumerateObject().Select(key => key.Name)]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
