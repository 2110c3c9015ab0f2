// Server-sent events as OpenAI sends them: "data: {json}", an empty line, and at the end "data: [DONE]".
// Source: HTML Living Standard, section 9.2; OpenAI's API reference, "streaming".

using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace Jaram.Server.Answering;

/// <summary>Sends events. For one writer.</summary>
/// <param name="response">Where to; nothing has been sent.</param>
internal sealed class EventStream(HttpResponse response)
{

    /// <summary>Sends an event at once.</summary>
    public async Task SendAsync<T>(T value, JsonTypeInfo<T> type, CancellationToken cancel)
    {
        if (!response.HasStarted)
        {
            response.ContentType = "text/event-stream; charset=utf-8";
            response.Headers.CacheControl = "no-store";
        }
        Write(response.BodyWriter, value, type);
        await response.BodyWriter.FlushAsync(cancel);
    }

    /// <summary>Says that nothing more comes.</summary>
    public async Task EndAsync(CancellationToken cancel)
    {
        response.BodyWriter.Write("data: [DONE]\n\n"u8);
        await response.BodyWriter.FlushAsync(cancel);
    }

    private static void Write<T>(PipeWriter to, T value, JsonTypeInfo<T> type)
    {
        to.Write("data: "u8);
        using (var json = new Utf8JsonWriter(to, new() { Encoder = type.Options.Encoder }))
            JsonSerializer.Serialize(json, value, type);
        to.Write("\n\n"u8);
    }
}
