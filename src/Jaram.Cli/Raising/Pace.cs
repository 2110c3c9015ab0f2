namespace Jaram.Cli.Raising;

/// <summary>Reads a run's events and knows how far, how fast and how well it goes.</summary>
/// <param name="peak">Operations a second that the machine can reach.</param>
/// <param name="time">Measures.</param>
internal sealed class Pace(double peak, TimeProvider time)
{
    private const int Window = 32;
    private const double Smoothing = 0.9;
    private readonly Queue<long> _moments = new();
    private readonly List<double> _losses = [];
    private long? _last;
    private long _paused;

    /// <summary>How the run began; null before.</summary>
    public RaisingEvent.Began? Began { get; private set; }

    /// <summary>Steps made so far.</summary>
    public long Step { get; private set; }

    /// <summary>Ids read so far, in all stages.</summary>
    public long Tokens => Step * (Began?.TokensPerStep ?? 0);

    /// <summary>Smoothed loss, nats a token; NaN before the first step.</summary>
    public double Loss { get; private set; } = double.NaN;

    /// <summary>Smoothed loss, bits a byte of text; NaN before the first step.</summary>
    public double BitsPerByte { get; private set; } = double.NaN;

    /// <summary>Bits a byte of held-out text when it was last scored; NaN before.</summary>
    public double HeldOut { get; private set; } = double.NaN;

    /// <summary>Losses of this process's steps, not smoothed.</summary>
    public IReadOnlyList<double> Losses => _losses;

    /// <summary>Digest of the newest version; empty before the first.</summary>
    public string Digest { get; private set; } = "";

    /// <summary>Steps a second over the last ones; NaN before the second step.</summary>
    public double StepsPerSecond =>
        _moments.Count < 2 ? double.NaN
        : (_moments.Count - 1) / time.GetElapsedTime(_moments.Peek(), _moments.Last()).TotalSeconds;

    /// <summary>Ids a second.</summary>
    public double TokensPerSecond => StepsPerSecond * (Began?.TokensPerStep ?? 0);

    /// <summary>Share of the machine's peak that the model's own operations make up (MFU), in [0, 1].</summary>
    public double Utilisation => TokensPerSecond * (Began?.FlopsPerToken ?? 0) / peak;

    /// <summary>Time until all stages are done, scoring and saving left out; null before the second step.</summary>
    public TimeSpan? Left =>
        Began is { } began && StepsPerSecond is > 0 and var speed and < double.PositiveInfinity
            ? TimeSpan.FromSeconds((began.Steps - Step) / speed)
            : null;

    /// <summary>Takes in what happened.</summary>
    public void Take(RaisingEvent happened)
    {
        switch (happened)
        {
            case RaisingEvent.Began began: (Began, Step) = (began, began.Step); break;
            case RaisingEvent.Rewound back: Step = back.To; break;
            case RaisingEvent.Scored scored:
                HeldOut = scored.BitsPerByte;
                Pause();
                break;
            case RaisingEvent.Saved saved:
                Digest = saved.Digest;
                Pause();
                break;
            case RaisingEvent.Stepped step: Take(step); break;
        }
    }

    private void Take(RaisingEvent.Stepped step)
    {
        Step = step.Step;
        _losses.Add(step.Loss);
        (Loss, BitsPerByte) = (Smooth(Loss, step.Loss), Smooth(BitsPerByte, step.BitsPerByte));
        var now = time.GetTimestamp();
        _last = now;
        _moments.Enqueue(now - _paused);
        if (_moments.Count > Window) _moments.Dequeue();
    }

    /// <summary>What was done since the last step is no part of the next one.</summary>
    private void Pause()
    {
        var now = time.GetTimestamp();
        _paused += now - (_last ?? now);
        _last = now;
    }

    private static double Smooth(double before, double now) =>
        double.IsNaN(before) ? now : Smoothing * before + (1 - Smoothing) * now;
}
