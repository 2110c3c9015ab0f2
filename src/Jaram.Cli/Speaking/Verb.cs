using System.CommandLine;

namespace Jaram.Cli.Speaking;

/// <summary>A command that shows how it is used before it explains itself.</summary>
internal sealed class Verb(string name, string does, params string[] examples) : Command(name, does)
{
    /// <summary>Whole command lines, ready to be copied.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>A command's name behind those that it stands under, the program's left out.</summary>
    public static string PathOf(Command command) =>
        command.Parents.OfType<Verb>().FirstOrDefault() is { } above ? $"{PathOf(above)} {command.Name}" : command.Name;
}
