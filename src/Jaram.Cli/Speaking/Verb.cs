using System.CommandLine;

namespace Jaram.Cli.Speaking;

/// <summary>A command that shows how it is used before it explains itself.</summary>
internal sealed class Verb(string name, string does, params string[] examples) : Command(name, does)
{
    /// <summary>Whole command lines, ready to be copied.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;
}
