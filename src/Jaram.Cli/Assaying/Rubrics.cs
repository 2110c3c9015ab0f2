using System.CommandLine;
using Jaram.Assay.Provenance.Judging;

namespace Jaram.Cli.Assaying;

/// <summary>The rules that come with the program, by name.</summary>
internal static class Rubrics
{
    /// <summary>Thresholds of provenance that count where none are named.</summary>
    public const string Provenance = "provenance-2";

    /// <summary>The rubric that counts where none is named.</summary>
    public const string Usual = "jaram-2";

    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "rubrics");

    /// <summary>Names of the rubrics that score.</summary>
    public static IReadOnlyList<string> Names => ["jaram-2", "jaram-1", "korea-2026-stage1", "korea-2026-stage2"];

    /// <summary>A rubric's file: a path or, if there is no such file, a name.</summary>
    /// <exception cref="MisuseException">It is neither.</exception>
    public static string Find(string fileOrName, Desk desk) =>
        Existing(fileOrName) ?? throw Unknown(desk, "--rubric", fileOrName, string.Join(", ", Names));

    /// <summary>The option that names thresholds.</summary>
    public static Option<string> Option(Desk desk) => new("--thresholds")
    {
        Description = desk.Say("What counts as found, fixed beforehand: a name or a JSON file",
            "무엇을 찾은 것으로 칠지 미리 정한 이름이나 JSON 파일"),
        HelpName = desk.Say("NAME", "이름"), DefaultValueFactory = _ => Provenance,
    };

    /// <summary>Thresholds from a file or, if there is no such file, by their name.</summary>
    /// <exception cref="MisuseException">It is neither.</exception>
    /// <exception cref="Assay.AssayException">The file is none of thresholds.</exception>
    public static Thresholds Read(string fileOrName, Desk desk) => Existing(fileOrName) is { } path
        ? Thresholds.Read(File.ReadAllBytes(path), path)
        : throw Unknown(desk, "--thresholds", fileOrName, Provenance);

    private static string? Existing(string fileOrName)
    {
        var path = File.Exists(fileOrName) ? fileOrName : Path.Combine(_folder, fileOrName + ".json");
        return File.Exists(path) ? path : null;
    }

    private static MisuseException Unknown(Desk desk, string option, string word, string known) => new(desk.Say(
        $"{option} {word}: is no file and no known name; known: {known}",
        $"{option} {word}: 그런 파일도 이름도 없습니다. 아는 이름: {known}"));
}
