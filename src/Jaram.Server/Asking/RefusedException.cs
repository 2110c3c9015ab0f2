using Microsoft.AspNetCore.Http;

namespace Jaram.Server.Asking;

/// <summary>A request that is not served: the error object of OpenAI's API, and the HTTP status beside it.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">A word that programs look for.</param>
/// <param name="parameter">Which parameter is at fault, as <c>messages[2].role</c>; empty if none is.</param>
/// <param name="message">What is wrong, and what to do.</param>
internal sealed class RefusedException(int status, string code, string parameter, string message) : Exception(message)
{
    /// <summary>HTTP status.</summary>
    public int Status => status;

    /// <summary>A word that programs look for.</summary>
    public string Code => code;

    /// <summary>Which parameter is at fault; empty if none is.</summary>
    public string Parameter => parameter;

    /// <summary>The kind of error, as OpenAI's clients know it.</summary>
    public string Kind => status switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => "authentication_error",
        StatusCodes.Status429TooManyRequests => "rate_limit_error",
        >= 500 => "server_error",
        _ => "invalid_request_error",
    };

    /// <summary>A parameter whose value cannot be.</summary>
    public static RefusedException Invalid(string parameter, string message) =>
        new(StatusCodes.Status400BadRequest, "invalid_value", parameter, message);

    /// <summary>A parameter that this server does not obey. It is refused, as to ignore it would be to lie.</summary>
    public static RefusedException Unsupported(string parameter, string what) =>
        new(StatusCodes.Status400BadRequest, "unsupported_parameter", parameter,
            $"'{parameter}' {what}; leave it out");

    /// <summary>A body that is no request.</summary>
    public static RefusedException NoRequest(string message) =>
        new(StatusCodes.Status400BadRequest, "invalid_body", "", message);

    /// <summary>More orders than may wait.</summary>
    public static RefusedException Full { get; } = new(StatusCodes.Status429TooManyRequests, "queue_full", "",
        "too many requests wait already; try again in a moment");

    /// <summary>The server is about to end.</summary>
    public static RefusedException Stopping { get; } = new(StatusCodes.Status503ServiceUnavailable, "stopping", "",
        "the server is shutting down; ask again once it is back");

    /// <summary>The answer took too long.</summary>
    public static RefusedException Late(TimeSpan limit) => new(StatusCodes.Status504GatewayTimeout, "timeout", "",
        FormattableString.Invariant(
            $"the answer took longer than {limit.TotalSeconds} s, all that a request may take; ask for fewer tokens"));
}
