using System.CommandLine;
using Jaram.Cli.Designing;
using Jaram.Cli.History;

namespace Jaram.Cli.Verbs;

/// <summary>jaram design count WHAT...</summary>
internal static class DesignCountVerb
{
    private const int LongestName = 26, Column = 10, Widest = 80;

    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var what = new Argument<string[]>("WHAT")
            { Description = DesignShowVerb.Words(desk), Arity = ArgumentArity.OneOrMore };
        var context = DesignShowVerb.ContextOption(desk);
        var verb = new Verb("count", desk.Say(
                "Counts architectures, a line each: parameters, operations, cache.",
                "구조마다 한 줄로 셉니다: 파라미터, 연산량, 캐시."),
            "jaram design count sprout-gqa sprout-mla sprout-moe",
            "jaram design count kimi-k2-instruct a.x-k1 --context 131072 --json") { what, context };
        verb.SetAction(given => Run(desk, given.GetRequiredValue(what), given.GetValue(context),
            given.GetValue<bool>("--json")));
        return verb;
    }

    private static int Run(Desk desk, IReadOnlyList<string> words, int context, bool isJson)
    {
        var all = words.Select(word => new Weighed(Architectures.Read(word, desk), context)).ToList();
        if (isJson)
        {
            foreach (var one in all) desk.Out.WriteLine(BlueprintLine.Counts(one).ToJsonString(JsonText.Readable));
            return ExitCode.Done;
        }
        Row(desk, desk.Say("name", "이름"), desk.Say("total", "전체"), desk.Say("active", "활성"),
            "FLOP", desk.Say("B/token", "B/토큰"), desk.Say("fixed", "고정"));
        foreach (var one in all)
            Row(desk, Tame.Line(one.Model.Name), Units.Count(one.Count.Parameters),
                Units.Count(one.Count.ActiveParameters), Units.Amount(one.Flops), Units.Text(one.Growing, "#,0"),
                Units.Bytes(one.Windows + one.States));
        var note = desk.Say(
            $"FLOP a token behind {context - 1} others; bytes in bf16, states in f32; fixed: full windows and states",
            $"FLOP은 앞에 토큰 {context - 1}개일 때 토큰당. 바이트는 bf16, 상태는 f32. 고정은 가득 찬 창과 상태");
        foreach (var line in HelpPage.Wrap(note, Widest)) desk.Out.WriteLine(line);
        return ExitCode.Done;
    }

    private static void Row(Desk desk, string name, params IEnumerable<string> figures) => desk.Out.WriteLine(
        name + new string(' ', Math.Max(1, LongestName - CellWidth.Of(name)))
        + string.Concat(figures.Select(f => new string(' ', Math.Max(1, Column - CellWidth.Of(f))) + f)));
}
