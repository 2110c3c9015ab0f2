using System.Text.Json;

namespace Jaram.Server.Tests;

/// <summary>Answers that are held to a schema, and calls of tools; the model itself is random.</summary>
public sealed class HoldingTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private const string Tools = "\"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"weather\", \"description\": "
        + "\"날씨\", \"parameters\": {\"type\": \"object\", \"properties\": {\"city\": {\"enum\": [\"서울\", \"부산\"]}}, "
        + "\"required\": [\"city\"], \"additionalProperties\": false}}}]";

    private readonly TinyServer _tiny = shared.Tiny;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task An_answer_obeys_a_schema_whatever_the_model_wants(int seed)
    {
        var answer = (await ChatAsync($"\"seed\": {seed}, \"max_tokens\": 400, \"response_format\": {{\"type\": \"json_schema\", "
            + "\"json_schema\": {\"name\": \"p\", \"schema\": {\"type\": \"object\", \"properties\": {\"age\": {\"type\": "
            + "\"integer\", \"minimum\": 0, \"maximum\": 120}, \"kind\": {\"enum\": [\"우물\", \"방앗간\"]}}, \"required\": "
            + "[\"age\", \"kind\"], \"additionalProperties\": false}}}")).Good().GetProperty("choices")[0];
        Assert.Equal("stop", answer.GetProperty("finish_reason").GetString());
        var said = JsonDocument.Parse(answer.GetProperty("message").GetProperty("content").GetString()!).RootElement;
        Assert.InRange(said.GetProperty("age").GetInt32(), 0, 120);
        Assert.Contains(said.GetProperty("kind").GetString(), (string[])["우물", "방앗간"]);
    }

    [Theory]
    [InlineData("\"required\"")]
    [InlineData("{\"type\": \"function\", \"function\": {\"name\": \"weather\"}}")]
    public async Task A_tool_that_must_be_called_is_called(string choice)
    {
        var answer = (await ChatAsync($"\"seed\": 5, \"max_tokens\": 200, {Tools}, \"tool_choice\": {choice}")).Good()
            .GetProperty("choices")[0];
        Assert.Equal("tool_calls", answer.GetProperty("finish_reason").GetString());
        Assert.Equal(JsonValueKind.Null, answer.GetProperty("message").GetProperty("content").ValueKind);
        Check(answer.GetProperty("message").GetProperty("tool_calls")[0]);
    }

    [Fact]
    public async Task A_streamed_call_is_a_delta_before_the_end()
    {
        var stream = await ChatAsync($"\"max_tokens\": 200, \"stream\": true, {Tools}, \"tool_choice\": \"required\"");
        var choices = stream.Text.Split("\n\n")[..^2].Select(one => JsonDocument.Parse(one[6..]).RootElement
            .GetProperty("choices")[0]).ToList();
        Assert.Equal("tool_calls", choices[^1].GetProperty("finish_reason").GetString());
        var call = choices[^2].GetProperty("delta").GetProperty("tool_calls")[0];
        Assert.Equal(0, call.GetProperty("index").GetInt32());
        Check(call);
    }

    [Fact]
    public async Task A_model_that_begins_a_call_by_itself_finishes_it()
    {
        // id 2 is <|system|>, which begins a call in our own layout
        var answer = (await ChatAsync($"\"max_tokens\": 200, {Tools}, \"logit_bias\": {{\"2\": 100}}")).Good()
            .GetProperty("choices")[0];
        Assert.Equal("tool_calls", answer.GetProperty("finish_reason").GetString());
        Check(answer.GetProperty("message").GetProperty("tool_calls")[0]);
    }

    [Fact]
    public async Task A_call_and_its_answer_can_be_read_back() => (await _tiny.PostAsync("/v1/chat/completions",
        "{\"model\": \"tiny\", \"max_tokens\": 3, \"messages\": [{\"role\": \"user\", \"content\": \"a\"}, {\"role\": "
        + "\"assistant\", \"content\": null, \"refusal\": null, \"tool_calls\": [{\"id\": \"call-1\", \"type\": \"function\", "
        + "\"function\": {\"name\": \"weather\", \"arguments\": \"{}\"}}]}, {\"role\": \"tool\", \"tool_call_id\": \"call-1\", "
        + "\"content\": \"맑음\"}]}")).Good();

    [Fact]
    public async Task A_schema_that_costs_too_much_is_refused_soon()
    {
        var nested = string.Concat(Enumerable.Repeat("{\"type\":\"string\",\"pattern\":\"^(a{1,200}b{1,200}){1,200}$\"},", 20));
        var reaction = await ChatAsync("\"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"name\": \"p\", "
            + $"\"schema\": {{\"anyOf\": [{nested.TrimEnd(',')}]}}}}}}");
        reaction.Refuses(400, "response_format", "invalid_schema");
    }

    private static void Check(JsonElement call)
    {
        Assert.StartsWith("call-", call.GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal("weather", call.GetProperty("function").GetProperty("name").GetString());
        var arguments = JsonDocument.Parse(call.GetProperty("function").GetProperty("arguments").GetString()!).RootElement;
        Assert.Contains(arguments.GetProperty("city").GetString(), (string[])["서울", "부산"]);
    }

    private Task<Reaction> ChatAsync(string settings) => _tiny.PostAsync("/v1/chat/completions",
        "{\"model\": \"tiny\", \"messages\": [{\"role\": \"user\", \"content\": \"우물\"}], " + settings + "}");
}
