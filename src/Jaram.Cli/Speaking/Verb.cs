using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Jaram.Cli.Speaking;

/// <summary>A command that shows how it is used before it explains itself.</summary>
internal sealed class Verb(string name, string does, params string[] examples) : Command(name, does)
{
    /// <summary>Whole command lines, ready to be copied.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;
}

/// <summary>Help: examples first, then the parser's own page.</summary>
internal sealed class HelpPage(Desk desk) : SynchronousCommandLineAction
{
    private readonly HelpAction _page = new();

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        IReadOnlyList<string> examples = command is Verb verb
            ? verb.Examples
            : [.. command.Subcommands.OfType<Verb>().SelectMany(v => v.Examples.Take(1))];
        desk.Out.WriteLine(desk.Say("Examples:", "예:"));
        foreach (var example in examples) desk.Out.WriteLine($"  {example}");
        desk.Out.WriteLine();
        return _page.Invoke(parseResult);
    }
}
