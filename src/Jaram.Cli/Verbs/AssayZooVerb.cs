using System.CommandLine;
using System.Text;
using Jaram.Assay.Provenance.Judging;
using Jaram.Cli.Assaying;
using Jaram.Zoo;
using Jaram.Zoo.Measuring;
using Jaram.Zoo.Planning;
using Jaram.Zoo.Reporting;
using static TorchSharp.torch;

namespace Jaram.Cli.Verbs;

/// <summary>jaram assay zoo FOLDER</summary>
internal static class AssayZooVerb
{
    private const string Rows = "zoo.tsv", Numbers = "report.json", Small = "small", Full = "full";

    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var folder = new Argument<string>("FOLDER") { Description = desk.Say("Where the zoo lies", "동물원 폴더") };
        var size = new Option<string>("--size")
        {
            Description = desk.Say("small: minutes, one of nearly everything; full: an hour, figures that can be told",
                "small: 몇 분, 거의 하나씩. full: 한 시간, 밖에 말할 수 있는 수치"),
            DefaultValueFactory = _ => Small,
        };
        size.AcceptOnlyFromAmong(Small, Full);
        var threads = NumberOption.Make(desk, "--threads", desk.Say(
            "Models scanned at once; they are raised one by one. Changes no result",
            "한꺼번에 살펴볼 모델 수. 키우는 것은 하나씩입니다. 결과는 달라지지 않습니다"), Environment.ProcessorCount, least: 1, most: 1024);
        var thresholds = new Option<string>("--thresholds")
        {
            Description = desk.Say("What counts as found, fixed beforehand: a name or a JSON file",
                "무엇을 찾은 것으로 칠지 미리 정한 이름이나 JSON 파일"),
            HelpName = desk.Say("NAME", "이름"), DefaultValueFactory = _ => Rubrics.Provenance,
        };
        var raiseOnly = new Option<bool>("--raise-only")
        {
            Description = desk.Say("Only raise: several of these beside each other raise one zoo on as many cores",
                "키우기만 합니다. 여럿을 나란히 실행하면 그만큼의 코어로 한 동물원을 키웁니다"),
        };
        var verb = new Verb("zoo", desk.Say(
                "Raises small models whose family tree is known, disguises some, and says how well the provenance "
                    + "tests tell who was made from whom. Exit code 1 if strangers were judged dependent. Ctrl-C keeps "
                    + "what was raised; the same command goes on.",
                "족보를 아는 작은 모델들을 키우고 일부를 변장시킨 뒤, 출처 검정이 누가 누구에게서 나왔는지 얼마나 잘 가리는지 말합니다. "
                    + "남남을 종속이라 하면 종료 코드 1. Ctrl-C를 눌러도 키운 것은 남고, 같은 명령으로 이어집니다."),
            "jaram assay zoo zoo/", "jaram assay zoo zoo-full/ --size full",
            "jaram assay zoo zoo-full/ --size full --raise-only &", "jaram assay zoo zoo/ --json > report.json")
            { folder, size, threads, thresholds, raiseOnly };
        verb.SetAction(given =>
        {
            set_num_threads(1);                                         // tensors are so small that a second costs more
            var zoo = new ZooWish(given.GetRequiredValue(folder),
                given.GetValue(size) == Full ? ZooScale.Full : ZooScale.Small,
                Rubrics.Read(given.GetValue(thresholds)!, desk), given.GetValue(threads), given.GetValue(raiseOnly));
            return Run(desk, zoo, SameCommand.Of(given), given.GetValue<bool>("--json"));
        });
        return verb;
    }

    private static int Run(Desk desk, ZooWish wish, string again, bool isJson)
    {
        var zoo = new ZooFolder(wish.Folder, ZooPlan.Of(wish.Scale), desk.Time);
        using var stop = new StopSignal(() => desk.Note("stopping; what was raised is kept", "멈춥니다. 키운 것은 남습니다"));
        var progress = new ZooProgressLine(desk);
        try
        {
            zoo.Raise(wish.Threads, progress.Show, stop.Token);
            if (wish.IsRaisedOnly)
            {
                progress.End();
                desk.Note("all animals are raised", "모두 키웠습니다");
                return ExitCode.Done;
            }
            var rivals = ZooRivals.Of(zoo);
            var (pairs, animals) = new ZooScan(zoo, wish.Rules, rivals).Run(wish.Threads, progress.Show, stop.Token);
            progress.End();
            return Tell(desk, wish.Folder, ZooReport.Of(zoo, wish.Rules, pairs, animals, rivals), (pairs, animals),
                again, isJson);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            progress.End();
            desk.Note("stopped; the same command goes on", "멈췄습니다. 같은 명령으로 이어집니다");
            return ExitCode.Done;
        }
    }

    private static int Tell(Desk desk, string folder, ZooReport report,
        (IReadOnlyList<PairRow> Pairs, IReadOnlyList<AnimalRow> Animals) rows, string again, bool isJson)
    {
        var json = ZooJson.Of(report, rows.Animals, again);
        Write(folder, Rows, PairTable.Of(rows.Pairs));
        Write(folder, Numbers, json);
        if (isJson) desk.Out.Write(json);
        else new ZooPage(desk, report, again).Write();
        var path = Path.Combine(folder, Rows);
        desk.Note($"wrote {path} and {Numbers}", $"{path}와 {Numbers}를 썼습니다");
        return report.Strangers.Dependent == 0 ? ExitCode.Done : ExitCode.No;
    }

    private static void Write(string folder, string file, string text) =>
        File.WriteAllText(Path.Combine(folder, file), text, new UTF8Encoding(false));

    /// <summary>What is asked for.</summary>
    private sealed record ZooWish(
        string Folder, ZooScale Scale, Thresholds Rules, int Threads, bool IsRaisedOnly);
}
