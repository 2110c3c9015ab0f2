using System.CommandLine;
using Jaram.Assay.Tasks.Asking;
using Jaram.Cli.Generating;
using Jaram.Inference;
using Jaram.Inference.Loading;
using Jaram.Inference.Weights;

namespace Jaram.Cli.Assaying;

/// <summary>How models that are asked are run here, or reached behind an address.</summary>
internal sealed class AskedModelFlags
{
    /// <summary>Caches take a quarter of the memory at most.</summary>
    private const int Quarter = 4;

    private readonly Desk _desk;
    private readonly Option<string?> _model, _key, _weights;
    private readonly Option<int?> _longest;
    private readonly Option<int> _atOnce, _threads;
    private readonly Option<double> _timeout;

    public AskedModelFlags(Desk desk, Command verb)
    {
        _desk = desk;
        _weights = WeightsOption.Make(desk);
        _threads = NumberOption.Make(desk, "--threads", desk.Say("Threads that compute", "계산할 스레드 수"),
            new EngineOptions().Threads, 1, 1024);
        _model = Word("--model", desk.Say("NAME", "이름"), desk.Say(
            "Of an address: the model's name; left out, its first", "주소일 때: 모델 이름. 없으면 첫 모델"));
        _key = Word("--key-file", desk.Say("FILE", "파일"),
            desk.Say("Of an address: a file with its key", "주소일 때: 키가 든 파일"));
        _longest = NumberOption.MakeOpen<int>(desk, "--longest", desk.Say(
            "Of an address: tokens that it can read; left out, as it says, or else 2048",
            "주소일 때: 읽을 수 있는 토큰 수. 없으면 주소가 말하는 대로, 말이 없으면 2048"), 16, 1 << 24);
        _atOnce = NumberOption.Make(desk, "--at-once", desk.Say("Of an address: questions at once", "주소일 때: 한 번에 물을 수"),
            1, 1, 1024);
        _timeout = NumberOption.Make(desk, "--timeout",
            desk.Say("Of an address: seconds for an answer", "주소일 때: 답을 기다릴 초"), 300.0, 0.1, 86_400);
        Option[] all = [_weights, _threads, _model, _key, _longest, _atOnce, _timeout];
        foreach (var option in all) verb.Options.Add(option);
    }

    /// <summary>Opens the model.</summary>
    /// <exception cref="MisuseException">There is none.</exception>
    /// <exception cref="SubjectException">Nobody answers at the address.</exception>
    public OpenedSubject Open(ParseResult given, string word)
    {
        if (Address(word) is { } address)
        {
            var key = given.GetValue(_key) is { } file ? File.ReadAllText(file).Trim() : "";
            var subject = EndpointSubject.OpenAsync(new EndpointAddress(address, given.GetValue(_model) ?? "", key,
                given.GetValue(_longest) ?? 0, given.GetValue(_atOnce),
                TimeSpan.FromSeconds(given.GetValue(_timeout))), CancellationToken.None).GetAwaiter().GetResult();
            return new(subject, [subject]);
        }
        var model = MisuseException.Guard(() => UsableModel.Open(word, new()));
        var options = new EngineOptions
        {
            Weights = WeightPlan.Of(given.GetValue(_weights) ?? model.UsualWeights), Threads = given.GetValue(_threads),
            CacheBytes = Math.Min(new EngineOptions().CacheBytes,
                GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Quarter),
        };
        var engine = model.Weights.Start(model.Design, options, new PackingNote(_desk).Tell);
        var local = new LocalSubject(model, engine, word, _desk.Time);
        return new(local, [local, engine]);
    }

    /// <summary>An address, where a word is one.</summary>
    /// <exception cref="MisuseException">It begins like one and is none.</exception>
    public static Uri? Address(string word) =>
        word.StartsWith("http://", StringComparison.Ordinal) || word.StartsWith("https://", StringComparison.Ordinal)
            ? Uri.TryCreate(word, UriKind.Absolute, out var address)
                ? address
                : throw new MisuseException($"{word}: is no address; correct it")
            : null;

    private static Option<string?> Word(string name, string value, string does) =>
        new(name) { Description = does, HelpName = value };
}

/// <summary>A model that is ready to be asked.</summary>
/// <param name="Subject">The model.</param>
/// <param name="Held">What is let go of afterwards, in that order.</param>
internal sealed record OpenedSubject(ISubject Subject, IReadOnlyList<IDisposable> Held) : IDisposable
{
    public void Dispose()
    {
        foreach (var held in Held) held.Dispose();
    }
}
