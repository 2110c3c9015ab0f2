namespace Jaram.Inference.Serving.Tests;

/// <summary>Counts how often the scheduler's thread looks at it, so that what happened first is known whatever else
/// the machine does; and makes that thread wait, so that what a test does meanwhile comes before.</summary>
/// <param name="pause">Milliseconds that each look of the scheduler takes, unless it is let go.</param>
internal sealed class SchedulerClock(int pause) : TimeProvider, IDisposable
{
    private readonly ManualResetEventSlim _gate = new();
    private long _looks;

    public override long TimestampFrequency => 1;

    public override long GetTimestamp()
    {
        if (Thread.CurrentThread.Name != "jaram scheduler") return Volatile.Read(ref _looks);
        _gate.Wait(pause);
        return Interlocked.Increment(ref _looks);
    }

    public void LetGo() => _gate.Set();

    public void Dispose() => _gate.Set();
}
