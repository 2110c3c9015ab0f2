// jaram VERB, all of them.

using System.CommandLine;
using Jaram.Cli.Verbs;
using Jaram.Training;

namespace Jaram.Cli;

/// <summary>The program.</summary>
internal static class Program
{
    /// <summary>Reads the command line and does what it says.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Main(string[] arguments)
    {
        NativeSettings.Make();
        return Reception.Serve(arguments, Commands);
    }

    /// <summary>All that can be said.</summary>
    internal static RootCommand Commands(Desk desk) => Reception.Root(desk, desk.Say(
            "Jaram raises language models from zero, records how, and lets you use them. Works with the cable out.",
            "자람: 언어 모델을 처음부터 키우고, 그 과정을 기록하고, 쓰게 합니다. 네트워크 없이 돌아갑니다."),
        DemoVerb.Make(desk), NewVerb.Make(desk), RaiseVerb.Make(desk), ChatVerb.Make(desk), CompleteVerb.Make(desk),
        ServeVerb.Make(desk),
        LogVerb.Make(desk), ShowVerb.Make(desk), DiffVerb.Make(desk), RevertVerb.Make(desk), GrowVerb.Make(desk),
        VerifyVerb.Make(desk), ReplayVerb.Make(desk), WitnessVerb.Make(desk),
        ExportVerb.Make(desk), ImportVerb.Make(desk), DesignVerb.Make(desk), CostVerb.Make(desk),
        CompareVerb.Make(desk), AssayVerb.Make(desk));
}
