namespace Jaram.Cli.Verbs;

internal static class DemoVerb
{
    public static Verb Make(Desk desk) => new("demo", "x");
}
