using System.CommandLine;
using TorchSharp;

namespace Jaram.Cli.Raising;

/// <summary>The options of every verb that raises.</summary>
internal sealed class RaisingFlags
{
    // Far above any run, and low enough that no product of them overflows: ten years by the clock.
    private const long MostSteps = 1_000_000_000, MostTokens = 1_000_000_000_000_000;
    private const double MostMinutes = 10 * 365 * 24 * 60;
    private const int MostThreads = 1024;
    private readonly Option<long?> _steps, _tokens;
    private readonly Option<double?> _minutes;
    private readonly Option<string> _device;
    private readonly Option<int?> _threads;

    public RaisingFlags(Desk desk, Command verb)
    {
        verb.Options.Add(_steps = NumberOption.MakeOpen<long>(desk, "--steps",
            desk.Say("Make so many steps", "이만큼의 스텝"), 1, MostSteps));
        verb.Options.Add(_tokens = NumberOption.MakeOpen<long>(desk, "--tokens",
            desk.Say("Read so many tokens", "이만큼의 토큰"), 1, MostTokens));
        verb.Options.Add(_minutes = NumberOption.MakeOpen<double>(desk, "--minutes", desk.Say(
            "Take about so long; the speed is measured and the number of steps fixed before the first",
            "이 시간쯤. 속도를 먼저 재고 첫 스텝 전에 스텝 수를 정합니다"), 0.01, MostMinutes));
        verb.Options.Add(_threads = Threads(desk));
        verb.Options.Add(_device = Where(desk));
        verb.Validators.Add(given =>
        {
            if (new Option[] { _steps, _tokens, _minutes }.Count(option => given.GetResult(option) is not null) > 1)
                given.AddError(desk.Say("Give only one of --steps, --tokens and --minutes.",
                    "--steps, --tokens, --minutes 중 하나만 적으세요."));
        });
    }

    /// <summary>The option of every verb that computes.</summary>
    public static Option<int?> Threads(Desk desk) => NumberOption.MakeOpen<int>(desk, "--threads", desk.Say(
        "Processor threads; the result does not depend on it", "CPU 스레드 수. 결과는 같습니다"), 1, MostThreads);

    /// <summary>The option of every verb that computes with libtorch.</summary>
    public static Option<string> Where(Desk desk) => new Option<string>("--device")
    {
        Description = desk.Say("Where to compute", "계산할 곳"), HelpName = "cpu|cuda", DefaultValueFactory = _ => "cpu",
    }.AcceptOnlyFromAmong("cpu", "cuda");

    /// <summary>How much is asked for.</summary>
    public Budget Budget(ParseResult given) =>
        new(given.GetValue(_steps), given.GetValue(_tokens), given.GetValue(_minutes));

    /// <summary>The device, ready, with its threads set.</summary>
    public torch.Device Device(ParseResult given, Desk desk) =>
        Machine.Choose(given.GetValue(_device)!, given.GetValue(_threads), desk);
}
