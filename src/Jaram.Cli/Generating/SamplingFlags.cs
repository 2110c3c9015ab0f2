using System.CommandLine;
using System.Numerics;
using Jaram.Inference.Generating;

namespace Jaram.Cli.Generating;

/// <summary>The options of every verb that lets a model write; the defaults are the sampler's own.</summary>
internal sealed class SamplingFlags
{
    private static readonly SamplingOptions _default = new();
    private readonly Option<double> _temperature, _topP, _minP, _penalty;
    private readonly Option<int> _topK, _most;
    private readonly Option<ulong> _seed;
    private readonly Option<string[]> _stop;

    public SamplingFlags(Desk desk, Command verb)
    {
        _temperature = Add(desk, verb, "--temperature", _default.Temperature,
            desk.Say("Boldness; 0 takes the likeliest token always", "대담함. 0이면 늘 가장 그럴듯한 토큰"));
        _topK = Add(desk, verb, "--top-k", _default.TopK, desk.Say("Only the so many likeliest; 0 for all",
            "가장 그럴듯한 몇 개만. 0이면 모두"));
        _topP = Add(desk, verb, "--top-p", _default.TopP,
            desk.Say("Only the likeliest that together have this probability", "합쳐서 이 확률이 되는 것까지만"));
        _minP = Add(desk, verb, "--min-p", _default.MinP,
            desk.Say("Only those with this share of the likeliest's probability", "가장 그럴듯한 것의 이 비율 이상만"));
        _penalty = Add(desk, verb, "--repetition-penalty", _default.RepetitionPenalty,
            desk.Say("Above 1 makes what was said less likely", "1보다 크면 나온 말을 덜 씁니다"));
        _seed = Add(desk, verb, "--seed", _default.Seed, desk.Say("Same seed, same text", "시드가 같으면 글도 같습니다"));
        _most = Add(desk, verb, "--max-tokens", _default.MaxTokens, desk.Say("Longest answer", "답의 최대 토큰 수"));
        verb.Options.Add(_stop = new("--stop")
        {
            Description = desk.Say("Text that ends the answer; may be given more than once",
                "나오면 답을 끝낼 글. 여러 번 쓸 수 있습니다"),
            HelpName = desk.Say("TEXT", "글"),
        });
    }

    /// <summary>What was given.</summary>
    /// <exception cref="MisuseException">A value is out of its bounds.</exception>
    public SamplingOptions Read(ParseResult given) => MisuseException.Guard(() => new SamplingOptions
    {
        Temperature = given.GetValue(_temperature), TopK = given.GetValue(_topK), TopP = given.GetValue(_topP),
        MinP = given.GetValue(_minP), RepetitionPenalty = given.GetValue(_penalty), Seed = given.GetValue(_seed),
        MaxTokens = given.GetValue(_most), Stop = [.. given.GetValue(_stop) ?? []],
    });

    private static Option<T> Add<T>(Desk desk, Command verb, string name, T normally, string does)
        where T : struct, INumber<T>, IMinMaxValue<T>
    {
        var option = NumberOption.Make(desk, name, does, normally);
        verb.Options.Add(option);
        return option;
    }
}
