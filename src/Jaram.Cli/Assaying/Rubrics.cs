using System.CommandLine;
using Jaram.Assay.Provenance.Judging;

namespace Jaram.Cli.Assaying;

/// <summary>The rules that come with the program, by name.</summary>
internal static class Rubrics
{
    /// <summary>Thresholds of provenance that count where none are named.</summary>
    public const string Provenance = "provenance-1";

    private static readonly string _folder = Path.Combine(AppContext.BaseDirectory, "rubrics");

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
    public static Thresholds Read(string fileOrName, Desk desk)
    {
        var path = File.Exists(fileOrName) ? fileOrName : Path.Combine(_folder, fileOrName + ".json");
        return File.Exists(path) ? Thresholds.Read(File.ReadAllBytes(path), path)
            : throw new MisuseException(desk.Say(
                $"--thresholds {fileOrName}: is no file and no known name; known: {Provenance}",
                $"--thresholds {fileOrName}: 그런 파일도 이름도 없습니다. 아는 이름: {Provenance}"));
    }
}
