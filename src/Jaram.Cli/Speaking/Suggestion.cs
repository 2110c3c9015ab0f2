// Finds the word that was meant: the one with the fewest letters to insert, delete, change or swap with their
// neighbour.
// Source: optimal string alignment distance (Damerau 1964 as restricted by Boytsov, arXiv:1101.1232, section 2).

using System.CommandLine;

namespace Jaram.Cli.Speaking;

/// <summary>Guesses what a wrong word was meant to be.</summary>
internal static class Suggestion
{
    private const int MostChanges = 3;

    /// <summary>The nearest verb or option, or null if none is near.</summary>
    public static string? For(string wrong, Command command)
    {
        var names = command.Subcommands.Select(c => c.Name)
            .Concat(command.Options.SelectMany(o => o.Aliases.Append(o.Name)))
            .Concat(command.Parents.OfType<Command>().SelectMany(p => p.Options)
                .Where(o => o.Recursive).Select(o => o.Name));
        return Nearest(wrong, names);
    }

    internal static string? Nearest(string wrong, IEnumerable<string> names) => names
        .Select(name => (Name: name, Changes: Changes(wrong, name)))
        .Where(guess => guess.Changes <= Math.Min(MostChanges, guess.Name.TrimStart('-').Length / 2))
        .OrderBy(guess => guess.Changes).ThenBy(guess => guess.Name, StringComparer.Ordinal)
        .Select(guess => guess.Name).FirstOrDefault();

    internal static int Changes(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        for (var j = 1; j <= b.Length; j++)
        {
            var change = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            d[i, j] = Math.Min(change, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
        }
        return d[a.Length, b.Length];
    }
}
