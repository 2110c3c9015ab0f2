namespace Jaram.Cli.Speaking;

/// <summary>What the process tells its caller.</summary>
internal static class ExitCode
{
    /// <summary>Done; a run that was stopped and saved is done too, as the user asked for it.</summary>
    public const int Done = 0;

    /// <summary>The check was made and its answer is no.</summary>
    public const int No = 1;

    /// <summary>The command must be written differently.</summary>
    public const int Misuse = 2;

    /// <summary>The command is right, what it reads is not.</summary>
    public const int Broken = 3;

    /// <summary>The code of a failure. A design, a recipe or a list of assumptions is written by hand, so a fault in
    /// it is the user's to correct (2), as is a wrong option; text, shards, tokenizer and versions are written by
    /// machines, so a fault there is damage (3). What nobody foresaw counts as damage too: other options would not
    /// help.</summary>
    public static int Of(Exception failure) => failure switch
    {
        MisuseException => Misuse,
        _ => Refusals.IsByHand(failure) ? Misuse : Broken,
    };
}
