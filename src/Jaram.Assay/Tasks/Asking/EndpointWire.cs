// The one place where Jaram speaks to somebody else: an address that the user gave, and no other. No redirect is
// followed, no proxy is asked, nothing is sent but the questions. An endpoint that errs is asked again twice, for
// hiccups; one that stalls or sends too much is given up.
// Source: OpenAI's API reference, "Errors"; the limits are ours.

#pragma warning disable RS0030 // the user names the endpoint that is to be judged; nothing else is ever called

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Jaram.Assay.Tasks.Asking;

/// <summary>Sends JSON to an endpoint and reads JSON.</summary>
internal sealed class EndpointWire : IDisposable
{
    private const int Tries = 3, MostBytes = 64 << 20, SaidAtMost = 200;
    private readonly HttpClient _client;
    private readonly TimeSpan _longest;

    /// <param name="key">Sent as Bearer; empty for none.</param>
    /// <param name="longest">An answer may take so long.</param>
    public EndpointWire(string key, TimeSpan longest)
    {
        _longest = longest;
        _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
            { Timeout = longest, MaxResponseContentBufferSize = MostBytes };
        if (key != "") _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>Asks for something; null where the endpoint has nothing there.</summary>
    /// <exception cref="SubjectException">It errs, stalls, or sends half an answer.</exception>
    public Task<JsonElement?> FindAsync(Uri address, CancellationToken cancel) => SendAsync(address, null, cancel);

    /// <summary>Sends a question.</summary>
    /// <exception cref="SubjectException">It errs, stalls, sends half an answer, or has nothing there.</exception>
    public async Task<JsonElement> PostAsync(Uri address, JsonObject question, CancellationToken cancel) =>
        await SendAsync(address, question, cancel)
            ?? throw new SubjectException($"{address}: answered 404; check the address, it should end in /v1");

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<JsonElement?> SendAsync(Uri address, JsonObject? question, CancellationToken cancel)
    {
        for (var left = Tries - 1; ; left--)
        {
            try
            {
                using var request = new HttpRequestMessage(
                    question is null ? HttpMethod.Get : HttpMethod.Post, address);
                if (question is not null)
                    request.Content = new StringContent(question.ToJsonString(), Encoding.UTF8, "application/json");
                using var response = await _client.SendAsync(request, cancel);
                var text = await response.Content.ReadAsStringAsync(cancel);
                if (response.IsSuccessStatusCode) return Parse(address, text);
                if (question is null
                    && response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)
                    return null;
                if (left > 0
                    && response.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(500 * (Tries - left)), cancel);
                    continue;
                }
                throw new SubjectException($"{address}: answered {(int)response.StatusCode}: {Said(text)}; "
                    + "the same command goes on where this one ended");
            }
            catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
            {
                var seconds = _longest.TotalSeconds.ToString("0.#", CultureInfo.InvariantCulture);
                throw new SubjectException(
                    $"{address}: gave no whole answer within {seconds} s; raise --timeout, or see to the endpoint");
            }
            catch (HttpRequestException failure)
            {
                if (left > 0 && failure.HttpRequestError is HttpRequestError.ResponseEnded) continue;
                throw new SubjectException(
                    $"{address}: {Said(failure.Message)}; see whether it runs and the address is right");
            }
        }
    }

    private static JsonElement Parse(Uri address, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            throw new SubjectException(
                $"{address}: sent half an answer, or no JSON: {Said(text)}; see to the endpoint");
        }
    }

    /// <summary>What an endpoint said, in one line; the message of OpenAI's form if it has that.</summary>
    private static string Said(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("error", out var error))
                text = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("message", out var message)
                    ? message.ToString()
                    : error.ToString();
        }
        catch (JsonException)
        {
            // then it is shown as it is
        }
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line == "" ? "nothing" : line.Length <= SaidAtMost ? line : line[..SaidAtMost] + "…";
    }
}
