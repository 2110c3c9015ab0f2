using System.Text.Json;
using Jaram.Inference.Serving;

namespace Jaram.Server.Tests;

public sealed class CompletionTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TinyServer _tiny = shared.Tiny;

    [Theory]
    [InlineData("the village has a well")]
    [InlineData("마을에는 우물이 있고 밝은 달")]
    public async Task Scores_over_HTTP_are_those_in_the_process(string text)
    {
        int[] ids = TinyServer.Tokenizer.Encode(text);
        var body = $"{{\"model\": \"tiny\", \"prompt\": [{string.Join(",", ids)}], \"temperature\": 0, \"max_tokens\": 1, "
            + "\"logprobs\": 1, \"seed\": 1234, \"echo\": true}";
        var told = (await _tiny.PostAsync("/v1/completions", body)).Good().GetProperty("choices")[0].GetProperty("logprobs");
        var wanted = await InProcessAsync(ids);
        var probabilities = told.GetProperty("token_logprobs").EnumerateArray().ToList();
        Assert.Equal(ids.Length + 1, probabilities.Count);
        Assert.Equal(JsonValueKind.Null, probabilities[0].ValueKind);
        Assert.Equal(JsonValueKind.Null, told.GetProperty("top_logprobs")[0].ValueKind);
        for (var i = 1; i < ids.Length; i++) Assert.Equal(wanted[i].LogProbability, probabilities[i].GetSingle());
    }

    [Fact]
    public async Task Greedy_tokens_are_told_by_exact_equality()
    {
        var ids = TinyServer.Tokenizer.Encode("물을 긷는다 the mayor");
        var body = $"{{\"model\": \"tiny\", \"prompt\": [{string.Join(",", ids)}], \"temperature\": 0, \"max_tokens\": 20, "
            + "\"logprobs\": 1, \"echo\": true}";
        var told = (await _tiny.PostAsync("/v1/completions", body)).Good().GetProperty("choices")[0].GetProperty("logprobs");
        var wanted = await InProcessAsync(ids);
        for (var i = 1; i < told.GetProperty("tokens").GetArrayLength(); i++)
        {
            var most = told.GetProperty("top_logprobs")[i].EnumerateObject().Max(entry => entry.Value.GetDouble());
            var isGreedy = told.GetProperty("token_logprobs")[i].GetDouble() == most;
            Assert.Equal(i >= ids.Length || wanted[i].Alternatives[0].Id == ids[i], isGreedy);
        }
    }

    [Fact]
    public async Task An_echo_begins_the_text_and_offsets_count_characters()
    {
        const string prompt = "밝은 달 🌙 the";
        var choice = (await _tiny.PostAsync("/v1/completions", "{\"model\": \"tiny\", \"prompt\": \"" + prompt
            + "\", \"max_tokens\": 0, \"logprobs\": 2, \"echo\": true}")).Good().GetProperty("choices")[0];
        Assert.Equal(prompt, choice.GetProperty("text").GetString());
        Assert.Equal("length", choice.GetProperty("finish_reason").GetString());
        var logprobs = choice.GetProperty("logprobs");
        Assert.Equal(TinyServer.Tokenizer.Encode(prompt).Length, logprobs.GetProperty("tokens").GetArrayLength());
        var offsets = logprobs.GetProperty("text_offset").EnumerateArray().Select(o => o.GetInt32()).ToList();
        Assert.Equal(0, offsets[0]);
        Assert.Equal(offsets.Order(), offsets);
        Assert.InRange(offsets[^1], 0, prompt.EnumerateRunes().Count() - 1);
    }

    [Fact]
    public async Task Pieces_of_characters_that_look_alike_keep_the_likeliest()
    {
        var body = "{\"model\": \"tiny\", \"prompt\": \"마\", \"max_tokens\": 4, \"temperature\": 0, \"logprobs\": 20}";
        var told = (await _tiny.PostAsync("/v1/completions", body)).Good().GetProperty("choices")[0].GetProperty("logprobs");
        for (var i = 0; i < 4; i++)
            Assert.Equal(told.GetProperty("token_logprobs")[i].GetDouble(),
                told.GetProperty("top_logprobs")[i].EnumerateObject().Max(entry => entry.Value.GetDouble()));
    }

    [Fact]
    public async Task Prompts_of_all_four_kinds_are_answered_in_their_order()
    {
        var ids = string.Join(",", TinyServer.Tokenizer.Encode("well").Prepend(Jaram.Tokenizers.Tokenizer.Bos));
        var texts = new List<string>();
        foreach (var prompt in new[] { "\"well\"", "[\"mill\", \"well\"]", $"[{ids}]", $"[[{ids}], [5, 6, 7]]" })
            texts.AddRange((await _tiny.PostAsync("/v1/completions", $"{{\"model\": \"tiny\", \"prompt\": {prompt}, "
                + "\"temperature\": 0, \"max_tokens\": 8}")).Good().GetProperty("choices").EnumerateArray()
                .Select(choice => choice.GetProperty("text").GetString()!));
        Assert.Equal(6, texts.Count);
        Assert.Equal([texts[0], texts[0], texts[0]], [texts[2], texts[3], texts[4]]);
    }

    [Fact]
    public async Task A_stream_of_completions_is_the_whole_in_pieces()
    {
        const string settings = "\"model\": \"tiny\", \"prompt\": [\"the\", \"마\"], \"seed\": 4, \"max_tokens\": 20";
        var whole = (await _tiny.PostAsync("/v1/completions", $"{{{settings}}}")).Good().GetProperty("choices");
        var texts = new string[2];
        var stream = await _tiny.PostAsync("/v1/completions", $"{{{settings}, \"stream\": true}}");
        foreach (var one in stream.Text.Split("\n\n")[..^2])
        {
            var choice = JsonDocument.Parse(one[6..]).RootElement.GetProperty("choices")[0];
            texts[choice.GetProperty("index").GetInt32()] += choice.GetProperty("text").GetString();
        }
        Assert.EndsWith("data: [DONE]\n\n", stream.Text, StringComparison.Ordinal);
        Assert.Equal(whole.EnumerateArray().Select(choice => choice.GetProperty("text").GetString()), texts);
    }

    [Fact]
    public async Task The_token_that_ends_an_answer_is_scored_too()
    {
        var body = "{\"model\": \"tiny\", \"prompt\": [9, 10], \"max_tokens\": 1, \"logprobs\": 1, \"echo\": true, "
            + "\"logit_bias\": {\"1\": 100}}";
        var choice = (await _tiny.PostAsync("/v1/completions", body)).Good().GetProperty("choices")[0];
        Assert.Equal("stop", choice.GetProperty("finish_reason").GetString());
        Assert.Equal(3, choice.GetProperty("logprobs").GetProperty("tokens").GetArrayLength());
        Assert.Equal("<|end|>", choice.GetProperty("logprobs").GetProperty("tokens")[2].GetString());
    }

    private async Task<List<ScoredToken>> InProcessAsync(int[] ids)
    {
        var answer = _tiny.Model.Order(new()
        {
            Prompt = [.. ids], Sampling = new(), ScoresPrompt = true, TellsProbabilities = true, Alternatives = 1, MostTokens = 0,
        });
        return await answer.Tokens.ReadAllAsync().ToListAsync();
    }
}
