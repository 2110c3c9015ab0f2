using Jaram.Assay.Tasks.Asking;
using Jaram.Checkpoints;
using Jaram.Inference;
using Jaram.Inference.Loading;
using Jaram.Inference.Tests;
using Jaram.Inference.Weights;
using Jaram.Server;
using Jaram.Server.Serving;
using Jaram.Tokenizers;

namespace Jaram.Assay.Tests.Tasks;

/// <summary>A small model with random weights, here and behind a socket.</summary>
internal sealed class TinyModel : IAsyncDisposable
{
    private static readonly Lazy<Tokenizer> _tokenizer = new(() => BpeTrainer.Train(
        ["the village has a well and a mill and the miller has a house beside the well, the mayor said so and all agreed",
            "마을에는 우물이 있고 방앗간이 있고 사람들이 산다. 마을 사람들은 우물에서 물을 긷는다.",
            "في القرية بئر وطاحونة، ويسكن الطحان بجانب البئر."],
        new() { Vocabulary = 300 }, null));

    private readonly ServedModel _served;
    private readonly JaramServer _server;

    private TinyModel(ServedModel served, JaramServer server) => (_served, _server) = (served, server);

    public static Tokenizer Tokenizer => _tokenizer.Value;

    /// <summary>Up to and with /v1.</summary>
    public Uri Address => new(_server.Address, "v1");

    public static UsableModel Usable
    {
        get
        {
            var design = RandomModel.Design("attention");
            return new("tiny", design, Tokenizer,
                new RaisedWeights(RandomModel.Weights(design, Options), Digest.Of("tiny"u8), 7, 0));
        }
    }

    private static EngineOptions Options => new() { Weights = WeightPlan.Of("f32"), Threads = 1, CacheBytes = 1 << 27 };

    /// <summary>The model in this process; the engine is let go of with the process.</summary>
    public static LocalSubject Local()
    {
        var model = Usable;
        return new(model, model.Weights.Start(model.Design, Options, _ => { }), "tiny", TimeProvider.System);
    }

    public static async Task<TinyModel> ServeAsync()
    {
        var served = ServedModel.Open(Usable, new() { Model = "tiny", Engine = Options }, TimeProvider.System, _ => { });
        return new(served, await JaramServer.StartAsync(served, new() { Port = 0 }, default));
    }

    public Task<EndpointSubject> SubjectAsync(int atOnce = 4) =>
        EndpointSubject.OpenAsync(new(Address, "", "", 0, atOnce, TimeSpan.FromMinutes(1)), default);

    public async ValueTask DisposeAsync()
    {
        await _server.DrainAsync();
        await _server.DisposeAsync();
        _served.Dispose();
    }
}
