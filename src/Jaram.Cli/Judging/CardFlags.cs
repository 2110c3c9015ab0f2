using System.CommandLine;
using Jaram.Cli.Assaying;
using Jaram.Cli.Verifying;

namespace Jaram.Cli.Judging;

/// <summary>The options of a card.</summary>
internal sealed class CardFlags
{
    private const string UsualFolder = "scorecard";

    private readonly Desk _desk;
    private readonly Option<string[]> _against, _controls, _evidence;
    private readonly Option<string> _rubric, _out, _thresholds;
    private readonly Option<string?> _entries, _text;
    private readonly Option<bool> _withoutCost, _offered;
    private readonly TrustFlags _trust;

    /// <summary>Gives the options to a verb.</summary>
    public CardFlags(Desk desk, Command verb)
    {
        _desk = desk;
        var (file, model) = (desk.Say("FILE", "파일"), desk.Say("MODEL…", "모델…"));
        _rubric = new("--rubric")
        {
            Description = desk.Say($"Gates and items with their points: one of {string.Join(", ", Rubrics.Names)}, or "
                + "a JSON file", $"관문과 배점: {string.Join(", ", Rubrics.Names)} 가운데 하나, 또는 JSON 파일"),
            HelpName = desk.Say("NAME|FILE", "이름|파일"), DefaultValueFactory = _ => Rubrics.Usual,
        };
        _against = Words("--against", model, desk.Say(
            "Models that a candidate may have been made from; candidates are held against each other anyway",
            "후보의 바탕이 되었을지 모르는 모델. 후보끼리는 언제나 견줍니다"));
        _controls = Words("--control", model, desk.Say(
            "Models known to be strangers, candidates or not: without one, disguised copies are not found",
            "남남임이 알려진 모델. 후보여도 됩니다. 하나도 없으면 변장한 복제를 찾지 못합니다"));
        _evidence = Words("--evidence", desk.Say("[NAME=]FILE…", "[이름=]파일…"), desk.Say(
            "Results that a verb wrote with --json: scan, verify, originality, cost, tasks, compare, extension; before "
                + "=, whose",
            "--json으로 쓴 결과: scan, verify, originality, cost, tasks, compare, extension. = 앞은 누구의 것인지"));
        _entries = new("--entries")
        {
            Description = desk.Say("What evaluators enter: marks, indices of others, judgements on gates",
                "평가자가 입력한 것: 평점, 외부 지수, 관문 판정"),
            HelpName = file,
        };
        _out = new("--out")
        {
            Description = desk.Say("Folder of the card and of all that it rests on", "감정서와 그 근거를 둘 폴더"),
            HelpName = desk.Say("FOLDER", "폴더"), DefaultValueFactory = _ => UsualFolder,
        };
        _text = new("--text")
        {
            Description = desk.Say(
                "Count characters on this Korean text, for all alike; left out, on what each held out",
                "모두에게 이 한국어 글로 글자 수를 셉니다. 없으면 각자 배우지 않은 글"),
            HelpName = file,
        };
        _withoutCost = new("--without-cost") { Description = desk.Say("Do not measure cost here", "여기서 비용을 재지 않습니다") };
        _offered = new("--offered-only")
        {
            Description = desk.Say("Measure nothing: take what --evidence hands over",
                "아무것도 재지 않고 --evidence로 받은 것만 씁니다"),
        };
        _thresholds = Rubrics.Option(desk);
        foreach (var option in new Option[] { _rubric, _against, _controls, _evidence, _entries, _out, _text,
            _withoutCost, _offered, _thresholds }) verb.Options.Add(option);
        _trust = new(desk, verb);
    }

    /// <summary>What was given.</summary>
    /// <exception cref="MisuseException">It names what is not there.</exception>
    public CardWish Read(ParseResult given, IReadOnlyList<string> candidates) => new()
    {
        Candidates = candidates, Rubric = Rubrics.Find(given.GetValue(_rubric)!, _desk),
        Entries = Existing("--entries", given.GetValue(_entries)), Against = given.GetValue(_against) ?? [],
        Controls = given.GetValue(_controls) ?? [], Evidence = given.GetValue(_evidence) ?? [],
        Extent = given.GetValue(_offered) ? CardExtent.Nothing
            : given.GetValue(_withoutCost) ? CardExtent.WithoutCost : CardExtent.All,
        Text = Existing("--text", given.GetValue(_text)), Folder = given.GetValue(_out)!,
        Thresholds = Rubrics.Read(given.GetValue(_thresholds)!, _desk),
        ScanWords = given.GetValue(_thresholds) is { } rules and not Rubrics.Provenance ? $" --thresholds {rules}" : "",
        TrustWords = _trust.Words(given), Trust = folder => _trust.Of(given, _desk, folder),
        Line = _trust.Line(given, _desk),
        Again = SameCommand.Of(given),
    };

    private string Existing(string option, string? path) => path is null ? ""
        : File.Exists(path) ? path
        : throw new MisuseException(_desk.Say($"{option} {path}: is no file; correct the path",
            $"{option} {path}: 그런 파일이 없습니다. 경로를 고치세요"));

    private static Option<string[]> Words(string name, string helpName, string does) => new(name)
    {
        Description = does, HelpName = helpName, AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.ZeroOrMore,
    };
}
