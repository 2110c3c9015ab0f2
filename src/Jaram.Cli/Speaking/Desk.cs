namespace Jaram.Cli.Speaking;

/// <summary>Where a verb reads and writes, and what it must not take from thin air.</summary>
/// <param name="Tongue">The user's language.</param>
/// <param name="In">What the user types or pipes in.</param>
/// <param name="Out">Data only: a program may read it.</param>
/// <param name="Error">Messages to people.</param>
/// <param name="Time">Now.</param>
/// <param name="Screen">What <paramref name="Error"/> and <paramref name="Out"/> are.</param>
internal sealed record Desk(
    Tongue Tongue, TextReader In, TextWriter Out, TextWriter Error, TimeProvider Time, Screen Screen)
{
    /// <summary>The one of two wordings that the user reads.</summary>
    public string Say(string english, string korean) => Tongue == Tongue.Korean ? korean : english;

    /// <summary>A message to the user.</summary>
    public void Note(string english, string korean) => Error.WriteLine(Say(english, korean));
}

/// <summary>Which of the streams a person looks at.</summary>
/// <param name="MayPaint">Messages go to a terminal that may be painted on: no pipe, no NO_COLOR.</param>
/// <param name="IsAsking">Input comes from a terminal, so a prompt is shown.</param>
/// <param name="Columns">How wide the terminal is that results go to; null if they go elsewhere.</param>
internal readonly record struct Screen(bool MayPaint, bool IsAsking, int? Columns)
{
    /// <summary>Looks at the process's own streams.</summary>
    public static Screen Find() => new(
        !Console.IsErrorRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb"),
        !Console.IsInputRedirected && !Console.IsErrorRedirected,
        Console.IsOutputRedirected ? null : Console.WindowWidth);
}
