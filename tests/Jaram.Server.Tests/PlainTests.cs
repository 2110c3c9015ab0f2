using System.Text.Json;
using Jaram.Inference;
using Jaram.Inference.Caching;

namespace Jaram.Server.Tests;

public sealed class PlainTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TinyServer _tiny = shared.Tiny;

    [Fact]
    public async Task Models_are_listed()
    {
        var card = (await _tiny.GetAsync("/v1/models")).Good().GetProperty("data")[0];
        Assert.Equal(("tiny", "model", "jaram"), (card.GetProperty("id").GetString(),
            card.GetProperty("object").GetString(), card.GetProperty("owned_by").GetString()));
        var facts = card.GetProperty("jaram");
        Assert.Equal((7, 2048), (facts.GetProperty("step").GetInt32(), facts.GetProperty("context").GetInt32()));
        Assert.Equal(card.GetRawText(), (await _tiny.GetAsync("/v1/models/tiny")).Good().GetRawText());
        var other = await _tiny.GetAsync("/v1/models/%EB%8B%AC");
        other.Refuses(404, "model", "model_not_found");
    }

    [Theory]
    [InlineData("밝은 달 🌙 <|end|> the")]
    [InlineData("")]
    public async Task Tokens_come_back_as_their_text(string text)
    {
        var ids = (await _tiny.PostAsync("/tokenize", $"{{\"prompt\": {JsonSerializer.Serialize(text)}, "
            + "\"add_special_tokens\": false}")).Good().GetProperty("tokens");
        var back = (await _tiny.PostAsync("/detokenize", $"{{\"tokens\": {ids.GetRawText()}}}")).Good();
        Assert.Equal(text, back.GetProperty("prompt").GetString());
    }

    [Fact]
    public async Task The_end_token_is_its_own_name()
    {
        var facts = (await _tiny.GetAsync("/tokenizer_info")).Good();
        var name = facts.GetProperty("eos_token").GetString()!;
        var ids = (await _tiny.PostAsync("/tokenize", $"{{\"prompt\": \"{name}\", \"add_special_tokens\": false}}")).Good();
        Assert.Equal(Jaram.Tokenizers.Tokenizer.End, ids.GetProperty("tokens")[0].GetInt32());
        Assert.Equal(1, ids.GetProperty("count").GetInt32());
        Assert.NotEqual("", facts.GetProperty("chat_template").GetString());
    }

    [Fact]
    public async Task A_vector_is_the_mean_of_what_the_model_makes_of_each_token()
    {
        var ids = TinyServer.Tokenizer.EncodePrompt("마을에는 우물이 있고");
        var answer = (await _tiny.PostAsync("/v1/embeddings",
            "{\"model\": \"tiny\", \"input\": [\"마을에는 우물이 있고\", \"the well\"]}")).Good();
        var vector = answer.GetProperty("data")[0].GetProperty("embedding").EnumerateArray().Select(v => v.GetSingle()).ToArray();
        var wanted = Mean(ids);
        Assert.Equal(96, vector.Length);
        for (var i = 0; i < vector.Length; i++) Assert.Equal(wanted[i], vector[i], 1e-6);
        Assert.Equal(1, vector.Sum(v => (double)v * v), 1e-6);
        Assert.StartsWith("mean", answer.GetProperty("jaram").GetProperty("pooling").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, answer.GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task A_vector_in_Base64_has_the_same_bits()
    {
        var plain = (await _tiny.PostAsync("/v1/embeddings", "{\"model\": \"tiny\", \"input\": \"a\"}")).Good();
        var coded = (await _tiny.PostAsync("/v1/embeddings",
            "{\"model\": \"tiny\", \"input\": \"a\", \"encoding_format\": \"base64\"}")).Good();
        var bytes = coded.GetProperty("data")[0].GetProperty("embedding").GetBytesFromBase64();
        Assert.Equal(plain.GetProperty("data")[0].GetProperty("embedding").EnumerateArray().Select(v => v.GetSingle()),
            Enumerable.Range(0, 96).Select(i => BitConverter.ToSingle(bytes, 4 * i)));
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_is_told(string path) =>
        Assert.Equal("ok", (await _tiny.GetAsync(path)).Good().GetProperty("status").GetString());

    [Fact]
    public async Task Figures_are_told_under_their_names()
    {
        await _tiny.PostAsync("/v1/completions", "{\"model\": \"tiny\", \"prompt\": \"a\", \"max_tokens\": 5}");
        await _tiny.PostAsync("/v1/embeddings", "{\"model\": \"tiny\", \"input\": \"a\"}");
        var page = await _tiny.GetAsync("/metrics");
        Assert.StartsWith("text/plain; version=0.0.4", page.ContentType, StringComparison.Ordinal);
        foreach (var name in (string[])
            ["gen_ai_server_request_duration_seconds", "gen_ai_server_time_to_first_token_seconds",
                "gen_ai_server_time_per_output_token_seconds", "gen_ai_client_token_usage", "jaram_energy_joules_total",
                "jaram_cost_won_total", "jaram_cache_known_tokens_total", "jaram_orders", "jaram_weights_bytes"])
            Assert.Contains($"# TYPE {name} ", page.Text, StringComparison.Ordinal);
        Assert.Contains("gen_ai_operation_name=\"embeddings\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("jaram_orders{state=\"waiting\"} 0\n", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_assumed_is_told()
    {
        var facts = (await _tiny.GetAsync("/props")).Good();
        Assert.Equal(182 * 1.3, facts.GetProperty("assumptions").GetProperty("prices").GetProperty("won_per_kilowatt_hour").GetDouble());
        Assert.Equal(2048, facts.GetProperty("limits").GetProperty("context").GetInt32());
        Assert.True(facts.GetProperty("engine").GetProperty("weight_bytes").GetInt64() > 100_000);
    }

    /// <summary>The same by an engine of its own, without the scheduler.</summary>
    private static double[] Mean(int[] ids)
    {
        using var engine = Inference.Tests.RandomModel.Load("attention", cache: new Inference.EngineOptions().Cache, threads: 1);
        using var batch = new Batch();
        using Sequence text = engine.Begin();
        batch.Add(text, ids, Scored.States);
        engine.Run(batch);
        var sum = new double[96];
        for (var row = 0; row < ids.Length; row++)
            for (var i = 0; i < sum.Length; i++) sum[i] += batch.State(row)[i];
        var length = Math.Sqrt(sum.Sum(value => value * value));
        return [.. sum.Select(value => value / length)];
    }
}
