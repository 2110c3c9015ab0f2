namespace Jaram.Cli.Tests;

/// <summary>Desks that nobody sits at.</summary>
internal static class Desks
{
    public static Desk Of(Tongue tongue) =>
        new(tongue, TextReader.Null, new StringWriter(), new StringWriter(), TimeProvider.System, new(false, false, null));
}
