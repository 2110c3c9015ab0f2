// What every request passes first: is the name right that it calls this machine by, and who asks? A page of another
// site that points its own name at this machine (DNS rebinding) fails at the first, and gets no leave to read an
// answer, as no answer has a header of CORS.
// Source: ours, after the advisories that docs/decisions names.

using System.Net;
using Jaram.Server.Answering;
using Microsoft.AspNetCore.Http;

namespace Jaram.Server.Keeping;

/// <summary>Lets requests in.</summary>
/// <param name="next">What answers them.</param>
/// <param name="keys">Keys that are let in.</param>
/// <param name="hostNames">Names of this machine beside localhost and addresses.</param>
internal sealed class Gate(RequestDelegate next, KeyRing keys, IReadOnlyCollection<string> hostNames)
{
    private const string Scheme = "Bearer ";

    /// <summary>Answers a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        context.TraceIdentifier = Talk.NewId("req");                    // never the caller's: it goes into logs
        context.Response.Headers["X-Request-Id"] = context.TraceIdentifier;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (!IsOurs(context.Request.Host.Host))
            await Endpoints.TellAsync(context, new(StatusCodes.Status421MisdirectedRequest, "wrong_host", "",
                "the Host header names another machine; use localhost, an address, or a name the server was told"));
        else if (!keys.IsEmpty && !IsOpen(context.Request.Path) && !IsLetIn(context))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await Endpoints.TellAsync(context, new(StatusCodes.Status401Unauthorized, "invalid_api_key", "",
                "the key is missing or not known; send one that is with 'Authorization: Bearer KEY'"));
        }
        else
        {
            await next(context);
            if (!context.Response.HasStarted) await TellStatusAsync(context);
        }
    }

    private static bool IsOpen(PathString path) => path.StartsWithSegments("/health", StringComparison.Ordinal);

    private bool IsOurs(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host, out _)
        || hostNames.Contains(host, StringComparer.OrdinalIgnoreCase);

    private bool IsLetIn(HttpContext context)
    {
        if (context.Request.Headers.Authorization is not [{ } said]
            || !said.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return false;
        var tenant = keys.TenantOf(said[Scheme.Length..].Trim());
        context.Items[Talk.TenantKey] = tenant;
        return tenant != "";
    }

    /// <summary>What routing refuses has a status and no words yet.</summary>
    private static Task TellStatusAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => Endpoints.TellAsync(context, new(StatusCodes.Status404NotFound,
            "unknown_url", "", "there is nothing at this path; GET /v1/models shows what is served")),
        StatusCodes.Status405MethodNotAllowed => Endpoints.TellAsync(context, new(StatusCodes.Status405MethodNotAllowed,
            "wrong_method", "", "this path takes another method; the header Allow says which")),
        _ => Task.CompletedTask,
    };
}
