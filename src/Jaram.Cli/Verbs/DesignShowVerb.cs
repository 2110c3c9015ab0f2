using System.CommandLine;
using System.Text;
using Jaram.Cli.Designing;

namespace Jaram.Cli.Verbs;

/// <summary>jaram design show WHAT</summary>
internal static class DesignShowVerb
{
    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var what = new Argument<string>("WHAT") { Description = Words(desk) };
        var context = ContextOption(desk);
        var svg = new Option<string?>("--svg")
        {
            Description = desk.Say("Draw it to this file", "그림을 이 파일에 그립니다"),
            HelpName = desk.Say("FILE", "파일"),
        };
        var verb = new Verb("show", desk.Say(
                "Draws an architecture: its blocks, parameters, operations and cache.",
                "구조를 그립니다: 블록, 파라미터, 연산량, 캐시."),
            "jaram design show deepseek-v3", "jaram design show designs/sprout-mla.json --svg sprout.svg",
            "jaram design show ./Qwen3-8B/config.json --json") { what, context, svg };
        verb.SetAction(given => Run(desk, given.GetRequiredValue(what), given.GetValue(context), given.GetValue(svg),
            given.GetValue<bool>("--json")));
        return verb;
    }

    /// <summary>What can be named.</summary>
    public static string Words(Desk desk) => desk.Say(
        "A design or preset, a model's folder, a name of the atlas, or a Hugging Face config.json or its folder",
        "구조 파일이나 준비된 이름, 모델 폴더, 아틀라스의 이름, Hugging Face config.json이나 그 폴더");

    /// <summary>Tokens in play.</summary>
    public static Option<int> ContextOption(Desk desk) => NumberOption.Make(desk, "--context",
        desk.Say("Tokens in play when operations are counted", "연산량을 셀 때의 토큰 수"), Weighed.UsualContext, 1);

    private static int Run(Desk desk, string word, int context, string? svg, bool isJson)
    {
        var weighed = new Weighed(Architectures.Read(word, desk), context);
        if (svg is not null)
        {
            File.WriteAllText(svg, new DesignPicture(desk, weighed).ToSvg(), new UTF8Encoding(false));
            desk.Note($"wrote {svg}", $"{svg}에 썼습니다");
        }
        if (isJson) desk.Out.WriteLine(BlueprintLine.Of(weighed).ToJsonString(JsonText.Readable));
        else if (svg is null) new DesignPage(desk, weighed).Write();
        return ExitCode.Done;
    }
}
