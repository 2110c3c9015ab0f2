using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Jaram.Checkpoints;
using Jaram.Inference.Loading;
using Jaram.Inference.Tests;
using Jaram.Inference.Weights;
using Jaram.Server.Serving;
using Jaram.Tokenizers;

namespace Jaram.Server.Tests;

/// <summary>A small model with random weights behind a real socket.</summary>
internal sealed class TinyServer : IAsyncDisposable
{
    private static readonly Lazy<Tokenizer> _tokenizer = new(() => BpeTrainer.Train(
        ["the village has a well and a mill and the miller has a house beside the well, the mayor said so and all agreed",
            "마을에는 우물이 있고 방앗간이 있고 사람들이 산다. 마을 사람들은 우물에서 물을 긷는다."],
        new() { Vocabulary = 300 }, null));

    private TinyServer(ServedModel model, JaramServer server)
    {
        (Model, Server) = (model, server);
        // a client that goes is gone: by itself this one would first read on for two seconds
        Client = new(new SocketsHttpHandler { MaxResponseDrainSize = 0 }) { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(2) };
    }

    public static Tokenizer Tokenizer => _tokenizer.Value;

    public ServedModel Model { get; }

    public JaramServer Server { get; }

    public HttpClient Client { get; }

    /// <summary>Opens the model; the same weights every time.</summary>
    /// <param name="options">How it is served.</param>
    /// <param name="time">Null for the system's.</param>
    public static ServedModel Open(JaramOptions options, TimeProvider? time = null)
    {
        var design = RandomModel.Design("attention");
        var engine = options.Engine with { Weights = WeightPlan.Of("f32"), Threads = 1, CacheBytes = 1 << 27 };
        var source = RandomModel.Weights(design, engine);
        return new(new("tiny", design, Tokenizer, new RaisedWeights(source, Digest.Of("tiny"u8), 7, 0)),
            Jaram.Inference.Engine.Load(design, source, engine), options, time ?? TimeProvider.System);
    }

    public static async Task<TinyServer> StartAsync(JaramOptions? options = null, ServerOptions? listening = null,
        TimeProvider? time = null)
    {
        var model = Open(options ?? new() { Model = "tiny" }, time);
        return new(model, await JaramServer.StartAsync(model, (listening ?? new()) with { Port = 0 }, default));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DrainAsync();
        await Server.DisposeAsync();
        Model.Dispose();
    }

    public async Task<Reaction> PostAsync(string path, string json) => await SendAsync(new(HttpMethod.Post, path)
        { Content = new StringContent(json, Encoding.UTF8, "application/json") });

    public async Task<Reaction> GetAsync(string path) => await SendAsync(new(HttpMethod.Get, path));

    public async Task<Reaction> SendAsync(HttpRequestMessage request)
    {
        using var response = await Client.SendAsync(request);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers,
            response.Content.Headers.ContentType?.ToString() ?? "");
    }
}

/// <summary>The system's clock, but each look of the scheduler takes it a millisecond: an answer of 1,900 tokens lasts
/// seconds, however fast the machine is.</summary>
internal sealed class UnhurriedTime : TimeProvider
{
    public override long GetTimestamp()
    {
        if (Thread.CurrentThread.Name == "jaram scheduler") Thread.Sleep(1);
        return base.GetTimestamp();
    }
}

/// <summary>What the server said.</summary>
internal sealed record Reaction(HttpStatusCode Status, string Text, HttpResponseHeaders Headers, string ContentType)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public JsonElement Error => Json.GetProperty("error");

    /// <summary>The body, once it is sure that all is well.</summary>
    public JsonElement Good()
    {
        Assert.True(Status == HttpStatusCode.OK, $"{(int)Status} {Text}");
        return Json;
    }

    /// <summary>Fails unless it is a refusal in OpenAI's form.</summary>
    public void Refuses(int status, string parameter, string code)
    {
        Assert.Equal((status, parameter, code), ((int)Status, Error.GetProperty("param").GetString() ?? "",
            Error.GetProperty("code").GetString()));
        Assert.NotEqual("", Error.GetProperty("message").GetString());
        Assert.NotEqual("", Error.GetProperty("type").GetString());
    }
}

/// <summary>One server for all tests of a class.</summary>
public sealed class SharedServer : IAsyncLifetime
{
    internal TinyServer Tiny { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Tiny = await TinyServer.StartAsync();

    public ValueTask DisposeAsync() => Tiny.DisposeAsync();
}
