using System.CommandLine;
using System.Text;
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
        var threads = NumberOption.Make(desk, "--threads", desk.Say("Threads that compute; they change no result",
            "계산할 스레드 수. 결과는 달라지지 않습니다"), Environment.ProcessorCount, least: 1, most: 1024);
        var thresholds = new Option<string>("--thresholds")
        {
            Description = desk.Say("What counts as found, fixed beforehand: a name or a JSON file",
                "무엇을 찾은 것으로 칠지 미리 정한 이름이나 JSON 파일"),
            HelpName = desk.Say("NAME", "이름"), DefaultValueFactory = _ => Rubrics.Provenance,
        };
        var verb = new Verb("zoo", desk.Say(
                "Raises small models whose family tree is known, disguises some, and says how well the provenance tests "
                    + "tell who was made from whom. Exit code 1 if strangers were judged dependent. Ctrl-C keeps what was "
                    + "raised; the same command goes on.",
                "족보를 아는 작은 모델들을 키우고 일부를 변장시킨 뒤, 출처 검정이 누가 누구에게서 나왔는지 얼마나 잘 가리는지 말합니다. "
                    + "남남을 종속이라 하면 종료 코드 1. Ctrl-C를 눌러도 키운 것은 남고, 같은 명령으로 이어집니다."),
            "jaram assay zoo zoo/", "jaram assay zoo zoo-full/ --size full --threads 2",
            "jaram assay zoo zoo/ --json > report.json") { folder, size, threads, thresholds };
        verb.SetAction(given =>
        {
            set_num_threads(given.GetValue(threads));
            return Run(desk, given.GetRequiredValue(folder),
                given.GetValue(size) == Full ? ZooScale.Full : ZooScale.Small, Rubrics.Read(
                    given.GetValue(thresholds)!, desk), given.GetValue(threads), SameCommand.Of(given),
                given.GetValue<bool>("--json"));
        });
        return verb;
    }

    private static int Run(Desk desk, string path, ZooScale scale, Assay.Provenance.Judging.Thresholds rules,
        int threads, string again, bool isJson)
    {
        var zoo = MisuseException.Guard(() => new ZooFolder(path, ZooPlan.Of(scale)));
        using var stop = new StopSignal(() => desk.Note("stopping; what was raised is kept", "멈춥니다. 키운 것은 남습니다"));
        var progress = new ZooProgressLine(desk);
        try
        {
            zoo.Raise(threads, progress.Show, stop.Token);
            var (pairs, animals) = new ZooScan(zoo, rules, []).Run(threads, progress.Show, stop.Token);
            progress.End();
            var report = ZooReport.Of(zoo, rules, pairs, animals, []);
            Write(path, Rows, PairTable.Of(pairs));
            Write(path, Numbers, ZooJson.Of(report, animals, again));
            if (isJson) desk.Out.Write(ZooJson.Of(report, animals, again));
            else new ZooPage(desk, report, again).Write();
            desk.Note($"wrote {Path.Combine(path, Rows)} and {Numbers}", $"{Path.Combine(path, Rows)}와 {Numbers}를 썼습니다");
            return report.Strangers.Dependent == 0 ? ExitCode.Done : ExitCode.No;
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            progress.End();
            desk.Note("stopped; the same command goes on", "멈췄습니다. 같은 명령으로 이어집니다");
            return ExitCode.Done;
        }
    }

    private static void Write(string folder, string file, string text) =>
        File.WriteAllText(Path.Combine(folder, file), text, new UTF8Encoding(false));
}
