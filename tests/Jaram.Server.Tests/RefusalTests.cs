using System.Net;
using System.Text;

namespace Jaram.Server.Tests;

/// <summary>Nothing that is asked for is ignored: it is done, or refused by its name.</summary>
public sealed class RefusalTests(SharedServer shared) : IClassFixture<SharedServer>
{
    private readonly TinyServer _tiny = shared.Tiny;

    [Theory]
    [InlineData("\"wishes\": 1", "wishes", "unsupported_parameter")]
    [InlineData("\"wishes\": null", "wishes", "unsupported_parameter")]
    [InlineData("\"Temperature\": 1", "Temperature", "unsupported_parameter")]
    [InlineData("\"user\": \"me\"", "user", "unsupported_parameter")]
    [InlineData("\"metadata\": {}", "metadata", "unsupported_parameter")]
    [InlineData("\"audio\": {}", "audio", "unsupported_parameter")]
    [InlineData("\"prediction\": {}", "prediction", "unsupported_parameter")]
    [InlineData("\"reasoning_effort\": \"low\"", "reasoning_effort", "unsupported_parameter")]
    [InlineData("\"verbosity\": \"low\"", "verbosity", "unsupported_parameter")]
    [InlineData("\"web_search_options\": {}", "web_search_options", "unsupported_parameter")]
    [InlineData("\"repetition_penalty\": 1.1", "repetition_penalty", "unsupported_parameter")]
    [InlineData("\"ignore_eos\": true", "ignore_eos", "unsupported_parameter")]
    [InlineData("\"n_discard\": -1", "n_discard", "unsupported_parameter")]
    [InlineData("\"prompt\": \"a\"", "prompt", "unsupported_parameter")]
    [InlineData("\"store\": true", "store", "unsupported_parameter")]
    [InlineData("\"service_tier\": \"priority\"", "service_tier", "unsupported_parameter")]
    [InlineData("\"modalities\": [\"text\",\"audio\"]", "modalities", "unsupported_parameter")]
    [InlineData("\"functions\": []", "functions", "unsupported_parameter")]
    [InlineData("\"function_call\": \"auto\"", "function_call", "unsupported_parameter")]
    [InlineData("\"stream_options\": {\"include_usage\": true}", "stream_options", "unsupported_parameter")]
    [InlineData("\"stream\": true, \"stream_options\": {\"x\": 1}", "stream_options.x", "unsupported_parameter")]
    [InlineData("\"stream\": true, \"stream_options\": {\"include_obfuscation\": true}",
        "stream_options.include_obfuscation", "unsupported_parameter")]
    [InlineData("\"top_logprobs\": 2", "top_logprobs", "unsupported_parameter")]
    [InlineData("\"temperature\": -0.1", "temperature", "invalid_value")]
    [InlineData("\"temperature\": 2.1", "temperature", "invalid_value")]
    [InlineData("\"temperature\": 1e999", "temperature", "invalid_value")]
    [InlineData("\"temperature\": \"NaN\"", "temperature", "invalid_value")]
    [InlineData("\"top_p\": 1.01", "top_p", "invalid_value")]
    [InlineData("\"top_p\": [1]", "top_p", "invalid_value")]
    [InlineData("\"top_k\": -1", "top_k", "invalid_value")]
    [InlineData("\"top_k\": 1.5", "top_k", "invalid_value")]
    [InlineData("\"min_p\": -1", "min_p", "invalid_value")]
    [InlineData("\"frequency_penalty\": 3", "frequency_penalty", "invalid_value")]
    [InlineData("\"presence_penalty\": -3", "presence_penalty", "invalid_value")]
    [InlineData("\"seed\": 99999999999999999999", "seed", "invalid_value")]
    [InlineData("\"n\": 0", "n", "invalid_value")]
    [InlineData("\"n\": 5", "n", "invalid_value")]
    [InlineData("\"n\": 2147483648", "n", "invalid_value")]
    [InlineData("\"max_tokens\": 0", "max_tokens", "invalid_value")]
    [InlineData("\"max_tokens\": -1", "max_tokens", "invalid_value")]
    [InlineData("\"max_completion_tokens\": 1e3", "max_completion_tokens", "invalid_value")]
    [InlineData("\"max_tokens\": 3, \"max_completion_tokens\": 4", "max_tokens", "invalid_value")]
    [InlineData("\"stop\": [\"a\",\"b\",\"c\",\"d\",\"e\"]", "stop", "invalid_value")]
    [InlineData("\"stop\": \"\"", "stop", "invalid_value")]
    [InlineData("\"stop\": [1]", "stop", "invalid_value")]
    [InlineData("\"stop\": \"01234567890123456789012345678901234567890123456789012345678901234\"", "stop", "invalid_value")]
    [InlineData("\"logprobs\": 1", "logprobs", "invalid_value")]
    [InlineData("\"logprobs\": true, \"top_logprobs\": 21", "top_logprobs", "invalid_value")]
    [InlineData("\"logit_bias\": []", "logit_bias", "invalid_value")]
    [InlineData("\"logit_bias\": {\"-1\": 1}", "logit_bias", "invalid_value")]
    [InlineData("\"logit_bias\": {\"300\": 1}", "logit_bias", "invalid_value")]
    [InlineData("\"logit_bias\": {\"a\": 1}", "logit_bias", "invalid_value")]
    [InlineData("\"logit_bias\": {\"7\": 101}", "logit_bias.7", "invalid_value")]
    [InlineData("\"stream\": \"yes\"", "stream", "invalid_value")]
    [InlineData("\"response_format\": {\"type\": \"xml\"}", "response_format.type", "invalid_value")]
    [InlineData("\"response_format\": {\"type\": \"json_schema\"}", "response_format.json_schema", "missing_parameter")]
    [InlineData("\"response_format\": {\"type\": \"json_object\", \"x\": 1}", "response_format.x", "unsupported_parameter")]
    [InlineData("\"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"name\": \"a\", \"schema\": "
        + "{\"type\": \"string\", \"pattern\": \"(\"}}}", "response_format", "invalid_schema")]
    [InlineData("\"tools\": [{}]", "tools[0].function", "missing_parameter")]
    [InlineData("\"tools\": [{\"type\": \"code\"}]", "tools[0].type", "invalid_value")]
    [InlineData("\"tools\": [{\"function\": {\"name\": \"a b\"}}]", "tools[0].function.name", "invalid_value")]
    [InlineData("\"tools\": [{\"function\": {\"name\": \"a\"}}, {\"function\": {\"name\": \"a\"}}]", "tools", "invalid_value")]
    [InlineData("\"tools\": [{\"function\": {\"name\": \"a\", \"parameters\": {\"type\": \"nothing\"}}}]", "tools",
        "invalid_schema")]
    [InlineData("\"tool_choice\": \"required\"", "tool_choice", "invalid_value")]
    [InlineData("\"tools\": [{\"function\": {\"name\": \"a\"}}], \"tool_choice\": {\"type\": \"function\", \"function\": "
        + "{\"name\": \"b\"}}", "tool_choice.function.name", "invalid_value")]
    [InlineData("\"tools\": [{\"function\": {\"name\": \"a\"}}], \"response_format\": {\"type\": \"json_object\"}",
        "response_format", "unsupported_parameter")]
    public async Task A_chat_refuses(string parameter, string named, string code) => (await _tiny.PostAsync(
        "/v1/chat/completions", "{\"model\": \"tiny\", \"messages\": [{\"role\": \"user\", \"content\": \"a\"}], "
        + $"{parameter}}}")).Refuses(400, named, code);

    [Theory]
    [InlineData("[]", "messages", "invalid_value")]
    [InlineData("{}", "messages", "invalid_value")]
    [InlineData("[1]", "messages[0]", "invalid_value")]
    [InlineData("[{\"content\": \"a\", \"role\": \"king\"}]", "messages[0].role", "invalid_value")]
    [InlineData("[{\"role\": \"user\"}]", "messages[0].content", "missing_parameter")]
    [InlineData("[{\"role\": \"user\", \"content\": 1}]", "messages[0].content", "invalid_value")]
    [InlineData("[{\"role\": \"user\", \"content\": [{\"type\": \"image_url\", \"image_url\": {}}]}]",
        "messages[0].content[0].type", "invalid_value")]
    [InlineData("[{\"role\": \"user\", \"content\": [{\"type\": \"text\"}]}]", "messages[0].content[0].text", "missing_parameter")]
    [InlineData("[{\"role\": \"user\", \"content\": \"a\", \"name\": \"b\"}]", "messages[0].name", "unsupported_parameter")]
    [InlineData("[{\"role\": \"user\", \"content\": \"a\", \"tool_calls\": []}]", "messages[0].tool_calls", "unsupported_parameter")]
    [InlineData("[{\"role\": \"tool\", \"content\": \"a\"}]", "messages[0].tool_call_id", "missing_parameter")]
    [InlineData("[{\"role\": \"assistant\", \"content\": \"a\", \"audio\": {}}]", "messages[0].audio", "unsupported_parameter")]
    [InlineData("[{\"role\": \"assistant\", \"tool_calls\": [{\"id\": \"1\", \"type\": \"function\", \"function\": "
        + "{\"name\": \"a\", \"arguments\": \"[]\"}}]}]", "messages[0].tool_calls[0].function", "invalid_value")]
    public async Task A_chat_refuses_messages(string messages, string named, string code) => (await _tiny.PostAsync(
        "/v1/chat/completions", $"{{\"model\": \"tiny\", \"messages\": {messages}}}")).Refuses(400, named, code);

    [Theory]
    [InlineData("\"prompt\": []", "prompt", "invalid_value")]
    [InlineData("\"prompt\": {}", "prompt", "invalid_value")]
    [InlineData("\"prompt\": [[]]", "prompt[0]", "invalid_value")]
    [InlineData("\"prompt\": [300]", "prompt", "invalid_value")]
    [InlineData("\"prompt\": [-1]", "prompt", "invalid_value")]
    [InlineData("\"prompt\": [1, \"a\"]", "prompt", "invalid_value")]
    [InlineData("\"prompt\": [\"a\", 1]", "prompt[1]", "invalid_value")]
    [InlineData("\"prompt\": [1.5]", "prompt", "invalid_value")]
    [InlineData("\"max_tokens\": 1", "prompt", "missing_parameter")]
    [InlineData("\"prompt\": \"a\", \"max_tokens\": 0", "max_tokens", "invalid_value")]
    [InlineData("\"prompt\": \"a\", \"best_of\": 2", "best_of", "unsupported_parameter")]
    [InlineData("\"prompt\": \"a\", \"suffix\": \"b\"", "suffix", "unsupported_parameter")]
    [InlineData("\"prompt\": \"a\", \"logprobs\": 21", "logprobs", "invalid_value")]
    [InlineData("\"prompt\": \"a\", \"logprobs\": true", "logprobs", "invalid_value")]
    [InlineData("\"prompt\": \"a\", \"tools\": []", "tools", "unsupported_parameter")]
    [InlineData("\"prompt\": \"a\", \"truncate_prompt_tokens\": 1", "truncate_prompt_tokens", "unsupported_parameter")]
    [InlineData("\"prompt\": \"a\", \"use_beam_search\": true", "use_beam_search", "unsupported_parameter")]
    public async Task A_completion_refuses(string parameter, string named, string code) => (await _tiny.PostAsync(
        "/v1/completions", $"{{\"model\": \"tiny\", {parameter}}}")).Refuses(400, named, code);

    [Theory]
    [InlineData("/v1/embeddings", "\"input\": \"a\", \"dimensions\": 7", "dimensions", "unsupported_parameter")]
    [InlineData("/v1/embeddings", "\"input\": \"a\", \"encoding_format\": \"hex\"", "encoding_format", "invalid_value")]
    [InlineData("/v1/embeddings", "\"input\": \"a\", \"user\": \"b\"", "user", "unsupported_parameter")]
    [InlineData("/tokenize", "\"prompt\": 1", "prompt", "invalid_value")]
    [InlineData("/tokenize", "\"prompt\": \"a\", \"return_token_strs\": true", "return_token_strs", "unsupported_parameter")]
    [InlineData("/detokenize", "\"tokens\": \"a\"", "tokens", "invalid_value")]
    [InlineData("/detokenize", "\"tokens\": [999]", "tokens", "invalid_value")]
    public async Task Others_refuse(string path, string parameter, string named, string code) =>
        (await _tiny.PostAsync(path, $"{{\"model\": \"tiny\", {parameter}}}")).Refuses(400, named, code);

    [Fact]
    public async Task Another_model_is_not_found() => (await _tiny.PostAsync("/v1/completions",
        "{\"model\": \"gpt-5\", \"prompt\": \"a\"}")).Refuses(404, "model", "model_not_found");

    [Fact]
    public async Task Nothing_is_cut_off_and_both_numbers_are_told()
    {
        var ids = string.Join(",", Enumerable.Repeat(9, 2040));
        var refused = await _tiny.PostAsync("/v1/completions",
            $"{{\"model\": \"tiny\", \"prompt\": [{ids}], \"max_tokens\": 9}}");
        refused.Refuses(400, "", "context_length_exceeded");
        Assert.Equal("the prompt has 2040 tokens and the answer may have 9, the context holds 2048; "
            + "shorten the prompt or ask for a shorter answer", refused.Error.GetProperty("message").GetString());
        (await _tiny.PostAsync("/v1/completions", $"{{\"model\": \"tiny\", \"prompt\": [{ids}], \"max_tokens\": 8}}")).Good();
        (await _tiny.PostAsync("/v1/embeddings", $"{{\"model\": \"tiny\", \"input\": [{ids},{ids}]}}"))
            .Refuses(400, "", "context_length_exceeded");
    }

    [Theory]
    [InlineData("", "invalid_body")]
    [InlineData("nonsense", "invalid_body")]
    [InlineData("[]", "invalid_body")]
    [InlineData("\"a\"", "invalid_body")]
    [InlineData("null", "invalid_body")]
    [InlineData("{\"model\": \"tiny\",}", "invalid_body")]
    [InlineData("{\"model\": \"tiny\"} {}", "invalid_body")]
    [InlineData("{\"model\": \"tiny\" /* why */}", "invalid_body")]
    [InlineData("{\"model\": \"tiny\", \"model\": \"tiny\"}", "invalid_body")]
    [InlineData("{\"model\": \"tiny\", \"mod\\u0065l\": \"tiny\"}", "invalid_body")]
    [InlineData("{\"model\": NaN}", "invalid_body")]
    [InlineData("{\"model\": \"\\ud800\"}", "invalid_body")]
    [InlineData("{\"\\udc00\": 1}", "invalid_body")]
    [InlineData("{'model': 'tiny'}", "invalid_body")]
    [InlineData("\ufeff{\"model\": \"tiny\"}", "invalid_body")]
    public async Task A_body_that_is_no_request_is_refused(string body, string code) =>
        (await _tiny.PostAsync("/v1/completions", body)).Refuses(400, "", code);

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_refused() => (await _tiny.SendAsync(Post(
        [.. "{\"model\": \"tiny\", \"prompt\": \""u8, 0xED, 0xA0, 0x80, .. "\"}"u8]))).Refuses(400, "", "invalid_body");

    [Theory]
    [InlineData(31, 400, "unsupported_parameter")]
    [InlineData(32, 400, "invalid_body")]
    [InlineData(100_000, 400, "invalid_body")]
    public async Task A_body_is_32_deep_at_most(int depth, int status, string code)
    {
        var reaction = await _tiny.PostAsync("/v1/completions", "{\"model\": \"tiny\", \"prompt\": \"a\", \"x\": "
            + new string('[', depth) + new string(']', depth) + "}");
        Assert.Equal((status, code), ((int)reaction.Status, reaction.Error.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_body_is_a_mebibyte_at_most() => (await _tiny.PostAsync("/v1/completions",
        $"{{\"model\": \"tiny\", \"prompt\": \"{new string('a', 1 << 20)}\"}}")).Refuses(413, "", "too_large");

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data")]
    public async Task A_form_of_a_web_page_is_refused(string type)
    {
        var request = Post("{\"model\": \"tiny\", \"prompt\": \"a\"}"u8.ToArray());
        request.Content!.Headers.ContentType = new(type);
        (await _tiny.SendAsync(request)).Refuses(415, "", "not_json");
    }

    [Theory]
    [InlineData("GET", "/v1/chat/completions", 405, "wrong_method")]
    [InlineData("DELETE", "/v1/models", 405, "wrong_method")]
    [InlineData("OPTIONS", "/v1/chat/completions", 405, "wrong_method")]
    [InlineData("GET", "/", 404, "unknown_url")]
    [InlineData("GET", "/v1", 404, "unknown_url")]
    [InlineData("GET", "/../../etc/passwd", 404, "unknown_url")]
    [InlineData("GET", "/v1/models/%2e%2e", 404, "unknown_url")]
    [InlineData("POST", "/v1/responses", 404, "unknown_url")]
    public async Task Other_paths_and_methods_are_refused(string method, string path, int status, string code) =>
        (await _tiny.SendAsync(new(new HttpMethod(method), path))).Refuses(status, "", code);

    [Fact]
    public async Task No_answer_gives_leave_to_other_sites()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/v1/models") { Headers = { { "Origin", "https://evil.example" } } };
        var reaction = await _tiny.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, reaction.Status);
        Assert.DoesNotContain(reaction.Headers, header => header.Key.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_id_of_a_request_is_the_servers_own()
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/health") { Headers = { { "X-Request-Id", "mine" } } };
        Assert.StartsWith("req-", (await _tiny.SendAsync(request)).Headers.GetValues("X-Request-Id").Single(),
            StringComparison.Ordinal);
    }

    private static HttpRequestMessage Post(byte[] body) => new(HttpMethod.Post, "/v1/completions")
        { Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } } };
}
