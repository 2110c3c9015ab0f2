using System.Text.Json;
using System.Text.RegularExpressions;

namespace Jaram.Server.Tests;

public sealed partial class ChatTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Hello = "\"model\": \"tiny\", \"messages\": [{\"role\": \"user\", \"content\": \"우물\"}]";

    private readonly TinyServer _tiny = shared.Tiny;

    [Fact]
    public async Task A_chat_is_answered()
    {
        var answer = (await ChatAsync("\"max_tokens\": 12, \"temperature\": 0")).Good();
        Assert.Equal("chat.completion", Text(answer, "object"));
        Assert.Equal("tiny", Text(answer, "model"));
        Assert.StartsWith("chatcmpl-", Text(answer, "id"), StringComparison.Ordinal);
        var choice = answer.GetProperty("choices")[0];
        Assert.Equal("assistant", Text(choice.GetProperty("message"), "role"));
        Assert.Equal("length", Text(choice, "finish_reason"));
        var usage = answer.GetProperty("usage");
        Assert.Equal(12, Whole(usage, "completion_tokens"));
        Assert.Equal(Whole(usage, "prompt_tokens") + 12, Whole(usage, "total_tokens"));
        Assert.Equal("estimated", Text(usage.GetProperty("jaram").GetProperty("won"), "how"));
        Assert.Equal("measured", Text(usage.GetProperty("jaram").GetProperty("cache_bytes"), "how"));
        Assert.True(usage.GetProperty("jaram").GetProperty("joules").GetProperty("value").GetDouble() > 0);
    }

    [Fact]
    public async Task A_stream_has_the_same_text_and_the_form_of_OpenAI()
    {
        const string settings = "\"max_tokens\": 9, \"temperature\": 0.9, \"seed\": 5";
        var whole = Content((await ChatAsync(settings)).Good());
        var stream = await ChatAsync(settings + ", \"stream\": true");
        Assert.Equal("text/event-stream; charset=utf-8", stream.ContentType);
        var events = stream.Text.Split("\n\n");
        Assert.Equal(["data: [DONE]", ""], events[^2..]);
        Assert.All(events[..^2], one => Assert.StartsWith("data: {", one, StringComparison.Ordinal));
        var chunks = events[..^2].Select(one => JsonDocument.Parse(one[6..]).RootElement).ToList();
        Assert.Equal(whole, string.Concat(chunks.Select(chunk => Delta(chunk).TryGetProperty("content", out var text)
            ? text.GetString() : "")));
        var (head, tail) = (Masked(events[0]), Masked(events[^3]));
        const string common = "\"object\":\"chat.completion.chunk\",\"created\":0,\"model\":\"tiny\","
            + "\"system_fingerprint\":\"FP\",\"choices\":[{\"index\":0,";
        Assert.Equal("data: {\"id\":\"ID\"," + common
            + "\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"logprobs\":null,\"finish_reason\":null}]}", head);
        Assert.Equal("data: {\"id\":\"ID\"," + common
            + "\"delta\":{},\"logprobs\":null,\"finish_reason\":\"length\"}]}", tail);
    }

    [Fact]
    public async Task A_stream_ends_with_the_cost_if_it_is_asked_for()
    {
        var stream = await ChatAsync(
            "\"max_tokens\": 3, \"stream\": true, \"stream_options\": {\"include_usage\": true}");
        var chunks = stream.Text.Split("\n\n")[..^2].Select(one => JsonDocument.Parse(one[6..]).RootElement).ToList();
        Assert.All(chunks[..^1], chunk => Assert.Equal(JsonValueKind.Null, chunk.GetProperty("usage").ValueKind));
        Assert.Equal(0, chunks[^1].GetProperty("choices").GetArrayLength());
        Assert.Equal(3, Whole(chunks[^1].GetProperty("usage"), "completion_tokens"));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_text_and_the_answer_tells_it()
    {
        var first = (await ChatAsync("\"max_tokens\": 20")).Good();
        var seed = first.GetProperty("usage").GetProperty("jaram").GetProperty("seed").GetUInt64();
        Assert.Equal(Content(first), Content((await ChatAsync($"\"max_tokens\": 20, \"seed\": {seed}")).Good()));
        Assert.NotEqual(Content(first), Content((await ChatAsync($"\"max_tokens\": 20, \"seed\": {seed + 1}")).Good()));
    }

    [Fact]
    public async Task Each_choice_has_a_seed_of_its_own()
    {
        var both = (await ChatAsync("\"max_tokens\": 20, \"seed\": 3, \"n\": 2")).Good().GetProperty("choices");
        Assert.Equal(2, both.GetArrayLength());
        var alone = (await ChatAsync("\"max_tokens\": 20, \"seed\": 4")).Good();
        Assert.Equal(Content(alone), Text(both[1].GetProperty("message"), "content"));
    }

    [Fact]
    public async Task Streamed_choices_come_together_and_are_told_apart()
    {
        const string settings = "\"max_tokens\": 15, \"seed\": 3, \"n\": 3";
        var whole = (await ChatAsync(settings)).Good().GetProperty("choices");
        var texts = new string[3];
        foreach (var one in (await ChatAsync(settings + ", \"stream\": true")).Text.Split("\n\n")[..^2])
        {
            var choice = JsonDocument.Parse(one[6..]).RootElement.GetProperty("choices")[0];
            if (choice.GetProperty("delta").TryGetProperty("content", out var text))
                texts[Whole(choice, "index")] += text.GetString();
        }
        Assert.Equal(whole.EnumerateArray().Select(choice => Text(choice.GetProperty("message"), "content")), texts);
    }

    [Fact]
    public async Task A_stop_text_ends_the_answer_wherever_tokens_end()
    {
        var whole = Content((await ChatAsync("\"max_tokens\": 60, \"seed\": 8")).Good());
        for (var at = 3; at + 3 < whole.Length; at += 7)
        {
            if (char.IsLowSurrogate(whole[at]) || char.IsHighSurrogate(whole[at + 2])) continue;
            var stop = JsonSerializer.Serialize(whole.Substring(at, 3));
            var settings = $"\"max_tokens\": 60, \"seed\": 8, \"stop\": [{stop}]";
            var cut = (await ChatAsync(settings)).Good();
            Assert.Equal(whole[..whole.IndexOf(whole.Substring(at, 3), StringComparison.Ordinal)], Content(cut));
            Assert.Equal("stop", Text(cut.GetProperty("choices")[0], "finish_reason"));
            var stream = await ChatAsync(settings + ", \"stream\": true");
            Assert.Equal(Content(cut), string.Concat(stream.Text.Split("\n\n")[..^2]
                .Select(one => Delta(JsonDocument.Parse(one[6..]).RootElement))
                .Select(delta => delta.TryGetProperty("content", out var text) ? text.GetString() : "")));
        }
    }

    [Fact]
    public async Task Probabilities_are_told_beside_the_likeliest()
    {
        var answer = (await ChatAsync(
            "\"max_tokens\": 5, \"temperature\": 0, \"logprobs\": true, \"top_logprobs\": 3")).Good();
        var content = answer.GetProperty("choices")[0].GetProperty("logprobs").GetProperty("content");
        Assert.Equal(5, content.GetArrayLength());
        foreach (var token in content.EnumerateArray())
        {
            Assert.Equal(3, token.GetProperty("top_logprobs").GetArrayLength());
            Assert.Equal(token.GetProperty("logprob").GetDouble(),
                token.GetProperty("top_logprobs")[0].GetProperty("logprob").GetDouble());
            Assert.NotEqual(0, token.GetProperty("bytes").GetArrayLength());
        }
    }

    [Fact]
    public async Task A_conversation_that_goes_on_is_not_read_again()
    {
        var long_ = new string('a', 400);
        var body = "{\"model\": \"tiny\", \"max_tokens\": 2, \"messages\": [{\"role\": \"system\", \"content\": \"" + long_
            + "\"}, {\"role\": \"user\", \"content\": [{\"type\": \"text\", \"text\": \"물\"}]}]}";
        await _tiny.PostAsync("/v1/chat/completions", body);
        var usage = (await _tiny.PostAsync("/v1/chat/completions", body)).Good().GetProperty("usage");
        var known = Whole(usage.GetProperty("prompt_tokens_details"), "cached_tokens");
        Assert.InRange(known, Whole(usage, "prompt_tokens") - 17, Whole(usage, "prompt_tokens") - 1);
    }

    private Task<Reaction> ChatAsync(string settings) =>
        _tiny.PostAsync("/v1/chat/completions", $"{{{Hello}, {settings}}}");

    private static string Masked(string line) => Created().Replace(Id().Replace(Print().Replace(line,
        "\"system_fingerprint\":\"FP\""), "\"id\":\"ID\""), "\"created\":0");

    private static JsonElement Delta(JsonElement chunk) => chunk.GetProperty("choices")[0].GetProperty("delta");

    private static string Content(JsonElement answer) =>
        Text(answer.GetProperty("choices")[0].GetProperty("message"), "content");

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static int Whole(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    [GeneratedRegex("\"id\":\"chatcmpl-[0-9a-f]{24}\"")]
    private static partial Regex Id();

    [GeneratedRegex("\"created\":[0-9]+")]
    private static partial Regex Created();

    [GeneratedRegex("\"system_fingerprint\":\"[0-9a-f]{12}-f32\"")]
    private static partial Regex Print();
}
