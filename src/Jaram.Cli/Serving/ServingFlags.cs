using System.CommandLine;
using System.Net;
using Jaram.Cli.Generating;
using Jaram.Inference.Loading;
using Jaram.Inference.Weights;
using Jaram.Server;
using Jaram.Server.Keeping;

namespace Jaram.Cli.Serving;

/// <summary>The options of jaram serve.</summary>
internal sealed class ServingFlags
{
    private readonly Option<int> _port, _seats, _threads, _cache;
    private readonly Option<double> _tariff, _hour, _watts;
    private readonly Option<string> _host;
    private readonly Option<string?> _keys, _weights;
    private readonly Option<string[]> _names;

    public ServingFlags(Desk desk, Command verb)
    {
        var (server, engine) = (new ServerOptions(), new JaramOptions { Model = "" });
        verb.Options.Add(_port = NumberOption.Make(desk, "--port", desk.Say("Port; 0 takes any that is free",
            "포트. 0이면 비어 있는 아무 포트"), server.Port, 0, IPEndPoint.MaxPort));
        verb.Options.Add(_host = new("--host")
        {
            Description = desk.Say("Address listened on; others than this machine's own need --keys",
                "들을 주소. 이 컴퓨터 안이 아니면 --keys가 있어야 합니다"),
            HelpName = desk.Say("ADDRESS", "주소"), DefaultValueFactory = _ => server.Address.ToString(),
        });
        verb.Options.Add(_names = new("--host-name")
        {
            Description = desk.Say("A name that others call this machine by; may be given more than once",
                "남들이 이 컴퓨터를 부르는 이름. 여러 번 쓸 수 있습니다"),
            HelpName = desk.Say("NAME", "이름"),
        });
        verb.Options.Add(_keys = new("--keys")
        {
            Description = desk.Say("File with the SHA-256 of each key that is let in, 64 hex digits a line",
                "들여보낼 키의 SHA-256이 한 줄에 16진수 64자리씩 있는 파일"),
            HelpName = desk.Say("FILE", "파일"),
        });
        verb.Options.Add(_weights = WeightsOption.Make(desk));
        verb.Options.Add(_seats = NumberOption.Make(desk, "--seats", desk.Say("Requests served at once", "동시에 답할 요청 수"),
            engine.Scheduling.Seats, 1, 1024));
        verb.Options.Add(_threads = NumberOption.Make(desk, "--threads", desk.Say("Threads that compute", "계산할 스레드 수"),
            engine.Engine.Threads, 1, 1024));
        verb.Options.Add(_cache = NumberOption.Make(desk, "--cache-mb", desk.Say("Memory for texts, in MB",
            "글을 기억할 메모리(MB)"), (int)(engine.Engine.CacheBytes >> 20), 1, 1 << 24));
        verb.Options.Add(_tariff = NumberOption.Make(desk, "--won-per-kwh", desk.Say("What a kilowatt-hour costs",
            "1킬로와트시의 값(원)"), engine.Prices.WonPerKilowattHour, 0, 1e9));
        verb.Options.Add(_hour = NumberOption.Make(desk, "--won-per-hour", desk.Say("What an hour of the machine costs",
            "컴퓨터 1시간의 값(원)"), engine.Prices.WonPerHour, 0, 1e9));
        verb.Options.Add(_watts = NumberOption.Make(desk, "--watts-per-core", desk.Say(
            "Watts of a busy core, where no energy counter can be read", "에너지 계수기를 읽지 못할 때 바쁜 코어 하나의 와트"),
            engine.Prices.WattsPerCore, 0, 1e6));
    }

    /// <summary>How a model is run.</summary>
    /// <param name="given">What was given.</param>
    /// <param name="folder">The model's folder.</param>
    /// <param name="model">The model in it.</param>
    public JaramOptions Running(ParseResult given, string folder, UsableModel model) => new()
    {
        Model = folder,
        Engine = new()
        {
            Weights = WeightPlan.Of(given.GetValue(_weights) ?? model.UsualWeights), Threads = given.GetValue(_threads),
            CacheBytes = (long)given.GetValue(_cache) << 20,
        },
        Scheduling = new() { Seats = given.GetValue(_seats) },
        Prices = new()
        {
            WonPerKilowattHour = given.GetValue(_tariff), WonPerHour = given.GetValue(_hour),
            WattsPerCore = given.GetValue(_watts),
        },
    };

    /// <summary>Where and to whom it is served.</summary>
    /// <exception cref="MisuseException">The address is none.</exception>
    /// <exception cref="ServerException">The keys cannot be read.</exception>
    public ServerOptions Listening(ParseResult given)
    {
        var host = given.GetRequiredValue(_host);
        if (!IPAddress.TryParse(host == "localhost" ? "127.0.0.1" : host, out var address))
            throw new MisuseException($"--host must be an address such as 127.0.0.1 or ::1, got '{host}'; correct it");
        return new()
        {
            Address = address, Port = given.GetValue(_port), HostNames = [.. given.GetValue(_names) ?? []],
            Keys = given.GetValue(_keys) is { } file ? KeyRing.Read(file) : KeyRing.None,
        };
    }
}
