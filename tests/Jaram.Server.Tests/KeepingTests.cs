using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Jaram.Server.Keeping;

namespace Jaram.Server.Tests;

/// <summary>Who is let in, and what happens when there is no room.</summary>
public sealed class KeepingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-server-").FullName;

    private static CancellationToken Patience => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("Bearer correct horse", 200)]
    [InlineData("bearer correct horse", 200)]
    [InlineData("Bearer correct horsf", 401)]
    [InlineData("Bearer ", 401)]
    [InlineData("Bearer", 401)]
    [InlineData("Basic correct horse", 401)]
    [InlineData("correct horse", 401)]
    [InlineData("", 401)]
    public async Task A_key_lets_in(string said, int status)
    {
        await using var tiny = await TinyServer.StartAsync(listening: new() { Keys = Ring("correct horse", "another") });
        foreach (var path in new[] { "/v1/models", "/metrics", "/props" })
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (said != "") request.Headers.TryAddWithoutValidation("Authorization", said);
            var reaction = await tiny.SendAsync(request);
            Assert.Equal(status, (int)reaction.Status);
            if (status == 401) reaction.Refuses(401, "", "invalid_api_key");
        }
        Assert.Equal(HttpStatusCode.OK, (await tiny.GetAsync("/health/live")).Status);
    }

    [Fact]
    public async Task Tenants_share_no_beginnings_of_texts()
    {
        await using var tiny = await TinyServer.StartAsync(listening: new() { Keys = Ring("one", "two") });
        var (first, again, other) = (await Known(tiny, "one"), await Known(tiny, "one"), await Known(tiny, "two"));
        Assert.Equal((0, true, 0), (first, again > 0, other));
    }

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("LOCALHOST:1234", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("[::1]:80", 200)]
    [InlineData("10.0.0.7", 200)]
    [InlineData("model.school.kr", 200)]
    [InlineData("evil.example", 421)]
    [InlineData("localhost.evil.example", 421)]
    [InlineData("127.0.0.1.evil.example", 421)]
    public async Task Only_this_machines_names_are_answered(string host, int status)
    {
        await using var tiny = await TinyServer.StartAsync(listening: new() { HostNames = ["model.school.kr"] });
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models") { Headers = { Host = host } };
        Assert.Equal(status, (int)(await tiny.SendAsync(request)).Status);
    }

    [Fact]
    public async Task An_address_that_others_reach_needs_keys()
    {
        using var model = TinyServer.Open(new() { Model = "tiny" });
        var refused = await Assert.ThrowsAsync<ServerException>(
            () => JaramServer.StartAsync(model, new() { Address = IPAddress.Any, Port = 0 }, Patience));
        Assert.StartsWith("0.0.0.0 can be reached by others", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_in_use_is_told()
    {
        await using var tiny = await TinyServer.StartAsync();
        var refused = await Assert.ThrowsAsync<ServerException>(
            () => JaramServer.StartAsync(tiny.Model, new() { Port = tiny.Server.Address.Port }, Patience));
        Assert.Contains("is in use; choose another", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "has no key")]
    [InlineData("# nothing\n\n", "has no key")]
    [InlineData("abc", "line 1: is not the SHA-256")]
    [InlineData("# a\nzz00000000000000000000000000000000000000000000000000000000000000", "line 2: is not the SHA-256")]
    public void A_file_of_keys_is_read_strictly(string content, string says)
    {
        var path = Path.Combine(_folder, "keys");
        File.WriteAllText(path, content);
        Assert.Contains(says, Assert.Throws<ServerException>(() => KeyRing.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_keys_that_is_not_there_is_told() => Assert.Contains("cannot be read",
        Assert.Throws<ServerException>(() => KeyRing.Read(Path.Combine(_folder, "none"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_caller_who_goes_leaves_his_seat_at_once()
    {
        await using var tiny = await TinyServer.StartAsync(time: new UnhurriedTime());
        var quickest = long.MaxValue;                                   // other tests may have the processor meanwhile
        for (var i = 0; i < 8; i++)
        {
            using var gone = new CancellationTokenSource();
            using var request = Chat("\"max_tokens\": 1900, \"stream\": true, \"logit_bias\": {\"0\": -100, \"1\": -100}");
            using var response = await tiny.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, gone.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(gone.Token);
            _ = await stream.ReadAsync(new byte[64], gone.Token);
            var watch = Stopwatch.StartNew();
            while (tiny.Model.Load.Served == 0 && watch.ElapsedMilliseconds < 5000) await Task.Delay(1, Patience);
            Assert.Equal(1, tiny.Model.Load.Served);
            response.Dispose();
            watch.Restart();
            while (tiny.Model.Load.Served > 0 && watch.ElapsedMilliseconds < 5000) await Task.Delay(1, Patience);
            Assert.Equal(0, tiny.Model.Load.Served);
            quickest = Math.Min(quickest, watch.ElapsedMilliseconds);
        }
        Assert.True(quickest < 100, $"{quickest} ms");
    }

    [Fact]
    public async Task A_full_queue_says_when_to_try_again()
    {
        await using var tiny = await TinyServer.StartAsync(
            new() { Model = "tiny", Scheduling = new() { Seats = 1, MostWaiting = 1 } }, time: new UnhurriedTime());
        using var gone = new CancellationTokenSource();
        var long_ = new List<Task>();
        var watch = Stopwatch.StartNew();
        for (var waiting = 0; waiting < 2; waiting++)
        {
            long_.Add(tiny.Client.SendAsync(Chat("\"max_tokens\": 1900, \"logit_bias\": {\"0\": -100, \"1\": -100}"), gone.Token));
            while (tiny.Model.Load != (1, waiting) && watch.Elapsed < TimeSpan.FromSeconds(20)) await Task.Delay(1, Patience);
        }
        var refused = await tiny.SendAsync(Chat("\"max_tokens\": 1"));
        refused.Refuses(429, "", "queue_full");
        Assert.Equal("1", refused.Headers.GetValues("Retry-After").Single());
        await gone.CancelAsync();
        foreach (var one in long_) await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        while (tiny.Model.Load != (0, 0) && watch.Elapsed < TimeSpan.FromSeconds(20)) await Task.Delay(1, Patience);
        (await tiny.SendAsync(Chat("\"max_tokens\": 1"))).Good();
    }

    [Fact]
    public async Task A_server_that_ends_finishes_what_runs_and_takes_nothing_new()
    {
        await using var tiny = await TinyServer.StartAsync(time: new UnhurriedTime());
        var running = tiny.SendAsync(Chat("\"max_tokens\": 300, \"logit_bias\": {\"0\": -100, \"1\": -100}"));
        while (tiny.Model.Load.Served == 0) await Task.Delay(1, Patience);
        var ended = tiny.Server.DrainAsync();
        (await running).Good();
        await ended;
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => tiny.SendAsync(Chat("\"max_tokens\": 1")));
    }

    [Fact]
    public async Task A_request_takes_no_longer_than_it_may()
    {
        await using var tiny = await TinyServer.StartAsync(new() { Model = "tiny", AnswerTime = TimeSpan.FromSeconds(1),
            Scheduling = new() { Seats = 1 } }, time: new UnhurriedTime());
        var prompts = string.Join(", ", Enumerable.Repeat("\"the\"", 4));
        (await tiny.PostAsync("/v1/completions", $"{{\"model\": \"tiny\", \"prompt\": [{prompts}], \"n\": 2, "
            + "\"max_tokens\": 2000, \"logit_bias\": {\"0\": -100, \"1\": -100}}")).Refuses(504, "", "timeout");
        var watch = Stopwatch.StartNew();
        while (tiny.Model.Load != (0, 0) && watch.Elapsed < TimeSpan.FromSeconds(5)) await Task.Delay(1, Patience);
        Assert.Equal((0, 0), tiny.Model.Load);
    }

    [Fact]
    public async Task Connections_are_limited()
    {
        await using var tiny = await TinyServer.StartAsync(listening: new() { MostConnections = 2 });
        var sockets = new List<TcpClient>();
        for (var i = 0; i < 3; i++)
        {
            sockets.Add(new());
            await sockets[i].ConnectAsync(tiny.Server.Address.Host, tiny.Server.Address.Port, Patience);
            await Task.Delay(50, Patience);
        }
        var buffer = new byte[1];
        Assert.Equal(0, await sockets[2].GetStream().ReadAsync(buffer, Patience));        // closed at once
        foreach (var socket in sockets) socket.Dispose();
    }

    [Theory]
    [InlineData("GET /health HTTP/1.1\r\n\r\n")]
    [InlineData("GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST /tokenize HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    [InlineData("GET /health HTTP/9.9\r\nHost: localhost\r\n\r\n")]
    [InlineData("\0\0\0\0\r\n\r\n")]
    public async Task Bytes_that_are_no_request_are_not_answered_as_one(string bytes)
    {
        await using var tiny = await TinyServer.StartAsync();
        Assert.DoesNotContain(" 200 ", await RawAsync(tiny, bytes), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await tiny.GetAsync("/health")).Status);
    }

    [Fact]
    public async Task Headers_and_lines_are_limited()
    {
        await using var tiny = await TinyServer.StartAsync();
        var large = await RawAsync(tiny, $"GET /health HTTP/1.1\r\nHost: localhost\r\nX: {new string('a', 16_400)}\r\n\r\n");
        Assert.Contains(" 431 ", large, StringComparison.Ordinal);
        var many = string.Concat(Enumerable.Range(0, 70).Select(i => $"X{i}: a\r\n"));
        Assert.Contains(" 431 ", await RawAsync(tiny, $"GET /health HTTP/1.1\r\nHost: localhost\r\n{many}\r\n"),
            StringComparison.Ordinal);
        Assert.Contains(" 414 ", await RawAsync(tiny, $"GET /{new string('a', 5000)} HTTP/1.1\r\nHost: localhost\r\n\r\n"),
            StringComparison.Ordinal);
    }

    private KeyRing Ring(params string[] keys)
    {
        var path = Path.Combine(_folder, "ring");
        File.WriteAllLines(path, keys.Select(key => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))));
        return KeyRing.Read(path);
    }

    private static async Task<string> RawAsync(TinyServer tiny, string bytes)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(tiny.Server.Address.Host, tiny.Server.Address.Port);
        var stream = socket.GetStream();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes), patience.Token);
            await stream.CopyToAsync(answer, patience.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException) { }
        return Encoding.Latin1.GetString(answer.ToArray());
    }

    private static async Task<int> Known(TinyServer tiny, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/completions")
        {
            Content = new StringContent($"{{\"model\": \"tiny\", \"prompt\": \"{new string('x', 200)}\", \"max_tokens\": 1}}",
                Encoding.UTF8, "application/json"),
            Headers = { Authorization = new("Bearer", key) },
        };
        return (await tiny.SendAsync(request)).Good().GetProperty("usage").GetProperty("prompt_tokens_details")
            .GetProperty("cached_tokens").GetInt32();
    }

    private static HttpRequestMessage Chat(string settings) => new(HttpMethod.Post, "/v1/chat/completions")
    {
        Content = new StringContent("{\"model\": \"tiny\", \"messages\": [{\"role\": \"user\", \"content\": \"a\"}], "
            + settings + "}", Encoding.UTF8, "application/json"),
    };
}
