namespace Jaram.Cli.Speaking;

/// <summary>A command line that cannot be carried out. The message says what to write instead.</summary>
internal sealed class MisuseException(string message) : Exception(message)
{
    /// <summary>Makes a library's refusal of an option's value the user's misuse, not a broken file.</summary>
    public static T Guard<T>(Func<T> options)
    {
        try
        {
            return options();
        }
        catch (Exception refusal) when (Refusals.IsOfAnOption(refusal))
        {
            throw new MisuseException(refusal.Message);
        }
    }
}
