// Takes a command line and has it done. Stdout is data, stderr is messages; exit codes: 0 done, 1 the answer is no,
// 2 misuse, 3 broken input. JARAM_TRACE=1 shows where a failure came from.

using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Jaram.Cli.Speaking;

/// <summary>What every program of Jaram's does with a command line, whatever its verbs are.</summary>
internal static partial class Reception
{
    /// <summary>Serves the process's own user.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="commands">All that can be said, in the user's language.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Serve(string[] arguments, Func<Desk, RootCommand> commands)
    {
        var tongue = TongueChoice.Of(arguments, Environment.GetEnvironmentVariable);
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;      // 0.5 is a half in every country
        CultureInfo.CurrentUICulture = new(tongue == Tongue.Korean ? "ko" : "en");
        Console.OutputEncoding = Console.InputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var desk = new Desk(tongue, Console.In, Console.Out, Console.Error, TimeProvider.System, Screen.Find());
        return Run(desk, commands(desk), arguments);
    }

    /// <summary>Reads a command line. A word that begins with @ is a step, not a file of further words.</summary>
    public static ParseResult Parse(RootCommand commands, IReadOnlyList<string> arguments) =>
        commands.Parse(arguments, new() { ResponseFileTokenReplacer = null });

    /// <summary>A program of some verbs, with the options that all have.</summary>
    public static RootCommand Root(Desk desk, string does, params ReadOnlySpan<Verb> verbs)
    {
        var root = new RootCommand(does)
        {
            new Option<bool>("--json")
            {
                Description = desk.Say("Write results (raise, demo: events) as JSON lines to stdout",
                    "결과(raise, demo는 사건)를 JSON 줄로 stdout에 씁니다"),
                Recursive = true,
            },
            new Option<string>("--lang")
            {
                Description = desk.Say("Language of messages: ko or en; else LANG decides",
                    "메시지 언어: ko 또는 en. 없으면 LANG을 따릅니다"),
                HelpName = "ko|en",
                Recursive = true,
            }.AcceptOnlyFromAmong("ko", "en"),
        };
        foreach (var verb in verbs) root.Add(verb);
        var help = new HelpPage(desk);
        var helping = root.Options.OfType<HelpOption>().Single();
        (helping.Action, helping.Description) = (help, desk.Say("Show this page", "이 쪽을 보입니다"));
        root.Options.OfType<VersionOption>().Single().Description = desk.Say("Show the version", "버전을 보입니다");
        root.SetAction(help.Invoke);
        return root;
    }

    /// <summary>Does what a command line says.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(Desk desk, RootCommand commands, IReadOnlyList<string> arguments)
    {
        try
        {
            var parsed = Parse(commands, arguments);
            if (parsed.Errors.Count > 0 && parsed.Action is not HelpPage) return Refuse(desk, parsed);
            return parsed.Invoke(new()
            {
                Output = desk.Out, Error = desk.Error, EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,                       // a run saves first, however long that takes
            });
        }
        catch (Exception failure)
        {
            if (Environment.GetEnvironmentVariable("JARAM_TRACE") == "1") desk.Error.WriteLine(failure);
            else desk.Error.WriteLine($"jaram: {Said(failure)}");
            return ExitCode.Of(failure);
        }
    }

    /// <summary>A failure in one line. The system's own words do not say what to do.</summary>
    private static string Said(Exception failure)
    {
        var line = Blank().Replace(failure.Message, " ");
        return failure is IOException or UnauthorizedAccessException
            ? $"{line.TrimEnd('.')}; check the path, its rights and the disk"
            : line;
    }

    /// <summary>One line: what is wrong, what was perhaps meant, where help is.</summary>
    private static int Refuse(Desk desk, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var meant = parsed.UnmatchedTokens.Select(word => Suggestion.For(word, command))
            .FirstOrDefault(s => s is not null);
        var guess = meant is null ? "" : desk.Say($" Did you mean {meant}?", $" 혹시 {meant}?");
        var verb = command is RootCommand ? "" : $" {Verb.PathOf(command)}";
        var wrong = Blank().Replace(parsed.Errors[0].Message, " ").TrimEnd();
        desk.Error.WriteLine($"jaram: {wrong}{guess} {desk.Say("See", "도움말")}: jaram{verb} --help");
        return ExitCode.Misuse;
    }

    /// <summary>Messages of others stand over several lines.</summary>
    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
