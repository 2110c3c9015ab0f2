// Fork and join in a third of a microsecond. Chunks are taken one by one from a ticket that counts them down beside the
// number of the job, so a thread that the system stops holds back no more than the chunk in its hands, and a late one
// can never take a chunk of a job that is over. Who waits spins for a while, then yields (the caller) or parks.
// Source: ours.

using System.Runtime.InteropServices;

namespace Jaram.Inference.Threads;

/// <summary>Threads that share the chunks of one job after another. One caller at a time.</summary>
internal sealed class Team : IDisposable
{
    private const int Spins = 2000, ParkedMilliseconds = 50;

    private readonly SemaphoreSlim _wake = new(0);
    private readonly Thread[] _workers;
    private Hot _hot;
    private Job? _job;
    private volatile bool _isOver;

    /// <param name="threads">Threads that work, the caller included; 1 or more.</param>
    public Team(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        _workers = new Thread[threads - 1];
        for (var i = 0; i < _workers.Length; i++)
        {
            var thread = i + 1;
            _workers[i] = new(() => Work(thread)) { IsBackground = true, Name = $"jaram {thread}" };
            _workers[i].Start();
        }
    }

    /// <summary>Threads that work, the caller included.</summary>
    public int Threads => _workers.Length + 1;

    /// <summary>Does all chunks of a job, the last ones first.</summary>
    public void Run(Job job, int chunks)
    {
        if (chunks <= 0) return;
        if (chunks == 1 || _workers.Length == 0)
        {
            while (chunks > 0) job.Do(--chunks, thread: 0);
            return;
        }
        _job = job;                                                     // safe: the old ticket has no chunks left
        Volatile.Write(ref _hot.Left, chunks);
        var number = (_hot.Ticket >> 32) + 1;
        Interlocked.Exchange(ref _hot.Ticket, number << 32 | (uint)chunks);
        var asleep = Volatile.Read(ref _hot.Parked);
        if (asleep > 0) _wake.Release(asleep);
        Drain(number, thread: 0);
        for (var spin = 0; Volatile.Read(ref _hot.Left) != 0; spin++)
            if (spin < Spins) Thread.SpinWait(1);
            else Thread.Yield();
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        _isOver = true;
        if (_workers.Length > 0) _wake.Release(_workers.Length);
        foreach (var worker in _workers) worker.Join();
        _wake.Dispose();
    }

    private void Drain(long number, int thread)
    {
        while (true)
        {
            var ticket = Volatile.Read(ref _hot.Ticket);
            if (ticket >> 32 != number || (int)ticket == 0) return;
            var job = _job!;                                            // true to the ticket if the exchange succeeds
            if (Interlocked.CompareExchange(ref _hot.Ticket, ticket - 1, ticket) != ticket) continue;
            job.Do((int)ticket - 1, thread);
            Interlocked.Decrement(ref _hot.Left);
        }
    }

    private void Work(int thread)
    {
        for (var seen = 0L; !_isOver; Drain(seen, thread))
        {
            for (var spin = 0; Volatile.Read(ref _hot.Ticket) >> 32 == seen && !_isOver;)
                if (++spin < Spins) Thread.SpinWait(1);
                else Park(seen);
            seen = Volatile.Read(ref _hot.Ticket) >> 32;
        }
    }

    /// <summary>Sleeps until a job comes; a wake-up that fell between two looks is made good by the time limit.
    /// </summary>
    private void Park(long seen)
    {
        Interlocked.Increment(ref _hot.Parked);
        if (Volatile.Read(ref _hot.Ticket) >> 32 == seen && !_isOver) _wake.Wait(ParkedMilliseconds);
        Interlocked.Decrement(ref _hot.Parked);
    }

    /// <summary>What all threads look at, each word on cache lines of its own.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Hot
    {
        [FieldOffset(64)]
        public long Ticket;

        [FieldOffset(192)]
        public int Left;

        [FieldOffset(320)]
        public int Parked;
    }
}
