// jaram VERB as an agency has it: what uses a model, and nothing that raises one.

using System.CommandLine;
using Jaram.Cli.Verbs;

namespace Jaram.Field;

/// <summary>The program.</summary>
internal static class Program
{
    /// <summary>Reads the command line and does what it says.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Main(string[] arguments) => Reception.Serve(arguments, Commands);

    private static RootCommand Commands(Desk desk) => Reception.Root(desk, desk.Say(
            "Jaram in the field: lets you use a model that was raised elsewhere. Works with the cable out.",
            "현장의 자람: 다른 데서 키운 모델을 쓰게 합니다. 네트워크 없이 돌아갑니다."),
        ChatVerb.Make(desk), CompleteVerb.Make(desk), ServeVerb.Make(desk));
}
