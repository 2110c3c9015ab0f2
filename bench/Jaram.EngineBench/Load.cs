using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Jaram.EngineBench;

/// <summary>Asks a server that speaks OpenAI's API, by as many streams at once as wanted.</summary>
internal static class Load
{
    private const int PromptTokens = 32, AnswerTokens = 128;

    private sealed record Asked(int Tokens, double First);

    /// <summary>Prints tokens a second of all streams, and the median of seconds to the first token of an answer.
    /// </summary>
    /// <param name="url">Where it listens.</param>
    /// <param name="model">The name it serves under.</param>
    /// <param name="vocabulary">Ids of prompts are below this.</param>
    /// <param name="streams">Streams at once.</param>
    /// <param name="requests">Requests of each stream, one after the other.</param>
    public static async Task Measure(string url, string model, int vocabulary, int streams, int requests)
    {
        var once = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero };  // or a server's end of one is a failure
        using var client = new HttpClient(once) { BaseAddress = new(url), Timeout = TimeSpan.FromMinutes(10) };
        await Task.WhenAll(Enumerable.Range(1, streams).Select(stream =>         // both compile or lay out at first
            Ask(client, model, vocabulary, -stream, AnswerTokens)));
        var watch = Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(1, streams).Select(async stream =>
        {
            var told = new List<Asked>();
            for (var i = 0; i < requests; i++)
                told.Add(await Ask(client, model, vocabulary, stream * 1000 + i, AnswerTokens));
            return told;
        }));
        var seconds = watch.Elapsed.TotalSeconds;
        Asked[] all = [.. answers.SelectMany(told => told)];
        if (all.Any(asked => asked.Tokens != AnswerTokens))
            throw new InvalidOperationException($"an answer has {all.Min(a => a.Tokens)} tokens, not {AnswerTokens}");
        double[] first = [.. all.Select(asked => asked.First).Order()];
        Console.WriteLine($"{all.Sum(asked => asked.Tokens) / seconds:f2}\t{first[first.Length / 2]:f3}");
    }

    private static async Task<Asked> Ask(HttpClient client, string model, int vocabulary, int seed, int tokens)
    {
        var random = new Random(seed);
        var body = new
        {
            model, prompt = Enumerable.Range(0, PromptTokens).Select(_ => random.Next(262, vocabulary)).ToArray(),
            max_tokens = tokens, temperature = 0.8, seed, stream = true,
            stream_options = new { include_usage = true },
            logit_bias = new Dictionary<string, int> { ["0"] = -100, ["1"] = -100 },    // no answer ends early
        };
        var watch = Stopwatch.StartNew();
        var first = 0.0;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/completions") { Content = JsonContent.Create(body) };
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        for (var counted = 0; await lines.ReadLineAsync() is { } line;)
        {
            if (!line.StartsWith("data: {", StringComparison.Ordinal)) continue;
            if (first == 0) first = watch.Elapsed.TotalSeconds;
            if (!line.Contains("\"completion_tokens\"", StringComparison.Ordinal)) continue;
            using var json = JsonDocument.Parse(line["data: ".Length..]);
            if (json.RootElement.GetProperty("usage") is { ValueKind: JsonValueKind.Object } usage)
                counted = usage.GetProperty("completion_tokens").GetInt32();
            if (counted > 0) return new(counted, first);
        }
        throw new InvalidOperationException("the stream ended without its usage");
    }
}
