namespace Jaram.Cli.Raising;

/// <summary>Shows a run while it goes on.</summary>
internal interface IRaisingDisplay
{
    /// <summary>Carries the run out and shows each of its events.</summary>
    /// <param name="run">Called once; what it is given takes an event and the event's line in the journal.</param>
    void Follow(Action<Action<RaisingEvent, string>> run);

    /// <summary>Says something in between, from any thread, without tearing what is painted.</summary>
    void Note(string line);
}

/// <summary>For programs: the journal's lines on stdout.</summary>
internal sealed class JsonDisplay(Desk desk) : IRaisingDisplay
{
    public void Follow(Action<Action<RaisingEvent, string>> run) => run((_, line) =>
    {
        desk.Out.WriteLine(line);
        desk.Out.Flush();
    });

    public void Note(string line) => desk.Error.WriteLine(line);
}
