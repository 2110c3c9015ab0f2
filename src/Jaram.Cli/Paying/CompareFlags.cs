using System.CommandLine;
using System.Globalization;
using Jaram.Cli.Raising;
using Jaram.Payoff.Planning;
using TorchSharp;

namespace Jaram.Cli.Paying;

/// <summary>How much is to be run: so many steps of the parent at the top rung, or so many minutes in all.</summary>
/// <param name="Steps">Steps, or null.</param>
/// <param name="Minutes">Minutes, or null.</param>
/// <param name="Lessons">Steps of learning the skills; null for the usual ones, or fewer where minutes are short.
/// </param>
internal sealed record LadderBudget(long? Steps, double? Minutes, long? Lessons);

/// <summary>The options of a comparison.</summary>
internal sealed class CompareFlags
{
    private const int MostSeeds = 1000, MostRungs = 12, Samples = 200;
    private const long MostSteps = 1L << 40;

    private static readonly Dictionary<string, Matching> _matchings = new()
    {
        ["flops"] = Matching.TrainingFlops, ["parameters"] = Matching.Parameters, ["decode"] = Matching.DecodeCost,
    };

    private readonly Option<string[]> _texts;
    private readonly Option<string?> _folder;
    private readonly Option<string> _matched, _rates, _weights, _device;
    private readonly Option<int> _seeds, _rungs;
    private readonly Option<ulong> _seed;
    private readonly Option<long?> _steps, _skills;
    private readonly Option<double?> _minutes;
    private readonly Option<double> _gain, _power;
    private readonly Option<int?> _threads;
    private readonly ComparedDesigns _designs;

    public CompareFlags(Desk desk, Command verb)
    {
        verb.Options.Add(_texts = new("--text")
        {
            Description = desk.Say("A text to compare on: village, or a file, folder or pattern; may be given again",
                "견줄 글: village, 또는 파일·폴더·패턴. 여러 번 적을 수 있습니다"),
            HelpName = desk.Say("PATH", "경로"), DefaultValueFactory = _ => ["village"],
        });
        verb.Options.Add(_folder = new("--folder")
        {
            Description = desk.Say("Where plan, ledger and report lie; the same command goes on there",
                "계획·원장·보고서를 둘 곳. 같은 명령이 여기서 이어집니다"),
            HelpName = desk.Say("FOLDER", "폴더"),
        });
        _designs = new(desk, verb);
        verb.Options.Add(_minutes = NumberOption.MakeOpen<double>(desk, "--minutes", desk.Say(
            "Take about so long in all; the speed is measured and the steps fixed in the plan before the first run",
            "모두 이 시간쯤. 속도를 먼저 재고 첫 실행 전에 계획에 스텝 수를 정합니다"), 0.1, 1e6));
        verb.Options.Add(_steps = NumberOption.MakeOpen<long>(desk, "--steps",
            desk.Say("The parent's steps at the top rung", "맨 위 단에서 부모의 스텝 수"), 8, MostSteps));
        verb.Options.Add(_seeds = NumberOption.Make(desk, "--seeds",
            desk.Say("Pairs of runs: the same text order in all arms", "짝지은 실행 수: 모든 갈래가 같은 글 순서"), 3, 2, MostSeeds));
        verb.Options.Add(_rungs = NumberOption.Make(desk, "--rungs",
            desk.Say("Rungs, each twice the one below", "단의 수. 단마다 아래의 두 배"), 4, 3, MostRungs));
        verb.Options.Add(_matched = Words("--matchings", desk.Say(
            "What is made equal besides training FLOPs: flops (nothing more), parameters, decode",
            "학습 연산량 말고 무엇을 같게 할지: flops(더 없음), parameters, decode"), "flops,parameters,decode"));
        verb.Options.Add(_rates = Words("--rates", desk.Say(
            "Factors of the usual learning rates that each arm tries at the bottom rung",
            "갈래마다 맨 아래 단에서 시험할 학습률 배수"), "0.5,1,2"));
        verb.Options.Add(_skills = NumberOption.MakeOpen<long>(desk, "--skill-steps", desk.Say(
            $"Steps of learning the synthetic skills, 0 for none; not given, {LadderLength.UsualLessons} or what a "
                + "fifth of the minutes holds",
            $"합성 기능을 배우는 스텝. 0이면 뺍니다. 적지 않으면 {LadderLength.UsualLessons}, 또는 시간의 1/5에 드는 만큼"),
            0, MostSteps));
        verb.Options.Add(_gain = NumberOption.Make(desk, "--gain", desk.Say(
            "The least gain that counts, in percent of compute", "이득으로 칠 가장 작은 연산 절약(%)"), 5.0, 0.1, 900));
        verb.Options.Add(_power = NumberOption.Make(desk, "--power", desk.Say(
            "How often such a gain should be found, for the seeds that would tell",
            "그런 이득을 찾아낼 확률. 더 필요한 시드 수의 기준"), 0.8, 0.51, 0.999));
        verb.Options.Add(_weights = new Option<string>("--first-weights")
        {
            Description = desk.Say("common: arms begin from the same draws; own: each draws its own (A/A comparisons)",
                "common: 같은 난수로 시작. own: 갈래마다 따로(자기 자신과의 비교)"),
            HelpName = "common|own", DefaultValueFactory = _ => "common",
        }.AcceptOnlyFromAmong("common", "own"));
        verb.Options.Add(_seed = NumberOption.Make(desk, "--seed", desk.Say("The first seed", "첫 시드"),
            1UL, 1UL, ulong.MaxValue / 2));
        verb.Options.Add(_threads = RaisingFlags.Threads(desk));
        verb.Options.Add(_device = RaisingFlags.Where(desk));
        verb.Validators.Add(given =>
        {
            if (given.GetResult(_steps) is not null && given.GetResult(_minutes) is not null)
                given.AddError(desk.Say("Give only one of --steps and --minutes.", "--steps와 --minutes 중 하나만 적으세요."));
        });
    }

    /// <summary>The texts as they were asked for, each once.</summary>
    public IReadOnlyList<string> Texts(ParseResult given) => [.. given.GetValue(_texts)!.Distinct()];

    /// <summary>The folder, or the name that follows from the arms.</summary>
    public string Folder(ParseResult given, ComparisonWish wish) => given.GetValue(_folder)
        ?? Path.Combine("comparisons", string.Join("-vs-", wish.Designs.Select(named => named.Name)));

    /// <summary>How much is asked for; without either, 50 minutes.</summary>
    public LadderBudget Budget(ParseResult given) => new(given.GetValue(_steps),
        given.GetValue(_steps) is null ? given.GetValue(_minutes) ?? 50 : null, given.GetValue(_skills));

    /// <summary>The device, ready, with its threads set.</summary>
    public torch.Device Device(ParseResult given, Desk desk) =>
        Machine.Choose(given.GetValue(_device)!, given.GetValue(_threads), desk);

    /// <summary>What is asked for.</summary>
    /// <exception cref="MisuseException">A word of a list is none that it may be.</exception>
    public ComparisonWish Read(ParseResult given, Desk desk, IReadOnlyList<string> designs) =>
        MisuseException.Guard(() => new ComparisonWish
        {
            Designs = _designs.Read(given, designs),
            Matchings = [.. List(given.GetValue(_matched)!).Select(word =>
                _matchings.TryGetValue(word, out var matching)
                ? matching
                : throw Wrong(desk, "--matchings", word, string.Join(", ", _matchings.Keys))).Distinct()],
            RateFactors = [.. List(given.GetValue(_rates)!).Select(word =>
                double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var factor)
                && factor is > 0 and <= 100
                    ? factor
                    : throw Wrong(desk, "--rates", word, "0.5,1,2")).Distinct()],
            Rungs = given.GetValue(_rungs), Seeds = given.GetValue(_seeds), FirstSeed = given.GetValue(_seed),
            FirstWeights = given.GetValue(_weights) == "own" ? WeightDraw.Own : WeightDraw.Common,
            SkillSteps = given.GetValue(_skills) ?? LadderLength.UsualLessons,
            Rule = new()
            {
                Confidence = 0.95, Gain = 1 + given.GetValue(_gain) / 100, Power = given.GetValue(_power),
                Samples = Samples, Key = 1,
            },
        });

    private static MisuseException Wrong(Desk desk, string option, string word, string usual) => new(desk.Say(
        $"{option}: '{word}' is none of its words; write some of {usual}",
        $"{option}: '{word}'은(는) 쓸 수 없습니다. {usual} 중에서 적으세요"));

    private static string[] List(string words) =>
        words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } list
            ? list
            : [""];

    private static Option<string> Words(string name, string does, string normally) =>
        new(name) { Description = does, HelpName = "LIST", DefaultValueFactory = _ => normally };
}
