using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Jaram.Server.Asking;
using Jaram.Server.Counting;

namespace Jaram.Server.Serving;

/// <summary>All answers to one request: ordered together, read together, paid together.</summary>
internal sealed class Replies : IDisposable
{
    private readonly ServedModel _model;
    private readonly Question _question;
    private readonly ImmutableArray<Reply> _replies;
    private readonly Meterage _meterage;

    private Replies(ServedModel model, Question question, ImmutableArray<Reply> replies, Meterage meterage) =>
        (_model, _question, _replies, _meterage) = (model, question, replies, meterage);

    /// <summary>How many.</summary>
    public int Count => _replies.Length;

    /// <summary>Orders answers to every prompt of a question.</summary>
    /// <param name="model">Whom.</param>
    /// <param name="question">What is asked.</param>
    /// <param name="operation">What it is called in figures: chat or text_completion.</param>
    /// <param name="tenant">Who asks.</param>
    /// <exception cref="RefusedException">A prompt is too long, or too many orders wait.</exception>
    public static Replies Take(ServedModel model, Question question, string operation, string tenant)
    {
        var meterage = model.Gauges.Begin(operation);
        var replies = ImmutableArray.CreateBuilder<Reply>();
        try
        {
            foreach (var prompt in question.Prompts)
            {
                var most = model.Fitting(prompt.Ids.Length, question.MostTokens);
                for (var choice = 0; choice < question.Choices; choice++)
                {
                    var answer = model.Order(question.OrderOf(prompt, choice, model.Text.Ends, most, tenant));
                    replies.Add(new(replies.Count, answer, question, prompt, model.Text));
                }
            }
            return new(model, question, replies.ToImmutable(), meterage);
        }
        catch (RefusedException refusal)
        {
            foreach (var reply in replies) reply.Answer.Cancel();
            meterage.Fail(refusal.Code);
            throw;
        }
    }

    /// <summary>Pieces of all answers, as they come.</summary>
    public async IAsyncEnumerable<(Reply Reply, Piece Piece)> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancel)
    {
        if (_replies is [var only])
        {
            await foreach (var piece in only.ReadAsync(cancel)) yield return (only, piece);
            yield break;
        }
        var pieces = Channel.CreateBounded<(Reply, Piece)>(64);
        var readers = _replies.Select(reply => PourAsync(reply, pieces.Writer, cancel)).ToArray();
        var all = Task.WhenAll(readers).ContinueWith(done => pieces.Writer.TryComplete(done.Exception?.InnerException),
            CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await foreach (var piece in pieces.Reader.ReadAllAsync(cancel)) yield return piece;
        await all;
    }

    /// <summary>All answers, once they are over.</summary>
    public async Task<IReadOnlyList<Whole>> GatherAsync(CancellationToken cancel)
    {
        var wholes = _replies.Select(_ => new Whole()).ToArray();
        await foreach (var (reply, piece) in ReadAsync(cancel)) wholes[reply.Index].Add(piece);
        return wholes;
    }

    /// <summary>What they cost; once all are over.</summary>
    public Usage Usage()
    {
        var firsts = _replies.Where((_, i) => i % _question.Choices == 0).Select(reply => reply.Answer).ToList();
        return _meterage.Usage(firsts, [.. _replies.Select(reply => reply.Answer)], _question.Sampling.Seed);
    }

    /// <summary>Takes back what is not over.</summary>
    public void Dispose()
    {
        foreach (var reply in _replies) reply.Answer.Cancel();
        _meterage.Dispose();
    }

    private static async Task PourAsync(Reply reply, ChannelWriter<(Reply, Piece)> into, CancellationToken cancel)
    {
        await foreach (var piece in reply.ReadAsync(cancel)) await into.WriteAsync((reply, piece), cancel);
    }
}
