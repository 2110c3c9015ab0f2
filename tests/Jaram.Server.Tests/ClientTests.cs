using System.ClientModel;
using System.Text.Json;
using Jaram.Server.Hosting;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using OpenAI;

namespace Jaram.Server.Tests;

/// <summary>What .NET programs see: OpenAI's own client over the socket, and the model in the process.</summary>
public sealed class ClientTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TinyServer _tiny = shared.Tiny;

    private static CancellationToken Patience => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("over HTTP")]
    [InlineData("in the process")]
    public async Task A_chat_is_answered(string way)
    {
        using var client = Client(way);
        var options = new ChatOptions { MaxOutputTokens = 12, Temperature = 0, StopSequences = ["zzz"] };
        var answer = await client.GetResponseAsync("우물", options, Patience);
        Assert.Equal(ChatFinishReason.Length, answer.FinishReason);
        Assert.Equal(12, answer.Usage!.OutputTokenCount);
        Assert.Equal("tiny", answer.ModelId);
        var pieces = new List<ChatResponseUpdate>();
        await foreach (var piece in client.GetStreamingResponseAsync("우물", options, Patience)) pieces.Add(piece);
        Assert.Equal(answer.Text, string.Concat(pieces.Select(piece => piece.Text)));
        Assert.Equal(12, pieces.ToChatResponse().Usage!.OutputTokenCount);
    }

    [Fact]
    public async Task Both_ways_lead_to_the_same_words()
    {
        using ChatClientPair pair = new(Client("over HTTP"), Client("in the process"));
        var options = new ChatOptions { MaxOutputTokens = 30, Seed = 7, Temperature = 0.5f };
        Assert.Equal((await pair.Far.GetResponseAsync("the well", options, Patience)).Text,
            (await pair.Near.GetResponseAsync("the well", options, Patience)).Text);
    }

    [Theory]
    [InlineData("over HTTP")]
    [InlineData("in the process")]
    public async Task A_tool_is_called(string way)
    {
        using var client = Client(way);
        var tool = AIFunctionFactory.CreateDeclaration("weather", "날씨", Schema("city", "\"서울\", \"부산\""));
        var answer = await client.GetResponseAsync("날씨", new()
            { Tools = [tool], ToolMode = ChatToolMode.RequireAny, MaxOutputTokens = 200, Seed = 2 }, Patience);
        Assert.Equal(ChatFinishReason.ToolCalls, answer.FinishReason);
        var call = answer.Messages.SelectMany(m => m.Contents).OfType<FunctionCallContent>().Single();
        Assert.Equal("weather", call.Name);
        Assert.Contains(call.Arguments!["city"]!.ToString(), (string[])["서울", "부산"]);
        List<ChatMessage> talk = [new(ChatRole.User, "날씨"), .. answer.Messages,
            new(ChatRole.Tool, [new FunctionResultContent(call.CallId, "맑음")])];
        Assert.NotNull(await client.GetResponseAsync(talk, new() { MaxOutputTokens = 3 }, Patience));
    }

    [Theory]
    [InlineData("over HTTP")]
    [InlineData("in the process")]
    public async Task An_answer_is_held_to_a_schema(string way)
    {
        using var client = Client(way);
        var answer = await client.GetResponseAsync("수", new() { MaxOutputTokens = 100, Seed = 1,
            ResponseFormat = ChatResponseFormat.ForJsonSchema(Schema("n", "1, 2, 3"), "n") }, Patience);
        Assert.Matches("^\\{\"n\": ?[1-3]\\}$", answer.Text);
    }

    [Fact]
    public async Task Vectors_are_the_same_both_ways()
    {
        using var near = new JaramEmbeddingGenerator(_tiny.Model);
        using var far = Far().GetEmbeddingClient("tiny").AsIEmbeddingGenerator();
        var (here, there) = (await near.GenerateAsync(["우물", "mill"], null, Patience),
            await far.GenerateAsync(["우물", "mill"], null, Patience));
        Assert.Equal(there.Select(e => e.Vector.ToArray()), here.Select(e => e.Vector.ToArray()));
        Assert.Equal(there.Usage!.InputTokenCount, here.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task What_is_not_obeyed_is_refused_in_the_process_too()
    {
        using var client = Client("in the process");
        foreach (var options in (ChatOptions[])[new() { ModelId = "gpt-5" }, new() { Temperature = 101 },
            new() { ConversationId = "a" }, new() { MaxOutputTokens = 0 }, new() { StopSequences = [""] },
            new() { AdditionalProperties = new() { ["x"] = 1 } }, new() { MaxOutputTokens = 4000 }])
            await Assert.ThrowsAsync<ServerException>(() => client.GetResponseAsync("a", options, Patience));
        await Assert.ThrowsAsync<ServerException>(() => client.GetResponseAsync(
            [new(ChatRole.User, [new DataContent("data:image/png;base64,AAAA")])], null, Patience));
    }

    [Fact]
    public async Task An_error_is_told_to_the_client()
    {
        var refused = await Assert.ThrowsAsync<ClientResultException>(() => Far().GetChatClient("gpt-5")
            .CompleteChatAsync("a"));
        Assert.Equal(404, refused.Status);
        Assert.Contains("only 'tiny'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_gets_its_model_from_its_services()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddJaram(new() { Model = "nowhere" }).AddChatClient().AddEmbeddingGenerator().AddHealthCheck();
        services.AddSingleton(_ => TinyServer.Open(new() { Model = "tiny" }));  // in place of the one that is not there
        await using var provider = services.BuildServiceProvider();
        var answer = await provider.GetRequiredService<IChatClient>().GetResponseAsync("a", new() { MaxOutputTokens = 2 }, Patience);
        Assert.Equal(2, answer.Usage!.OutputTokenCount);
        Assert.Single(await provider.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>()
            .GenerateAsync(["a"], null, Patience));
        Assert.Equal(HealthStatus.Healthy,
            (await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync(Patience)).Status);
    }

    [Fact]
    public async Task A_caller_who_goes_leaves_his_seat()
    {
        using var client = Client("in the process");
        using var gone = new CancellationTokenSource();
        var read = client.GetResponseAsync("a", new() { MaxOutputTokens = 1900 }, gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
        while (_tiny.Model.Load != (0, 0)) await Task.Delay(1, Patience);
    }

    private OpenAIClient Far() => new(new ApiKeyCredential("none"), new() { Endpoint = new(_tiny.Server.Address, "/v1") });

    private IChatClient Client(string way) => way == "over HTTP"
        ? Far().GetChatClient("tiny").AsIChatClient()
        : new JaramChatClient(_tiny.Model);

    /// <summary>An object of one property that is one of some values.</summary>
    private static JsonElement Schema(string property, string values) => JsonDocument.Parse("{\"type\": \"object\", "
        + $"\"properties\": {{\"{property}\": {{\"enum\": [{values}]}}}}, \"required\": [\"{property}\"], "
        + "\"additionalProperties\": false}").RootElement;

    private sealed record ChatClientPair(IChatClient Far, IChatClient Near) : IDisposable
    {
        public void Dispose()
        {
            Far.Dispose();
            Near.Dispose();
        }
    }
}
