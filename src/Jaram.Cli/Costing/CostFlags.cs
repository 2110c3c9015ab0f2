using System.CommandLine;
using Jaram.Architecture.Costing;

namespace Jaram.Cli.Costing;

/// <summary>The options of the verb cost.</summary>
internal sealed class CostFlags
{
    private readonly Option<string> _weights;
    private readonly Option<string[]> _hardware, _set;
    private readonly Option<string?> _assume, _text;
    private readonly Option<bool> _quick, _modelled;
    private readonly Option<double?> _wall, _solves;
    private readonly Option<int?> _tokens;
    private readonly Option<int> _threads;

    /// <summary>Gives the options to a verb.</summary>
    public CostFlags(Desk desk, Command verb)
    {
        var (file, name) = (desk.Say("FILE", "파일"), desk.Say("NAME=N", "이름=수"));
        _hardware = new("--hardware")
        {
            Description = desk.Say("Model it on these: names or JSON files; left out, on all that are known",
                "이 장비에서 어림합니다: 이름이나 JSON 파일. 없으면 아는 장비 모두"),
            HelpName = desk.Say("NAME…", "이름…"), AllowMultipleArgumentsPerToken = true,
        };
        _weights = new Option<string>("--weights")
        {
            Description = desk.Say("How weights are kept, here and elsewhere", "가중치 형식, 여기서나 다른 장비에서나"),
            HelpName = string.Join('|', Precision.Words), DefaultValueFactory = _ => "int8",
        }.AcceptOnlyFromAmong([.. Precision.Words]);
        _quick = new("--quick") { Description = desk.Say("Measure in seconds, coarsely", "몇 초 만에 대강 잽니다") };
        _modelled = new("--modelled") { Description = desk.Say("Measure nothing here", "여기서는 재지 않습니다") };
        _threads = NumberOption.Make(desk, "--threads", desk.Say("Threads that compute here", "여기서 계산할 스레드"),
            Environment.ProcessorCount, 1, 1024);
        _wall = NumberOption.MakeOpen<double>(desk, "--wall-watts",
            desk.Say("Mean watts that a meter at the wall showed during the run (tier A)",
                "재는 동안 벽면 전력계가 보인 평균 와트 (A등급)"), 0.001);
        _text = new("--text")
        {
            Description = desk.Say("Count characters on this text; left out, on the model's held-out Korean text",
                "이 글로 글자 수를 셉니다. 없으면 모델이 배우지 않은 한국어 글"),
            HelpName = file,
        };
        _solves = NumberOption.MakeOpen<double>(desk, "--solves",
            desk.Say("Share of attempts that solve a task", "과제를 푸는 시도의 비율"), 1e-9, 1);
        _tokens = NumberOption.MakeOpen<int>(desk, "--attempt-tokens",
            desk.Say("Tokens that an attempt writes", "시도 한 번에 쓰는 토큰"), 1);
        _assume = new("--assume")
        {
            Description = desk.Say("Assumptions from a JSON file", "가정을 JSON 파일에서 읽습니다"), HelpName = file,
        };
        _set = new("--set")
        {
            Description = desk.Say("Change one assumption, as tariffKrwPerKwh=150; may be repeated",
                "가정 하나를 바꿉니다. 예: tariffKrwPerKwh=150. 여러 번 쓸 수 있습니다"),
            HelpName = name,
        };
        foreach (var option in new Option[] { _hardware, _weights, _quick, _modelled, _threads, _wall, _text, _solves,
            _tokens, _assume, _set }) verb.Options.Add(option);
    }

    /// <summary>What was given.</summary>
    /// <exception cref="MisuseException">Options do not go together, or name what is not there.</exception>
    /// <exception cref="CostingException">A file is none of hardware or assumptions.</exception>
    public CostWish Read(ParseResult given, Desk desk)
    {
        var (solves, tokens) = (given.GetValue(_solves), given.GetValue(_tokens));
        if (solves is null != tokens is null)
            throw new MisuseException(desk.Say("--solves and --attempt-tokens go together; give both",
                "--solves와 --attempt-tokens는 함께 씁니다. 둘 다 적으세요"));
        var text = given.GetValue(_text) ?? "";
        if (text != "" && !File.Exists(text))
            throw new MisuseException(desk.Say($"--text {text}: is no file; give a text in UTF-8",
                $"--text {text}: 그런 파일이 없습니다. UTF-8 글을 주세요"));
        var named = given.GetValue(_hardware) ?? [];
        return new(given.GetValue(_weights)!, given.GetValue(_threads),
            given.GetValue(_modelled) ? Extent.Nothing : given.GetValue(_quick) ? Extent.Quick : Extent.Full,
            [.. (named.Length > 0 ? named : Machines.Names).Select(name => Machines.Read(name, desk))],
            named.Length > 0, AssumptionsOf(given, desk), given.GetValue(_wall), text,
            solves is { } rate && tokens is { } each ? new(rate, each) : null);
    }

    private Assumptions AssumptionsOf(ParseResult given, Desk desk)
    {
        var assumptions = Assumptions.Default;
        if (given.GetValue(_assume) is { } path)
        {
            if (!File.Exists(path))
                throw new MisuseException(desk.Say($"--assume {path}: is no file; give a JSON file",
                    $"--assume {path}: 그런 파일이 없습니다. JSON 파일을 주세요"));
            assumptions = assumptions.With(File.ReadAllBytes(path), path);
        }
        foreach (var word in given.GetValue(_set) ?? []) assumptions = assumptions.With(word, "--set");
        return assumptions;
    }
}
