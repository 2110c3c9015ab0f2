using System.CommandLine;
using TorchSharp;

namespace Jaram.Cli.Raising;

/// <summary>The options of every verb that raises.</summary>
internal sealed class RaisingFlags
{
    private readonly Option<long?> _steps, _tokens;
    private readonly Option<double?> _minutes;
    private readonly Option<string> _device;
    private readonly Option<int?> _threads;

    public RaisingFlags(Desk desk, Command verb)
    {
        verb.Options.Add(_steps = Positive<long>("--steps", desk.Say("Make so many steps", "이만큼의 스텝"), desk));
        verb.Options.Add(_tokens = Positive<long>("--tokens", desk.Say("Read so many tokens", "이만큼의 토큰"), desk));
        verb.Options.Add(_minutes = Positive<double>("--minutes", desk.Say(
            "Take about so long; the speed is measured and the number of steps fixed before the first",
            "이 시간쯤. 속도를 먼저 재고 첫 스텝 전에 스텝 수를 정합니다"), desk));
        verb.Options.Add(_threads = Positive<int>("--threads", desk.Say(
            "Processor threads; the result does not depend on it", "CPU 스레드 수. 결과는 같습니다"), desk));
        _device = new Option<string>("--device")
        {
            Description = desk.Say("Where to compute", "계산할 곳"),
            DefaultValueFactory = _ => "cpu",
        }.AcceptOnlyFromAmong("cpu", "cuda");
        verb.Options.Add(_device);
        verb.Validators.Add(given =>
        {
            if (new Option[] { _steps, _tokens, _minutes }.Count(option => given.GetResult(option) is not null) > 1)
                given.AddError(desk.Say("Give only one of --steps, --tokens and --minutes.",
                    "--steps, --tokens, --minutes 중 하나만 적으세요."));
        });
    }

    /// <summary>How much is asked for.</summary>
    public Budget Budget(ParseResult given) =>
        new(given.GetValue(_steps), given.GetValue(_tokens), given.GetValue(_minutes));

    /// <summary>The device, ready, with its threads set.</summary>
    public torch.Device Device(ParseResult given, Desk desk) =>
        Machine.Choose(given.GetValue(_device)!, given.GetValue(_threads), desk);

    private static Option<T?> Positive<T>(string name, string does, Desk desk) where T : struct, IComparable<T>
    {
        var option = new Option<T?>(name) { Description = does };
        option.Validators.Add(given =>
        {
            if (given.Errors.Any() || given.GetValueOrDefault<T?>() is not { } value
                || value.CompareTo(default) > 0) return;
            given.AddError(desk.Say($"{name} must be above 0, got {value}.", $"{name}: 0보다 커야 하는데 {value}입니다."));
        });
        return option;
    }
}
