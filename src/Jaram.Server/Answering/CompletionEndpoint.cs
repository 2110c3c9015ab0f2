using Jaram.Server.Asking;
using Jaram.Server.Counting;
using Jaram.Server.Serving;
using Jaram.Server.Wire;

namespace Jaram.Server.Answering;

/// <summary>POST /v1/completions</summary>
internal static class CompletionEndpoint
{
    private const string Operation = "text_completion";

    /// <summary>Answers a request.</summary>
    public static async Task AnswerAsync(Talk talk)
    {
        var question = CompletionFields.Read(await talk.ReadAsync(), talk.Model);
        using var replies = Replies.Take(talk.Model, question, Operation, talk.Tenant);
        if (question.Streams) await StreamAsync(talk, question, replies);
        else await WholeAsync(talk, question, replies);
    }

    private static async Task WholeAsync(Talk talk, Question question, Replies replies)
    {
        var (spelling, wholes) = (new Spelling(talk.Model.Text), await replies.GatherAsync(talk.Cancel));
        var choices = wholes.Select((whole, i) => new CompletionChoice(whole.Text, i,
            question.TellsProbabilities ? spelling.OfCompletion(whole.Tokens, question.Alternatives) : null,
            whole.Last.Reason));
        await talk.AnswerAsync(new(Talk.NewId("cmpl"), Operation, talk.Now, talk.Model.Name, [.. choices],
            replies.Usage(), talk.Model.Fingerprint), WireJson.Wide.Completion);
    }

    private static async Task StreamAsync(Talk talk, Question question, Replies replies)
    {
        var (stream, id, spelling) = (talk.Stream(), Talk.NewId("cmpl"), new Spelling(talk.Model.Text));
        await foreach (var (reply, piece) in replies.ReadAsync(talk.Cancel))
            await SendAsync([new(piece.Text, reply.Index,
                question.TellsProbabilities && piece.Reason == ""
                    ? spelling.OfCompletion(piece.Tokens, question.Alternatives)
                    : null,
                piece.Reason == "" ? null : piece.Reason)], null);
        var usage = replies.Usage();
        if (question.TellsUsage) await SendAsync([], usage);
        await stream.EndAsync(talk.Cancel);

        Task SendAsync(CompletionChoice[] choices, Usage? usage)
        {
            var (model, made) = (talk.Model, talk.Now);
            return question.TellsUsage
                ? stream.SendAsync(new(id, Operation, made, model.Name, model.Fingerprint, choices, usage),
                    WireJson.Wide.CountedCompletionChunk, talk.Cancel)
                : stream.SendAsync(new(id, Operation, made, model.Name, model.Fingerprint, choices),
                    WireJson.Wide.CompletionChunk, talk.Cancel);
        }
    }
}
