using System.CommandLine;
using System.Text;
using Jaram.Cli.Comparing;
using Jaram.Cli.History;

namespace Jaram.Cli.Verbs;

/// <summary>jaram diff MODEL A B</summary>
internal static class DiffVerb
{
    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var model = new Argument<string>("MODEL") { Description = desk.Say("The model's folder", "모델 폴더") };
        var before = new Argument<string>("A")
        {
            Description = desk.Say("A version: start of its name, @step, newest~2", "버전: 이름의 앞부분, @스텝, newest~2"),
        };
        var after = new Argument<string>("B")
        {
            Description = desk.Say("The version to compare with; left out, the newest", "견줄 버전. 없으면 맨 앞 버전"),
            Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "newest",
        };
        var html = new Option<string?>("--html")
        {
            Description = desk.Say("Write a page for browsers and printers to this file",
                "브라우저와 인쇄기를 위한 쪽을 이 파일에 씁니다"),
            HelpName = desk.Say("FILE", "파일"),
        };
        var verb = new Verb("diff", desk.Say(
                "Shows what changed between two versions: weights by layer and module, experts, probes, text read.",
                "두 버전 사이에 바뀐 것을 보입니다: 층과 모듈별 가중치, 전문가, 프로브, 읽은 글."),
            "jaram diff models/sprout @120 @240", "jaram diff models/sprout newest~1",
            "jaram diff models/sprout @0 newest --html diff.html") { model, before, after, html };
        verb.SetAction(given => Run(desk, given.GetRequiredValue(model), given.GetRequiredValue(before),
            given.GetRequiredValue(after), given.GetValue(html), given.GetValue<bool>("--json")));
        return verb;
    }

    private static int Run(Desk desk, string path, string before, string after, string? html, bool isJson)
    {
        var folder = new ModelFolder(path);
        var history = Life.Read(desk, folder);
        var find = new VersionRef(desk, history);
        var difference = Difference.Between(desk, folder, history, find.Find(before), find.Find(after));
        if (html is not null)
        {
            File.WriteAllText(html, new DiffSheet(desk, difference, path).ToHtml(), new UTF8Encoding(false));
            desk.Note($"wrote {html}", $"{html}에 썼습니다");
        }
        if (isJson) desk.Out.WriteLine(DiffLine.Of(difference).ToJsonString(JsonText.Readable));
        else if (html is null) new DiffPage(desk, difference).Write();
        return ExitCode.Done;
    }
}
