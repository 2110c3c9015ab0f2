using System.Diagnostics;

namespace Jaram.Inference.Costing;

/// <summary>The same work on some threads at once, timed from the common start to the last one's end.</summary>
internal static class Together
{
    /// <summary>Seconds of each round; the first rounds warm up and are left out.</summary>
    /// <param name="threads">How many.</param>
    /// <param name="rounds">Rounds that count, 1 or more.</param>
    /// <param name="work">What each does, given its number; what it returns is kept alive.</param>
    public static double[] Time(int threads, int rounds, Func<int, long> work)
    {
        const int WarmUp = 1;
        var seconds = new double[rounds];
        var sink = 0L;
        using Barrier start = new(threads + 1), end = new(threads + 1);
        var workers = Enumerable.Range(0, threads).Select(thread => new Thread(() =>
        {
            for (var round = 0; round < rounds + WarmUp; round++)
            {
                start.SignalAndWait();
                Interlocked.Add(ref sink, work(thread));
                end.SignalAndWait();
            }
        }) { IsBackground = true }).ToList();
        foreach (var worker in workers) worker.Start();
        for (var round = -WarmUp; round < rounds; round++)
        {
            start.SignalAndWait();
            var begun = Stopwatch.GetTimestamp();
            end.SignalAndWait();
            if (round >= 0) seconds[round] = Stopwatch.GetElapsedTime(begun).TotalSeconds;
        }
        foreach (var worker in workers) worker.Join();
        return seconds;
    }
}
