namespace Jaram.Bench;

/// <summary>One way of training.</summary>
internal interface IArm : IDisposable
{
    /// <summary>Weights that are trained.</summary>
    long Parameters { get; }

    /// <summary>Steps on the calling thread as long as it may; each reads the next batch and changes every weight.
    /// </summary>
    /// <param name="next">Asked before each step that counts; false ends it.</param>
    void Run(Func<bool> next);

    /// <summary>Loss of held-out text, in nats a token.</summary>
    double Score();
}
