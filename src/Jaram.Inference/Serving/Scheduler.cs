// Continuous batching: in each step every answer grows by a token, and beside them prompts are read in chunks. Chunks
// end at fixed places of a text, so what is computed for it does not depend on who else is served.
// Source: iteration-level scheduling, Orca (Yu et al., OSDI 2022), section 3.1; chunked prefill, Sarathi
// (arXiv:2308.16369), section 4.

using Jaram.Inference.Caching;

namespace Jaram.Inference.Serving;

/// <summary>Serves many orders with one engine, on a thread of its own. Many threads may order.</summary>
public sealed class Scheduler : IDisposable
{
    /// <summary>Tokens of a chunk each of which gets a row of scores: rows are long.</summary>
    private const int ScoredChunk = 64;

    private readonly Engine _engine;
    private readonly SchedulerOptions _options;
    private readonly TimeProvider _time;
    private readonly WaitingRoom _waiting;
    private readonly List<Seat> _seats = [];
    private readonly List<(Seat Seat, int Row, int Tokens)> _step = [];
    private readonly Batch _batch = new();
    private readonly PrefixCache _prefixes;
    private readonly SemaphoreSlim _bell = new(0);
    private readonly Thread _thread;
    private volatile bool _isOver;
    private volatile int _served;

    /// <summary>Begins to serve.</summary>
    /// <param name="engine">The engine; nobody else may use it from now on.</param>
    /// <param name="options">How many at once.</param>
    /// <param name="time">The clock of what is measured.</param>
    public Scheduler(Engine engine, SchedulerOptions options, TimeProvider time)
    {
        (_engine, _options, _time, _waiting) = (engine, options, time, new(options.MostWaiting));
        _prefixes = engine.Prefixes();
        _thread = new(Serve) { IsBackground = true, Name = "jaram scheduler" };
        _thread.Start();
    }

    /// <summary>Orders being served, and orders that wait.</summary>
    public (int Served, int Waiting) Load => (_served, _waiting.Count);

    /// <summary>Accepts an order.</summary>
    /// <exception cref="InferenceException">It can never be served: prompt and answer exceed the context or the
    /// cache.</exception>
    /// <returns>The answer, or null if too many orders wait.</returns>
    public Answer? Take(Order order)
    {
        var (prompt, all) = (order.Prompt.Length, (long)order.Prompt.Length + order.MostTokens);
        if (prompt == 0) throw new InferenceException("a prompt of 0 tokens cannot be gone on from; give one at least");
        if (all > _engine.Design.Context)
            throw new InferenceException($"the prompt has {prompt} tokens and the answer may have {order.MostTokens}, "
                + $"the context holds {_engine.Design.Context}; shorten the prompt or ask for a shorter answer");
        if (!_engine.CouldHold((int)all))
            throw new InferenceException($"{all} tokens do not fit into the cache of {_engine.Options.CacheBytes} "
                + "bytes; shorten the prompt, ask for a shorter answer, or give the cache more memory");
        ObjectDisposedException.ThrowIf(_isOver, this);
        var answer = new Answer(order, _time.GetTimestamp());
        if (!_waiting.TryAdd(answer)) return null;
        _bell.Release();
        if (_isOver) EndWaiting();                                      // the thread may have gone meanwhile
        return answer;
    }

    /// <summary>Ends all orders and the thread; the engine stays.</summary>
    public void Dispose()
    {
        _isOver = true;
        _bell.Release();
        _thread.Join();
        _batch.Dispose();
    }

    private void Serve()
    {
        while (!_isOver)
        {
            try
            {
                DropCancelled();
                Seat();
                if (_seats.Count == 0) _bell.Wait();
                else Step();
            }
            catch (Exception failure)                               // whatever it was, those who wait must hear of it
            {
                foreach (var seat in _seats) seat.Answer.Fail(failure);
                Leave(_ => true, EndReason.Cancelled);
            }
        }
        Leave(_ => true, EndReason.Cancelled);
        EndWaiting();
    }

    private void EndWaiting()
    {
        while (_waiting.Take(_ => true) is { } answer) answer.End(EndReason.Cancelled);
    }

    private void DropCancelled()
    {
        Leave(seat => seat.Answer.IsCancelled, EndReason.Cancelled);
        _waiting.DropCancelled();
    }

    /// <summary>Lets orders in as long as seats and pages suffice for all of their tokens.</summary>
    private void Seat()
    {
        while (_seats.Count < _options.Seats && _waiting.Take(HasRoom) is { } answer)
        {
            var seat = new Seat(answer, _engine);
            answer.Waited = (_time.GetElapsedTime(answer.Ordered).TotalSeconds, 0);
            if (answer.Order.ScoresPrompt) answer.Say(ScoredToken.Of(answer.Order.Prompt[0]));
            else if (!answer.Order.Embeds)
                answer.KnownTokens = _prefixes.Adopt(seat.Sequence, seat.Text, seat.Chain);
            _seats.Add(seat);
        }
        _served = _seats.Count;
    }

    private bool HasRoom(Answer answer) => _engine.CouldHold([.. _seats.Select(seat => seat.Order).Append(answer.Order)
        .Select(order => order.Prompt.Length + order.MostTokens)]);

    /// <summary>One step for everybody who is served.</summary>
    private void Step()
    {
        var begin = _time.GetTimestamp();
        Fill();
        _prefixes.MakeRoom(_step.Sum(part => Page.Of(part.Tokens) + 1));
        _engine.Run(_batch);
        foreach (var (seat, row, tokens) in _step) Hear(seat, row, tokens);
        var seconds = _time.GetElapsedTime(begin).TotalSeconds / _batch.Count;
        foreach (var (seat, _, tokens) in _step) seat.Answer.ComputeSeconds += seconds * tokens;
        Leave(seat => seat.IsOver, EndReason.Length);
    }

    /// <summary>A token of every answer, and as many chunks of prompts as fit.</summary>
    private void Fill()
    {
        _batch.Clear();
        _step.Clear();
        foreach (var seat in _seats)
            if (seat.IsWriting) Add(seat, seat.Text[^1..], Scored.Last);
        var left = _options.ChunkTokens;
        foreach (var seat in _seats)
        {
            if (seat.IsWriting) continue;
            var chunk = seat.NextChunk(seat.Order.ScoresPrompt ? ScoredChunk : _options.ChunkTokens);
            if (chunk.Length > left) continue;
            left -= chunk.Length;
            Add(seat, chunk, seat.Wants(chunk.Length));
        }
    }

    private void Add(Seat seat, ReadOnlySpan<int> tokens, Scored scored) =>
        _step.Add((seat, _batch.Add(seat.Sequence, tokens, scored), tokens.Length));

    /// <summary>What a step gave to one order.</summary>
    private void Hear(Seat seat, int row, int tokens)
    {
        var (order, read) = (seat.Order, seat.Sequence.Length);
        _prefixes.Offer(seat.Sequence, seat.Text, seat.Chain);
        if (order.Embeds)
            for (var i = 0; i < tokens; i++) seat.Gather(_batch.State(row + i));
        if (order.ScoresPrompt)
            for (var next = read - tokens + 1; next < Math.Min(read + 1, order.Prompt.Length); next++, row++)
                seat.Answer.Say(ScoredToken.Of(order.Prompt[next], _batch.Logits(row), order.Alternatives));
        if (read >= order.Prompt.Length && order.MostTokens > 0) Write(seat, _batch.Logits(row));
    }

    private void Write(Seat seat, Span<float> scores)
    {
        var order = seat.Order;
        var told = order.TellsProbabilities || order.Alternatives > 0 ? scores.ToArray() : null;
        var token = seat.Draw(scores);
        if (seat.Answer.WrittenTokens == 0)
            seat.Answer.Waited = seat.Answer.Waited with
                { FirstToken = _time.GetElapsedTime(seat.Answer.Ordered).TotalSeconds };
        var scored = told is null ? ScoredToken.Of(token) : ScoredToken.Of(token, told, order.Alternatives);
        if (order.Ends.Contains(token)) seat.End(scored);
        else seat.Write(scored);
    }

    private void Leave(Predicate<Seat> isGone, EndReason otherwise)
    {
        _seats.RemoveAll(seat =>
        {
            if (!isGone(seat)) return false;
            seat.Answer.Seconds = _time.GetElapsedTime(seat.Answer.Ordered).TotalSeconds;
            seat.Leave(otherwise);
            return true;
        });
        _served = _seats.Count;
    }
}
