using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Jaram.Server.Asking;
using Jaram.Server.Serving;
using Microsoft.AspNetCore.Http;

namespace Jaram.Server.Answering;

/// <summary>One request: who asks, how long it may take, and how it is answered.</summary>
/// <param name="context">The request.</param>
/// <param name="model">Who answers.</param>
internal sealed class Talk(HttpContext context, ServedModel model) : IDisposable
{
    /// <summary>Where a request says who asks.</summary>
    public static readonly object TenantKey = new();

    private readonly CancellationTokenSource _limit = Limit(context, model);

    /// <summary>Whom is asked.</summary>
    public ServedModel Model => model;

    /// <summary>Who asks: what may be shared and must take turns.</summary>
    public string Tenant => context.Items[TenantKey] as string ?? "";

    /// <summary>The name that stands in the path; empty where there is none.</summary>
    public string NameInPath => context.Request.RouteValues["name"] as string ?? "";

    /// <summary>The caller has gone, or time is up.</summary>
    public CancellationToken Cancel => _limit.Token;

    /// <summary>When the answer is made, in Unix seconds.</summary>
    public long Now { get; } = model.Time.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>A name that nobody can guess or choose.</summary>
    public static string NewId(string kind) => $"{kind}-{RandomNumberGenerator.GetHexString(24, lowercase: true)}";

    /// <summary>The parameters.</summary>
    /// <exception cref="RefusedException">The body is no request.</exception>
    public Task<Fields> ReadAsync() => JsonBody.ReadAsync(context.Request, Cancel);

    /// <summary>Answers with one JSON object.</summary>
    public Task AnswerAsync<T>(T value, JsonTypeInfo<T> type) => WriteAsync(context.Response, value, type, Cancel);

    /// <summary>Begins to answer with events.</summary>
    public EventStream Stream() => new(context.Response);

    /// <inheritdoc/>
    public void Dispose() => _limit.Dispose();

    /// <summary>Writes a JSON object.</summary>
    public static async Task WriteAsync<T>(
        HttpResponse response, T value, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        response.ContentType = "application/json; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        await JsonSerializer.SerializeAsync(response.BodyWriter, value, type, cancel);
    }

    private static CancellationTokenSource Limit(HttpContext context, ServedModel model)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(model.Options.AnswerTime);
        return limit;
    }
}
