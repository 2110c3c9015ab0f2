// A model in this process, run by the engine. It is asked as the server asks it, so a number is the same to its last
// bit whether it was had here or over HTTP.
// Source: ours.

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Jaram.Inference;
using Jaram.Inference.Generating;
using Jaram.Inference.Loading;
using Jaram.Inference.Serving;
using Jaram.Tokenizers;

namespace Jaram.Assay.Tasks.Asking;

/// <summary>A model that runs here.</summary>
public sealed class LocalSubject : ISubject, IDisposable
{
    private readonly Tokenizer _tokenizer;
    private readonly Engine _engine;
    private readonly Scheduler _scheduler;
    private readonly ImmutableArray<int> _ends;
    private readonly SamplingOptions _greedy = new() { Temperature = 0 };

    /// <summary>Takes a model into its hands.</summary>
    /// <param name="model">What it is.</param>
    /// <param name="engine">What runs it; nobody else may use it until this is disposed of. It is not disposed
    /// of.</param>
    /// <param name="folder">Where it lies, for the record.</param>
    /// <param name="time">The scheduler's clock; no answer depends on it.</param>
    public LocalSubject(UsableModel model, Engine engine, string folder, TimeProvider time)
    {
        var seats = new SchedulerOptions();
        (_tokenizer, _engine, AtOnce) = (model.Tokenizer, engine, seats.Seats);
        _scheduler = new(engine, seats, time);
        _ends = [.. Enumerable.Range(0, _tokenizer.Count).Where(_tokenizer.IsEnd)];
        Identity = new(model.Name, $"{model.Weights.Digest} {engine.Options.Weights.Word}", folder,
            FormattableString.Invariant($"tokenizer {_tokenizer.Digest}, cache {engine.Options.Cache}"));
    }

    /// <inheritdoc/>
    public SubjectIdentity Identity { get; }

    /// <inheritdoc/>
    public int Longest => _engine.Design.Context;

    /// <inheritdoc/>
    public int AtOnce { get; }

    /// <inheritdoc/>
    public Task<int> PrefixAsync(CancellationToken cancel) => Task.FromResult(_tokenizer switch
    {
        { Begin: not (null or 0) and var begin } => begin.Value,
        { Ends: [var end, ..] } => end,
        { Begin: { } first } => first,
        _ => throw new SubjectException(
            $"{Identity.Place}: the tokenizer has no token that begins or ends a text, so an "
            + "empty context cannot be asked; take a task with a question"),
    });

    /// <inheritdoc/>
    public Task<ImmutableArray<int>> EncodeAsync(string text, CancellationToken cancel) =>
        Task.FromResult<ImmutableArray<int>>([.. _tokenizer.EncodeWithSpecials(text)]);

    /// <inheritdoc/>
    public async Task<ImmutableArray<TokenChance>> ScoreAsync(
        ImmutableArray<int> tokens, int from, CancellationToken cancel)
    {
        var chances = ImmutableArray.CreateBuilder<TokenChance>();
        var place = 0;
        await foreach (var token in Order(new()
        {
            Prompt = tokens, Sampling = _greedy, MostTokens = 0, ScoresPrompt = true, TellsProbabilities = true,
            Alternatives = 1,
        }, cancel))
        {
            if (place++ < from) continue;
            chances.Add(
                new(AsTold(token.LogProbability), token.LogProbability == token.Alternatives[0].LogProbability));
        }
        return chances.Count == tokens.Length - from
            ? chances.ToImmutable()
            : throw new SubjectException($"{Identity.Place}: the engine told of {chances.Count} tokens, "
                + $"{tokens.Length - from} were asked; run it again");
    }

    /// <inheritdoc/>
    public async Task<WrittenAnswer> WriteAsync(string context, WritingWish wish, CancellationToken cancel)
    {
        var all = wish.Manner == AskingManner.Chat
            ? [.. ChatTemplate.EncodePrompt(_tokenizer, [new(ChatRole.User, context)])]
            : await EncodeAsync(context, cancel);
        var (tokens, most, cut) = Cutting.Of(all, Longest, wish.MostTokens);
        if (tokens.IsEmpty) tokens = [await PrefixAsync(cancel)];
        var text = new AnswerText(_tokenizer, [.. wish.Until.Select(stop => stop.Normalize())]);
        var (written, count) = (new StringBuilder(), 0);
        var order = new Order { Prompt = tokens, Sampling = _greedy, MostTokens = most, Ends = _ends };
        await foreach (var token in Order(order, cancel))
        {
            written.Append(text.Push(token.Id));
            count++;
            if (text.IsStopped) break;
        }
        return new(written.Append(text.End()).ToString(), count, cut);
    }

    /// <summary>Stops serving; the engine stays.</summary>
    public void Dispose() => _scheduler.Dispose();

    /// <summary>Tokens of an answer; taken back when nobody reads on.</summary>
    private async IAsyncEnumerable<ScoredToken> Order(
        Order order, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        var answer = _scheduler.Take(order) ?? throw new SubjectException(
            $"{Identity.Place}: too many questions wait; ask {AtOnce} at once");
        try
        {
            await foreach (var token in answer.Tokens.ReadAllAsync(cancel)) yield return token;
        }
        finally
        {
            answer.Cancel();
        }
    }

    /// <summary>A single as whoever reads its shortest decimal sees it.</summary>
    private static double AsTold(float number) =>
        double.Parse(number.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
