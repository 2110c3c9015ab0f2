// The model as Microsoft.Extensions.AI knows models, in the caller's own process: no socket lies between. What an
// option asks for is done or refused, as over HTTP.
// Source: Microsoft.Extensions.AI.Abstractions 10.11, IChatClient.

using System.Runtime.CompilerServices;
using Jaram.Server.Asking;
using Jaram.Server.Serving;
using Microsoft.Extensions.AI;

namespace Jaram.Server.Hosting;

/// <summary>Chats with a served model. Safe for many threads.</summary>
/// <param name="model">The model; whoever opened it disposes of it.</param>
public sealed class JaramChatClient(ServedModel model) : IChatClient
{
    private readonly ChatClientMetadata _metadata = new("jaram", null, model.Name);

    /// <inheritdoc/>
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default) =>
        GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages,
        ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var replies = Take(messages, options ?? new());
        var (id, now) = (Answering.Talk.NewId("chatcmpl"), model.Time.GetUtcNow());
        await foreach (var (_, piece) in replies.ReadAsync(cancellationToken))
        {
            if (piece.Call is { } call) yield return Update([Calling.ContentOf(call)]);
            if (piece.Text != "") yield return Update([new TextContent(piece.Text)]);
            if (piece.Reason == "") continue;
            var last = Update([new UsageContent(UsageOf(replies.Usage(), out var cost))]);
            (last.FinishReason, last.AdditionalProperties) = (new ChatFinishReason(piece.Reason), cost);
            yield return last;
        }

        ChatResponseUpdate Update(IList<AIContent> contents) => new(ChatRole.Assistant, contents)
            { ResponseId = id, MessageId = id, ModelId = model.Name, CreatedAt = now };
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? _metadata
        : serviceType.IsInstanceOfType(this) ? this
        : serviceType.IsInstanceOfType(model) ? model
        : null;

    /// <summary>Nothing is held: the model is its opener's.</summary>
    public void Dispose() { }

    private Replies Take(IEnumerable<ChatMessage> messages, ChatOptions options)
    {
        try
        {
            return Replies.Take(model, ChatOptionsReader.Read(messages, options, model), "chat", "");
        }
        catch (RefusedException refusal)
        {
            throw new ServerException(refusal.Message);
        }
    }

    private static UsageDetails UsageOf(Counting.Usage usage, out AdditionalPropertiesDictionary cost)
    {
        cost = new()
        {
            ["jaram.joules"] = usage.Jaram.Joules.Value, ["jaram.joules.how"] = usage.Jaram.Joules.How,
            ["jaram.won"] = usage.Jaram.Won.Value, ["jaram.seed"] = usage.Jaram.Seed,
        };
        return new()
        {
            InputTokenCount = usage.PromptTokens, OutputTokenCount = usage.CompletionTokens,
            TotalTokenCount = usage.TotalTokens, CachedInputTokenCount = usage.PromptTokensDetails.CachedTokens,
        };
    }
}
