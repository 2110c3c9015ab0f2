using System.Diagnostics;

namespace Jaram.Bench;

/// <summary>The parent's side of an arm: a child process that steps when told to, and waits meanwhile.</summary>
internal sealed class ArmProcess : IDisposable
{
    public const string Verb = "arm";

    private readonly Process _child;

    public ArmProcess(ArmKind kind, string model, long steps, double rate)
    {
        Kind = kind;
        _child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!)
        {
            ArgumentList = { Verb, kind.ToString(), model, steps.ToString(), rate.ToString() },
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        var about = Ask("about").Split(' ');
        (Parameters, TokensPerStep) = (long.Parse(about[0]), int.Parse(about[1]));
    }

    public ArmKind Kind { get; }

    public long Parameters { get; }

    public int TokensPerStep { get; }

    /// <summary>Milliseconds that its steps took up to now.</summary>
    public double Clock { get; private set; }

    /// <summary>Bytes of memory that it has held at most.</summary>
    public long PeakMemory => long.Parse(Ask("about").Split(' ')[2]);

    /// <summary>Makes steps.</summary>
    /// <returns>Milliseconds of each.</returns>
    public double[] Step(int count)
    {
        double[] times = [.. Ask($"steps {count}").Split(' ').Select(double.Parse)];
        Clock += times.Sum();
        return times;
    }

    /// <summary>Held-out loss, nats a token.</summary>
    public double Score() => double.Parse(Ask("score"));

    public void Dispose()
    {
        _child.StandardInput.Close();
        _child.WaitForExit();
        _child.Dispose();
    }

    private string Ask(string question)
    {
        _child.StandardInput.WriteLine(question);
        return _child.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException($"the {Kind} arm ended; its message stands above");
    }
}
