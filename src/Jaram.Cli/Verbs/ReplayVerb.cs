using System.CommandLine;
using System.Security.Cryptography;
using Jaram.Cli.Raising;
using Jaram.Cli.Verifying;
using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying;
using Jaram.Ledger.Verifying.Replaying;
using Jaram.Training.Recording;
using static TorchSharp.torch;

namespace Jaram.Cli.Verbs;

/// <summary>jaram replay MODEL</summary>
internal static class ReplayVerb
{
    private const int Normally = 4;

    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var model = new Argument<string>("MODEL") { Description = desk.Say("The model's folder", "모델 폴더") };
        var segments = NumberOption.Make(desk, "--segments", desk.Say(
            "Draw so many segments; the first, the fastest and each stage's first are added",
            "구간을 이만큼 뽑습니다. 첫 구간, 가장 빠른 구간, 단계마다 첫 구간은 늘 더합니다"), Normally, 0);
        var all = new Option<bool>("--all")
        {
            Description = desk.Say("Make every segment again, from the seed on", "시드부터 모든 구간을 다시 실행합니다"),
        };
        var challenge = new Option<string?>("--challenge")
        {
            Description = desk.Say("What draws them: a number from a public lottery of today; left out, drawn here",
                "추첨에 쓸 값: 오늘의 공개 추첨 번호 같은 것. 없으면 여기서 뽑습니다"),
            HelpName = "NONCE",
        };
        var threads = RaisingFlags.Threads(desk);
        var device = RaisingFlags.Where(desk);
        var verb = new Verb("replay", desk.Say(
                "Checks all that verify does, and trains stretches of a model's life once more to compare every bit.",
                "verify가 하는 검사를 모두 하고, 모델 일생의 몇 구간을 다시 학습해 모든 비트를 견줍니다."),
            "jaram replay models/sprout --segments 8 --challenge 3,11,24,28,33,41", "jaram replay models/sprout --all",
            "jaram replay models/sprout --policy ministry.policy",
            "jaram replay models/tall --all --parent models/sprout")
            { model, segments, all, challenge, threads, device };
        var flags = new TrustFlags(desk, verb);
        verb.SetAction(given =>
        {
            var folder = new ModelFolder(given.GetRequiredValue(model));
            var count = given.GetValue(all) ? int.MaxValue : given.GetValue(segments);
            var word = given.GetValue(challenge) ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            var where = Machine.Choose(given.GetValue(device)!, given.GetValue(threads), desk);
            var trust = flags.Of(given, desk, folder);
            var report = new Inspection(desk, folder).Make(trust, (model, history, measures) =>
                Audit(desk, model, history, measures, count, word, where), flags.Line(given, desk));
            return new ReportPage(desk, report, given.GetRequiredValue(model), SameCommand.Of(given))
                .Write(given.GetValue<bool>("--json"));
        });
        return verb;
    }

    private static ReplayAudit Audit(Desk desk, ModelFolder folder, GrowthHistory history,
        IReadOnlyList<VersionMeasures> measures, int count, string challenge, Device device)
    {
        var chosen = ReplayPlan.Choose(history, challenge, count, measures);
        var replayer = new Replayer(folder, history, device);
        var stretches = replayer.Plan(chosen);
        var steps = stretches.Sum(stretch => stretch.To - stretch.From);
        var all = ReplayPlan.Segments(history).Count;
        desk.Note($"challenge {challenge}: {chosen.Count} of {all} segments are made again, {steps} steps",
            $"추첨 {challenge}: 구간 {all}개 중 {chosen.Count}개를 다시 실행, 스텝 {steps}개");
        NoteProgram(desk, history);
        List<ReplayedSegment> made = [];
        foreach (var stretch in stretches)
            replayer.Replay(stretch, segment =>
            {
                made.Add(segment);
                if (history.Find(segment.Version)?.Version is not { } recorded) return;
                var same = segment.Found == segment.Version;
                desk.Note($"step {recorded.Step} of {stretch.To}: {(same ? "the same, to the bit" : "DIFFERENT")}",
                    $"{recorded.Step}/{stretch.To} 스텝: {(same ? "비트까지 같음" : "다름")}");
            });
        return new(challenge, chosen, made);
    }

    /// <summary>Another program may well give other bits; that is told before, not guessed after.</summary>
    private static void NoteProgram(Desk desk, GrowthHistory history)
    {
        var own = ProgramFiles.DigestOf(ProgramFiles.Of(AppContext.BaseDirectory));
        if (history.Plans.All(plan => plan.Plan.Program == own)) return;
        desk.Note("this jaram is not the program that raised the model: if bits differ, use that one",
            "이 jaram은 모델을 기른 프로그램이 아닙니다. 비트가 다르면 그 프로그램으로 해 보세요");
    }
}
