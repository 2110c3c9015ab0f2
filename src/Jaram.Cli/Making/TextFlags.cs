using System.CommandLine;
using Jaram.Training.Data;

namespace Jaram.Cli.Making;

/// <summary>What happens to the text of a new model.</summary>
/// <param name="Reading">How plain text is divided.</param>
/// <param name="Cleaning">What is dropped.</param>
/// <param name="HeldOut">The share of documents that is never trained on.</param>
/// <param name="Licence">For documents that name none.</param>
internal sealed record TextOptions(ReadingOptions Reading, CleaningOptions Cleaning, double HeldOut, string Licence);

/// <summary>The options that say so.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="heldOut">The share that is held out unless another is given.</param>
internal sealed class TextFlags(Desk desk, double heldOut = 0.01)
{
    private static readonly Dictionary<string, Layout> _layouts = new()
    {
        ["auto"] = Layout.Auto, ["lines"] = Layout.Lines, ["paragraphs"] = Layout.Paragraphs,
        ["file"] = Layout.WholeFile,
    };

    private readonly Option<double> _heldOut = NumberOption.Make(desk, "--held-out",
        desk.Say("Share of documents that is only measured on, 0.5 at most", "재는 데만 쓸 문서의 비율, 0.5까지"), heldOut, 0, 0.5);

    private readonly Option<string> _layout = new Option<string>("--layout")
    {
        Description = desk.Say("What a document is in a .txt file", ".txt 파일에서 문서 하나가 무엇인지"),
        HelpName = string.Join('|', _layouts.Keys), DefaultValueFactory = _ => "auto",
    }.AcceptOnlyFromAmong([.. _layouts.Keys]);

    private readonly Option<int> _least = NumberOption.Make(desk, "--min-chars",
        desk.Say("Drop shorter documents", "이보다 짧은 문서를 버립니다"), 1, 0);

    private readonly Option<int?> _most = NumberOption.MakeOpen<int>(desk, "--max-chars",
        desk.Say("Drop longer documents", "이보다 긴 문서를 버립니다"), 1);

    private readonly Option<bool> _keepNear = new("--no-near-duplicates")
    {
        Description = desk.Say("Keep near duplicates: right for text made from templates",
            "비슷한 문서를 남깁니다. 틀에 맞춰 만든 글에 알맞습니다"),
    };

    private readonly Option<string> _licence = new("--licence")
    {
        Description = desk.Say("Licence of documents that name none, as an SPDX name",
            "라이선스를 밝히지 않은 문서의 라이선스(SPDX 이름)"),
        HelpName = "SPDX", DefaultValueFactory = _ => "",
    };

    /// <summary>Gives the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (var option in new Option[] { _heldOut, _layout, _least, _most, _keepNear, _licence })
            verb.Options.Add(option);
    }

    /// <summary>What was given.</summary>
    /// <exception cref="MisuseException">A value is out of its bounds.</exception>
    public TextOptions Read(ParseResult given) => MisuseException.Guard(() => new TextOptions(
        new() { Text = _layouts[given.GetValue(_layout)!] },
        new()
        {
            MinCharacters = given.GetValue(_least), MaxCharacters = given.GetValue(_most) ?? int.MaxValue,
            NearDuplicates = !given.GetValue(_keepNear),
        },
        new ShardOptions { HeldOutFraction = given.GetValue(_heldOut) }.HeldOutFraction,
        given.GetValue(_licence)!));
}
