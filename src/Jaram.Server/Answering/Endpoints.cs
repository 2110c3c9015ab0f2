using Jaram.Server.Asking;
using Jaram.Server.Counting;
using Jaram.Server.Serving;
using Jaram.Server.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Jaram.Server.Answering;

/// <summary>Which path is answered by what, and how refusals and failures are told.</summary>
/// <param name="model">Who answers.</param>
/// <param name="isReady">Whether new requests are taken.</param>
/// <param name="log">Where failures are written that nobody foresaw; never a prompt.</param>
internal sealed partial class Endpoints(ServedModel model, Func<bool> isReady, ILogger log)
{
    /// <summary>Maps all of them.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        Post("/v1/chat/completions", ChatEndpoint.AnswerAsync);
        Post("/v1/completions", CompletionEndpoint.AnswerAsync);
        Post("/v1/embeddings", EmbeddingEndpoint.AnswerAsync);
        Post("/tokenize", PlainEndpoints.TokenizeAsync);
        Post("/detokenize", PlainEndpoints.DetokenizeAsync);
        Get("/v1/models", PlainEndpoints.ModelsAsync);
        Get("/v1/models/{name}", PlainEndpoints.ModelAsync);
        Get("/tokenizer_info", PlainEndpoints.TokenizerAsync);
        Get("/props", PlainEndpoints.PropertiesAsync);
        Get("/health", HealthAsync);
        Get("/health/ready", HealthAsync);
        Get("/health/live", talk => talk.AnswerAsync(new("ok"), WireJson.Wide.Health));
        routes.MapGet("/metrics", (RequestDelegate)MetricsAsync);

        void Post(string path, Func<Talk, Task> answer) => routes.MapPost(path, Guarded(answer));
        void Get(string path, Func<Talk, Task> answer) => routes.MapGet(path, Guarded(answer));
    }

    /// <summary>Tells a refusal.</summary>
    public static async Task TellAsync(HttpContext context, RefusedException refusal)
    {
        context.Response.StatusCode = refusal.Status;
        if (refusal.Status == StatusCodes.Status429TooManyRequests) context.Response.Headers.RetryAfter = "1";
        await Talk.WriteAsync(context.Response, BodyOf(refusal), WireJson.Wide.ErrorBody, context.RequestAborted);
    }

    private static ErrorBody BodyOf(RefusedException refusal) => new(new(refusal.Message, refusal.Kind,
        refusal.Parameter == "" ? null : refusal.Parameter, refusal.Code));

    private Task HealthAsync(Talk talk) => isReady()
        ? talk.AnswerAsync(new("ok"), WireJson.Wide.Health)
        : throw RefusedException.Stopping;

    private async Task MetricsAsync(HttpContext context)
    {
        context.Response.ContentType = MetricsPage.ContentType;
        await context.Response.WriteAsync(model.Gauges.Page.Write(), context.RequestAborted);
    }

    /// <summary>Whatever happens is told in the form that clients know, as a whole or as the last event of a stream.
    /// </summary>
    private RequestDelegate Guarded(Func<Talk, Task> answer) => async context =>
    {
        using var talk = new Talk(context, model);
        RefusedException refusal;
        try
        {
            if (!isReady() && HttpMethods.IsPost(context.Request.Method)) throw RefusedException.Stopping;
            await answer(talk);
            return;
        }
        catch (RefusedException refused)
        {
            refusal = refused;
        }
        catch (OperationCanceledException)
        {
            if (context.RequestAborted.IsCancellationRequested) return; // nobody is there to be told
            refusal = RefusedException.Late(model.Options.AnswerTime);
        }
        catch (BadHttpRequestException bad)
        {
            refusal = new(bad.StatusCode, "bad_request", "", "the request is not HTTP that is taken: " + bad.Message);
        }
        catch (Exception failure)
        {
            Failed(log, context.TraceIdentifier, failure);
            refusal = new(StatusCodes.Status500InternalServerError, "failed", "",
                $"the server failed at request {context.TraceIdentifier}; its log says why");
        }
        if (!context.Response.HasStarted) await TellAsync(context, refusal);
        else await talk.Stream().SendAsync(BodyOf(refusal), WireJson.Wide.ErrorBody, context.RequestAborted);
    };

    [LoggerMessage(LogLevel.Error, "request {Id} failed")]
    private static partial void Failed(ILogger log, string id, Exception failure);
}
