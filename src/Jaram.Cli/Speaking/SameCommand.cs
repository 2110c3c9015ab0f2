using System.CommandLine;

namespace Jaram.Cli.Speaking;

/// <summary>The command line as it was given, so that a result can be made again.</summary>
internal static class SameCommand
{
    /// <summary>The command, options of this one showing left out.</summary>
    public static string Of(ParseResult given) => "jaram " + string.Join(' ', given.Tokens
        .Select(token => token.Value).Where(word => word is not ("--json" or "--fresh"))
        .Select(word => word.All(IsPlain) ? word : $"'{word}'"));

    /// <summary>Whether a shell takes a letter as it is.</summary>
    private static bool IsPlain(char letter) =>
        char.IsLetterOrDigit(letter) || "-_./,:=~+".Contains(letter, StringComparison.Ordinal);
}
