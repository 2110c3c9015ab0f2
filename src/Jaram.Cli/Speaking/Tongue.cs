namespace Jaram.Cli.Speaking;

/// <summary>A language that the program speaks to its user.</summary>
internal enum Tongue
{
    English,
    Korean,
}

/// <summary>Finds the user's language before anything is said.</summary>
internal static class TongueChoice
{
    private static readonly string[] _variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>What <c>--lang</c> says, else what the system's variables say, else English.</summary>
    /// <param name="arguments">The command line: read by hand, as even its errors are to be in that language.</param>
    /// <param name="variable">Reads a variable of the environment.</param>
    public static Tongue Of(IReadOnlyList<string> arguments, Func<string, string?> variable)
    {
        var asked = arguments.Index().Where(a => a.Item.Split('=')[0] == "--lang")
            .Select(a => a.Item.Contains('=') ? a.Item.Split('=', 2)[1] : arguments.ElementAtOrDefault(a.Index + 1))
            .FirstOrDefault();
        var lang = asked ?? _variables.Select(variable).FirstOrDefault(v => !string.IsNullOrEmpty(v));
        return lang?.StartsWith("ko", StringComparison.OrdinalIgnoreCase) == true ? Tongue.Korean : Tongue.English;
    }
}
