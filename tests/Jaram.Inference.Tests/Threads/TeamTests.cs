namespace Jaram.Inference.Threads.Tests;

public sealed class TeamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Every_chunk_is_done_once(int threads)
    {
        using var team = new Team(threads);
        var count = new Counting();
        for (var job = 0; job < 20_000; job++)
        {
            var chunks = job * 7 % 65;
            Array.Clear(count.Done);
            team.Run(count, chunks);
            for (var i = 0; i < count.Done.Length; i++) Assert.Equal(i < chunks ? 1 : 0, count.Done[i]);
        }
    }

    [Fact]
    public void Nothing_is_allocated_for_a_job()
    {
        using var team = new Team(2);
        var count = new Counting();
        team.Run(count, 64);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) team.Run(count, 64);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private sealed class Counting : Job
    {
        public int[] Done { get; } = new int[65];

        public override void Do(int chunk, int thread) => Interlocked.Increment(ref Done[chunk]);
    }
}
