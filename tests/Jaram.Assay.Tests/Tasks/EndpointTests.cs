using Jaram.Assay.Tasks;
using Jaram.Assay.Tasks.Asking;
using Jaram.Assay.Tasks.Recording;

namespace Jaram.Assay.Tests.Tasks;

/// <summary>What endpoints do wrong is told in one line, and what they said before is kept.</summary>
public sealed class EndpointTests : IDisposable
{
    private const string Models = """{"data": [{"id": "m"}]}""", Tokens = """{"tokens": [5, 6, 7]}""";

    private readonly TaskFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("answered 500: the GPU fell over", """{"error": {"message": "the GPU\nfell over"}}""", 500)]
    [InlineData("answered 401: no key", """{"error": "no key"}""", 401)]
    [InlineData("sent half an answer, or no JSON: {\"choices\": [{\"text\": \"ab", "{\"choices\": [{\"text\": \"ab", 200)]
    [InlineData("answered without text in OpenAI's form", """{"choices": []}""", 200)]
    [InlineData("answered without text in OpenAI's form", "[]", 200)]
    public async Task What_an_endpoint_does_wrong_is_one_line(string says, string body, int status)
    {
        await using var endpoint = new BrokenEndpoint(line => line switch
        {
            _ when line.Contains("/v1/models", StringComparison.Ordinal) => BrokenEndpoint.Json(Models),
            _ when line.Contains("/tokenizer_info", StringComparison.Ordinal) => BrokenEndpoint.Json("{}", 404),
            _ => BrokenEndpoint.Json(body, status),
        });
        using var subject = await OpenAsync(endpoint, TimeSpan.FromMinutes(1));
        var wrong = await Assert.ThrowsAsync<SubjectException>(() => WriteAsync(subject));
        Assert.Contains(says, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', wrong.Message);
    }

    [Fact]
    public async Task An_endpoint_that_breaks_off_is_told_of()
    {
        await using var endpoint = new BrokenEndpoint(line => line.Contains("/v1/models", StringComparison.Ordinal)
            ? BrokenEndpoint.Json(Models)
            : line.Contains("/tokenizer_info", StringComparison.Ordinal) ? BrokenEndpoint.Json("{}", 404)
            : BrokenEndpoint.Json(new string('x', 1000))[..300]);
        using var subject = await OpenAsync(endpoint, TimeSpan.FromMinutes(1));
        var wrong = await Assert.ThrowsAsync<SubjectException>(() => WriteAsync(subject));
        Assert.Contains("see whether it runs", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_stalls_is_given_up()
    {
        await using var endpoint = new BrokenEndpoint(line => line.Contains("/v1/models", StringComparison.Ordinal)
            ? BrokenEndpoint.Json(Models)
            : line.Contains("/tokenizer_info", StringComparison.Ordinal) ? BrokenEndpoint.Json("{}", 404) : null);
        using var subject = await OpenAsync(endpoint, TimeSpan.FromSeconds(2));
        var wrong = await Assert.ThrowsAsync<SubjectException>(() => WriteAsync(subject));
        Assert.Contains("gave no whole answer within 2 s; raise --timeout", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_at_an_address_is_told_of()
    {
        var nobody = new Uri("http://127.0.0.1:9/v1");
        var wrong = await Assert.ThrowsAsync<SubjectException>(() =>
            EndpointSubject.OpenAsync(new(nobody, "", "", 0, 1, TimeSpan.FromSeconds(20)), TestContext.Current.CancellationToken));
        Assert.Contains("see whether it runs and the address is right", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_does_not_score_prompts_is_refused_and_not_scored_at_chance()
    {
        // llama-server tells only of the token that it wrote: ggml-org/llama.cpp #27174
        await using var endpoint = new BrokenEndpoint(line =>
            line.Contains("/v1/models", StringComparison.Ordinal) ? BrokenEndpoint.Json(Models)
            : line.Contains("/tokenize", StringComparison.Ordinal) ? BrokenEndpoint.Json(Tokens)
            : BrokenEndpoint.Json("""{"choices": [{"logprobs": {"token_logprobs": [-1.5], "top_logprobs": [{"a": -1.5}]}}]}"""));
        using var subject = await OpenAsync(endpoint, TimeSpan.FromMinutes(1));
        var wrong = await Assert.ThrowsAsync<SubjectException>(() => subject.ScoreAsync([5, 6, 7], 1, TestContext.Current.CancellationToken));
        Assert.Contains("told 1 log-probabilities for 3 tokens", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("it does not score prompts", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hiccup_is_asked_again_and_a_redirect_is_not_followed()
    {
        var asked = 0;
        await using var endpoint = new BrokenEndpoint(line =>
            line.Contains("/v1/models", StringComparison.Ordinal) ? BrokenEndpoint.Json(Models)
            : line.Contains("/tokenizer_info", StringComparison.Ordinal) ? BrokenEndpoint.Json("{}", 404)
            : asked++ == 0 ? BrokenEndpoint.Json("busy", 503) : BrokenEndpoint.Json("""{"choices": [{"text": "well"}]}"""));
        using var subject = await OpenAsync(endpoint, TimeSpan.FromMinutes(1));
        Assert.Equal("well", (await WriteAsync(subject)).Text);

        await using var elsewhere = new BrokenEndpoint(_ =>
            $"HTTP/1.1 302 x\r\nLocation: {endpoint.Address}/models\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        var before = endpoint.Requests;
        await Assert.ThrowsAsync<SubjectException>(() => OpenAsync(elsewhere, TimeSpan.FromMinutes(1)));
        Assert.Equal(before, endpoint.Requests);
    }

    [Fact]
    public async Task Answers_before_a_failure_are_kept_and_the_same_command_goes_on()
    {
        var (left, isMended) = (3, false);
        await using var endpoint = new BrokenEndpoint(line =>
            line.Contains("/v1/models", StringComparison.Ordinal) ? BrokenEndpoint.Json(Models)
            : line.Contains("/tokenizer_info", StringComparison.Ordinal) ? BrokenEndpoint.Json("{}", 404)
            : isMended || left-- > 0 ? BrokenEndpoint.Json("""{"choices": [{"text": "well"}]}""") : BrokenEndpoint.Json("{}", 400));
        var task = _folder.Task("t", "output_type: generate_until\ndoc_to_text: \"{{q}}\"\ndoc_to_target: a",
            Enumerable.Range(0, 5).Select(n => $$"""{"q": "{{n}}", "a": "well"}"""));
        using var subject = await OpenAsync(endpoint, TimeSpan.FromMinutes(1));
        var evaluation = new Evaluation(subject, new(_folder.Path, int.MaxValue, AskingManner.Text, JournalStart.GoOn));
        await Assert.ThrowsAsync<SubjectException>(() => evaluation.RunAsync(task, (_, _) => { }, TestContext.Current.CancellationToken));
        isMended = true;
        var before = endpoint.Requests;
        var result = await evaluation.RunAsync(task, (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.Equal((5, 3, 1.0), (result.Asked, result.Known, result.Scores.Single().Value));
        Assert.Equal(before + 2, endpoint.Requests);
    }

    private static Task<EndpointSubject> OpenAsync(BrokenEndpoint endpoint, TimeSpan patience) =>
        EndpointSubject.OpenAsync(new(endpoint.Address, "", "", 0, 1, patience), TestContext.Current.CancellationToken);

    private static Task<WrittenAnswer> WriteAsync(EndpointSubject subject) =>
        subject.WriteAsync("the", new(["\n"], 8, AskingManner.Text), TestContext.Current.CancellationToken);
}
