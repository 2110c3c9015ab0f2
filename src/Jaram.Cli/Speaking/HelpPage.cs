// Help: examples first, then what can be written. The parser's own page knows neither Korean headings nor that a Hangul
// syllable is two columns wide.

using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;

namespace Jaram.Cli.Speaking;

/// <summary>Shows how a command is written.</summary>
internal sealed class HelpPage(Desk desk) : SynchronousCommandLineAction
{
    private const int Widest = 100, Narrowest = 60, Gap = 2;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        var isRoot = command is RootCommand;
        Section(desk.Say("Examples", "예"), Examples(command).Select(line => (line, "")));
        foreach (var line in Wrap(command.Description!, Columns)) desk.Out.WriteLine(line);
        desk.Out.WriteLine();
        var words = isRoot ? [desk.Say("VERB", "명령")] : command.Arguments.Select(Name).Prepend(Verb.PathOf(command));
        Section(desk.Say("Usage", "쓰는 법"),
            [($"jaram {string.Join(' ', words)} {desk.Say("[options]", "[선택]")}", "")]);
        Section(desk.Say("Verbs", "명령"), command.Subcommands.Select(verb => (verb.Name, verb.Description!)));
        Section(desk.Say("Arguments", "인수"), command.Arguments
            .Select(argument => (Name(argument), argument.Description!)));
        Section(desk.Say("Options", "선택"), command.Options
            .Concat(isRoot ? [] : parseResult.RootCommandResult.Command.Options.Where(option => option.Recursive))
            .DistinctBy(option => option.Name).OrderBy(option => option.Recursive || option is VersionOption)
            .Select(option => (Name(option), Says(option))));
        return ExitCode.Done;
    }

    private int Columns => desk.Screen.Columns is { } columns ? Math.Clamp(columns, Narrowest, Widest) : Widest;

    private static IEnumerable<string> Examples(Command command) => command is Verb verb
        ? verb.Examples
        : command.Subcommands.OfType<Verb>().SelectMany(v => v.Examples.Take(1));

    /// <summary>A heading and its rows: what is written, and beside it what that does.</summary>
    private void Section(string heading, IEnumerable<(string Left, string Right)> content)
    {
        var rows = content.ToList();
        if (rows.Count == 0) return;
        desk.Out.WriteLine($"{heading}:");
        var left = rows.Max(row => CellWidth.Of(row.Left)) + Gap;
        foreach (var (name, does) in rows)
        {
            var at = Gap + left;
            var lines = Wrap(does, Columns - at).ToList();
            desk.Out.WriteLine($"  {name}{Blank(left - CellWidth.Of(name))}{lines[0]}".TrimEnd());
            foreach (var line in lines.Skip(1)) desk.Out.WriteLine(Blank(at) + line);
        }
        desk.Out.WriteLine();
    }

    /// <summary>Lines of whole words, none wider than so many columns unless a word is.</summary>
    internal static IEnumerable<string> Wrap(string text, int columns)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line != "" && CellWidth.Of($"{line} {word}") > columns)
            {
                yield return line;
                line = "";
            }
            line = line == "" ? word : $"{line} {word}";
        }
        yield return line;
    }

    private static string Name(Argument argument) =>
        argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}]" : argument.Name;

    private static string Name(Option option) =>
        string.Join(", ", option.Aliases.Where(alias => alias.StartsWith('-')).Append(option.Name))
        + (option.HelpName is { } value ? " " + value : "");

    private string Says(Option option)
    {
        var hasOne = option.HasDefaultValue && option.ValueType != typeof(bool);
        var normally = !hasOne ? "" : option.GetDefaultValue() switch
        {
            string[] words => string.Join(' ', words),
            var value => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
        return option.Description + (string.IsNullOrEmpty(normally)
            ? ""
            : desk.Say($" (normally {normally})", $" (보통 {normally})"));
    }

    private static string Blank(int columns) => new(' ', columns);
}
