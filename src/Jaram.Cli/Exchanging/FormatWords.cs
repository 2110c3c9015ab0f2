using Jaram.Architecture;
using Jaram.Checkpoints.Gguf;
using Jaram.Exchange;

namespace Jaram.Cli.Exchanging;

/// <summary>What users call formats and types of numbers.</summary>
internal static class FormatWords
{
    private static readonly GgufType[] _written =
        [GgufType.F32, GgufType.F16, GgufType.BF16, GgufType.Q80, GgufType.Q40];

    /// <summary>Formats.</summary>
    public static IReadOnlyDictionary<string, Format> Formats { get; } = new Dictionary<string, Format>
    {
        ["hf"] = Format.HuggingFace, ["gguf"] = Format.Gguf,
    };

    /// <summary>Types of numbers that can be written.</summary>
    public static IReadOnlyDictionary<string, GgufType> Types { get; } =
        _written.ToDictionary(type => type.Blocks.Name);

    /// <summary>Says whether other programs can run a design, before anything is raised.</summary>
    public static void Tell(Desk desk, Design design)
    {
        var found = Formats.Select(format => (format.Key, Expressible.In(design, format.Value, AheadModules.LeaveOut)))
            .Where(format => format.Item2.Count > 0)
            .Select(format => $"{format.Key} ({format.Item2[0].Name})").ToList();
        if (found.Count > 0)
        {
            desk.Note($"other programs can run this design: jaram export --to {string.Join(", ", found)}",
                $"다른 프로그램도 이 구조를 실행할 수 있습니다: jaram export --to {string.Join(", ", found)}");
            return;
        }
        var (family, reasons) = Expressible.Nearest(design, Format.HuggingFace, AheadModules.LeaveOut);
        desk.Note($"no other program can run this design; nearest is {family.Name}: {string.Join(". ", reasons)}",
            $"이 구조를 실행할 수 있는 다른 프로그램이 없습니다. 가장 가까운 것은 {family.Name}: {string.Join(". ", reasons)}");
    }
}
