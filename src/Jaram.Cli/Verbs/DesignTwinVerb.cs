using System.CommandLine;
using System.Text;
using Jaram.Cli.Designing;
using Jaram.Cli.Making;

namespace Jaram.Cli.Verbs;

/// <summary>jaram design twin DESIGN</summary>
internal static class DesignTwinVerb
{
    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var what = new Argument<string>("DESIGN")
            { Description = desk.Say("A design: a JSON file or a preset", "구조: JSON 파일이나 준비된 이름") };
        var from = new Option<string?>("--from")
        {
            Description = desk.Say("The predecessor to go back to; else the nearest known one",
                "되돌아갈 앞선 구조. 없으면 알려진 것 가운데 가장 가까운 것"),
            HelpName = desk.Say("WORK", "구조"),
        };
        var verb = new Verb("twin", desk.Say(
                "Writes a design without its own ideas: the steps undone that lead to it from a predecessor.",
                "자기 생각을 뺀 구조를 씁니다: 앞선 구조에서 온 걸음을 되돌립니다."),
            "jaram design twin sprout-mla > twin.json", "jaram design twin mine.json --from llama-2-7b")
            { what, from };
        verb.SetAction(given =>
        {
            var twin = Twins.Of(desk, Presets.Read(given.GetRequiredValue(what), desk), given.GetValue(from));
            desk.Out.Write(Encoding.UTF8.GetString(twin.Design.Write()));
            return ExitCode.Done;
        });
        return verb;
    }
}
