using Jaram.Server.Asking;
using Jaram.Server.Counting;
using Jaram.Server.Serving;
using Jaram.Server.Wire;
using Jaram.Tokenizers;

namespace Jaram.Server.Answering;

/// <summary>POST /v1/chat/completions</summary>
internal static class ChatEndpoint
{
    private const string Operation = "chat";

    /// <summary>Answers a request.</summary>
    public static async Task AnswerAsync(Talk talk)
    {
        var question = ChatFields.Read(await talk.ReadAsync(), talk.Model);
        using var replies = Replies.Take(talk.Model, question, Operation, talk.Tenant);
        if (question.Streams) await StreamAsync(talk, question, replies);
        else await WholeAsync(talk, question, replies);
    }

    private static async Task WholeAsync(Talk talk, Question question, Replies replies)
    {
        var (spelling, wholes) = (new Spelling(talk.Model.Text), await replies.GatherAsync(talk.Cancel));
        var choices = wholes.Select((whole, i) => new ChatChoice(i, Message(whole.Text, whole.Last.Call),
            question.TellsProbabilities ? spelling.OfChat(whole.Tokens) : null, whole.Last.Reason));
        await talk.AnswerAsync(new(Talk.NewId("chatcmpl"), "chat.completion", talk.Now, talk.Model.Name, [.. choices],
            replies.Usage(), talk.Model.Fingerprint), WireJson.Wide.ChatCompletion);
    }

    private static ChatAnswer Message(string text, ToolCall? call) =>
        new("assistant", text == "" && call is not null ? null : text, null,
            call is null ? null : [CallOf(call, null)]);

    private static ChatCall CallOf(ToolCall call, int? index) =>
        new(index, call.Id, "function", new(call.Name, call.Arguments));

    private static async Task StreamAsync(Talk talk, Question question, Replies replies)
    {
        var (stream, id, spelling) = (talk.Stream(), Talk.NewId("chatcmpl"), new Spelling(talk.Model.Text));
        for (var i = 0; i < replies.Count; i++)
            await SendAsync([new(i, new() { Role = "assistant", Content = "" }, null, null)], null);
        await foreach (var (reply, piece) in replies.ReadAsync(talk.Cancel))
        {
            if (piece.Call is { } call)
                await SendAsync([new(reply.Index, new() { ToolCalls = [CallOf(call, 0)] }, null, null)], null);
            await SendAsync([new(reply.Index,
                piece.Reason == "" ? new() { Content = piece.Text } : new(),
                question.TellsProbabilities && piece.Reason == "" ? spelling.OfChat(piece.Tokens) : null,
                piece.Reason == "" ? null : piece.Reason)], null);
        }
        var usage = replies.Usage();
        if (question.TellsUsage) await SendAsync([], usage);
        await stream.EndAsync(talk.Cancel);

        Task SendAsync(ChatDelta[] choices, Usage? usage)
        {
            const string kind = "chat.completion.chunk";
            var (model, made) = (talk.Model, talk.Now);
            return question.TellsUsage
                ? stream.SendAsync(new(id, kind, made, model.Name, model.Fingerprint, choices, usage),
                    WireJson.Wide.CountedChatChunk, talk.Cancel)
                : stream.SendAsync(new(id, kind, made, model.Name, model.Fingerprint, choices),
                    WireJson.Wide.ChatChunk, talk.Cancel);
        }
    }
}
