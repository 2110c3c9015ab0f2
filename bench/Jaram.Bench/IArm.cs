namespace Jaram.Bench;

/// <summary>One way of training, driven a step at a time.</summary>
internal interface IArm : IDisposable
{
    /// <summary>Weights that are trained.</summary>
    long Parameters { get; }

    /// <summary>Reads the next batch and changes every weight.</summary>
    void Step();

    /// <summary>Loss of held-out text, in nats a token.</summary>
    double Score();
}
