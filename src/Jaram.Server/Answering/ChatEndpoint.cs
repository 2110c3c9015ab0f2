using System.Text;
using Jaram.Server.Asking;
using Jaram.Server.Counting;
using Jaram.Server.Serving;
using Jaram.Server.Wire;

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
        var texts = Enumerable.Range(0, replies.Count).Select(_ => new StringBuilder()).ToArray();
        var told = texts.Select(_ => new List<Told>()).ToArray();
        var reasons = new string[replies.Count];
        await foreach (var (reply, piece) in replies.ReadAsync(talk.Cancel))
        {
            texts[reply.Index].Append(piece.Text);
            told[reply.Index].AddRange(piece.Tokens);
            reasons[reply.Index] = piece.Reason;
        }
        var spelling = new Spelling(talk.Model.Text);
        var choices = texts.Select((text, i) => new ChatChoice(i, new("assistant", text.ToString(), null),
            question.TellsProbabilities ? spelling.OfChat(told[i]) : null, reasons[i]));
        await talk.AnswerAsync(new(Talk.NewId("chatcmpl"), "chat.completion", talk.Now, talk.Model.Name, [.. choices],
            replies.Usage(), talk.Model.Fingerprint), WireJson.Wide.ChatCompletion);
    }

    private static async Task StreamAsync(Talk talk, Question question, Replies replies)
    {
        var (stream, id, spelling) = (talk.Stream(), Talk.NewId("chatcmpl"), new Spelling(talk.Model.Text));
        for (var i = 0; i < replies.Count; i++)
            await SendAsync([new(i, new() { Role = "assistant", Content = "" }, null, null)], null);
        await foreach (var (reply, piece) in replies.ReadAsync(talk.Cancel))
            await SendAsync([new(reply.Index,
                piece.Reason == "" ? new() { Content = piece.Text } : new(),
                question.TellsProbabilities && piece.Reason == "" ? spelling.OfChat(piece.Tokens) : null,
                piece.Reason == "" ? null : piece.Reason)], null);
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
