// jaram VERB. Stdout is data, stderr is messages; exit codes: 0 done, 1 the answer is no, 2 misuse, 3 broken input.
// JARAM_TRACE=1 shows where a failure came from.

using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Jaram.Cli.Verbs;
using Jaram.Training;

namespace Jaram.Cli;

/// <summary>The program.</summary>
internal static partial class Program
{
    /// <summary>Reads the command line and does what it says.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Main(string[] arguments)
    {
        NativeSettings.Make();
        var tongue = TongueChoice.Of(arguments, Environment.GetEnvironmentVariable);
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;      // 0.5 is a half in every country
        CultureInfo.CurrentUICulture = new(tongue == Tongue.Korean ? "ko" : "en");
        Console.OutputEncoding = Console.InputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var desk = new Desk(tongue, Console.In, Console.Out, Console.Error, TimeProvider.System, Screen.Find());
        return Run(desk, arguments);
    }

    internal static int Run(Desk desk, IReadOnlyList<string> arguments)
    {
        try
        {
            var parsed = Parse(desk, arguments);
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

    /// <summary>Reads a command line. A word that begins with @ is a step, not a file of further words.</summary>
    internal static ParseResult Parse(Desk desk, IReadOnlyList<string> arguments) =>
        Commands(desk).Parse(arguments, new() { ResponseFileTokenReplacer = null });

    /// <summary>All that can be said.</summary>
    internal static RootCommand Commands(Desk desk)
    {
        var root = new RootCommand(desk.Say(
            "Jaram raises language models from zero, records how, and lets you use them. Works with the cable out.",
            "자람: 언어 모델을 처음부터 키우고, 그 과정을 기록하고, 쓰게 합니다. 네트워크 없이 돌아갑니다."))
        {
            DemoVerb.Make(desk), NewVerb.Make(desk), RaiseVerb.Make(desk), ChatVerb.Make(desk), CompleteVerb.Make(desk),
            LogVerb.Make(desk), ShowVerb.Make(desk), DiffVerb.Make(desk), RevertVerb.Make(desk),
            VerifyVerb.Make(desk), ReplayVerb.Make(desk), WitnessVerb.Make(desk),
            ExportVerb.Make(desk), ImportVerb.Make(desk), CostVerb.Make(desk),
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
        var help = new HelpPage(desk);
        var helping = root.Options.OfType<HelpOption>().Single();
        (helping.Action, helping.Description) = (help, desk.Say("Show this page", "이 쪽을 보입니다"));
        root.Options.OfType<VersionOption>().Single().Description = desk.Say("Show the version", "버전을 보입니다");
        root.SetAction(help.Invoke);
        return root;
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
        var verb = command is RootCommand ? "" : $" {command.Name}";
        var wrong = Blank().Replace(parsed.Errors[0].Message, " ").TrimEnd();
        desk.Error.WriteLine($"jaram: {wrong}{guess} {desk.Say("See", "도움말")}: jaram{verb} --help");
        return ExitCode.Misuse;
    }

    /// <summary>Messages of others stand over several lines.</summary>
    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
