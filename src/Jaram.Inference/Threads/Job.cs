namespace Jaram.Inference.Threads;

/// <summary>Work in chunks that may be done in any order, and at once.</summary>
internal abstract class Job
{
    /// <summary>Does one chunk. It must not throw: whatever can be wrong is checked before.</summary>
    /// <param name="chunk">From 0.</param>
    /// <param name="thread">Which of the team's threads does it, from 0: scratch memory goes by it.</param>
    public abstract void Do(int chunk, int thread);
}
