using System.CommandLine;
using Jaram.Assay.Scorecards.Cards;
using Jaram.Cli.Assaying;
using Jaram.Cli.Judging;
using Jaram.Cli.Judging.Decoys;
using Jaram.Cli.Raising;

namespace Jaram.Cli.Verbs;

/// <summary>jaram assay CANDIDATE…</summary>
internal static class AssayVerb
{
    /// <summary>The verb; each of its own verbs is a file beside this one.</summary>
    public static Verb Make(Desk desk)
    {
        var candidates = new Argument<string[]>("CANDIDATE…")
        {
            Description = desk.Say(
                "Models to judge side by side: raised here (sprout, sprout@120), a folder or file of anybody's, or an "
                    + "address up to /v1",
                "나란히 감정할 모델: 여기서 키운 것(sprout, sprout@120), 남의 폴더나 파일, 또는 /v1까지 적은 주소"),
            Arity = ArgumentArity.ZeroOrMore,
        };
        var verb = new Verb("assay", desk.Say(
                "Judges models by a rubric: gates first, then points, each number with its reason and its evidence, in "
                    + "one signed scorecard. Exit code 1 if a gate shuts a candidate out.",
                "배점표에 따라 모델을 감정합니다: 먼저 관문, 다음 점수. 모든 수에 사유와 근거를 붙여 서명한 감정서 하나로 씁니다. "
                    + "관문에서 탈락한 후보가 있으면 종료 코드 1."),
            "jaram assay models/sprout --against known-model/ --control stranger/",
            "jaram assay models/a models/b --evidence a=a/reports/tasks/results.json b=b/reports/tasks/results.json",
            "jaram assay models/film --decoys",
            "jaram assay a b --rubric korea-2026-stage2 --entries marks.json --out card",
            "jaram assay replay card/",
            "jaram assay scan candidate/ --against known-model/ --control stranger/",
            "jaram assay tasks models/sprout --suite ko", "jaram assay zoo zoo/")
        {
            candidates, AssayScanVerb.Make(desk), AssayFingerprintVerb.Make(desk), AssaySearchVerb.Make(desk),
            AssayBehaviourVerb.Make(desk), AssayTasksVerb.Make(desk), AssayReplayVerb.Make(desk),
            AssayExtensionVerb.Make(desk), AssayZooVerb.Make(desk),
        };
        var flags = new CardFlags(desk, verb);
        var decoys = new Option<bool>("--decoys")
        {
            Description = desk.Say("Of one raised model: also raise a rival from another seed by the same plan and "
                    + "disguise a copy, and judge both beside it; takes as long as the model did",
                "여기서 키운 모델 하나일 때: 다른 시드의 경쟁 모델을 같은 계획으로 키우고 복제를 변장시켜 함께 감정합니다. 모델을 키운 만큼 걸립니다"),
        };
        var rivalSteps = NumberOption.MakeOpen<long>(desk, "--rival-steps", desk.Say(
            "With --decoys: so many steps for the rival, not as many as the model has had",
            "--decoys와 함께: 경쟁 모델을 모델만큼이 아니라 이만큼만 키웁니다"), least: 1);
        verb.Options.Add(decoys);
        verb.Options.Add(rivalSteps);
        var help = new HelpPage(desk);
        verb.SetAction(given => given.GetValue(candidates) is { Length: > 0 } words
            ? Run(desk, flags.Read(given, words),
                Decoys(desk, words, given.GetValue(decoys) ? Company.Decoys : Company.None, given.GetValue(rivalSteps)),
                given.GetValue<bool>("--json"))
            : help.Invoke(given));
        return verb;
    }

    private static int Run(Desk desk, CardWish asked, DecoyPair? decoys, bool isJson)
    {
        if (decoys?.Make(Machine.Choose("cpu", null, desk)) == false) return ExitCode.Done;
        if (decoys is null && IsAlone(asked))
            desk.Note("it stands alone, so its weights are held against nothing; --decoys raises a rival and disguises "
                + "a copy to stand beside it",
                "홀로 있어 가중치를 견줄 상대가 없습니다. --decoys를 쓰면 경쟁 모델을 키우고 복제를 변장시켜 함께 감정합니다");
        var wish = decoys?.Join(asked) ?? asked;
        var made = new CardMaking(desk, wish).Make();
        if (isJson) desk.Out.Write(System.Text.Encoding.UTF8.GetString(ScorecardFile.Write(made.Card)));
        else new CardPage(desk, made.Card, made.Rubric).Write();
        var page = Path.Combine(wish.Folder, CardFolder.PageFile);
        desk.Note($"wrote {page}, {CardFolder.PaperFile}, {CardFolder.CardFile} and their signature; check all of it "
                + $"again: jaram assay replay {wish.Folder}; who checks it elsewhere needs this line in a policy: log "
                + made.Key,
            $"{page}, {CardFolder.PaperFile}, {CardFolder.CardFile}과 서명을 썼습니다. 다시 검사: jaram assay replay "
                + $"{wish.Folder}. 다른 곳에서 검사하려면 policy 파일에 이 줄이 필요합니다: log {made.Key}");
        return made.ShutsOut(asked.Candidates) ? ExitCode.No : ExitCode.Done;
    }

    private static bool IsAlone(CardWish wish) =>
        wish is { Candidates: [var only], Against.Count: 0, Controls.Count: 0, Extent: not CardExtent.Nothing }
        && Subjects.Raised(only) is not null;

    /// <summary>Company for one raised model, if it is asked for.</summary>
    private static DecoyPair? Decoys(Desk desk, string[] words, Company company, long? rivalSteps)
    {
        if (company == Company.None)
            return rivalSteps is null ? null : throw new MisuseException(desk.Say(
                "--rival-steps goes with --decoys; add it, or leave both out",
                "--rival-steps는 --decoys와 함께 씁니다. 함께 적거나 둘 다 빼세요"));
        if (words is [var model] && Subjects.Raised(model) is (_, Subjects.Newest)) return new(desk, model, rivalSteps);
        if (words is [var other] && !Path.Exists(other.Split('@')[0])) throw CandidateLook.Missing(desk, other);
        throw new MisuseException(desk.Say(
            "--decoys goes with one model that was raised here; name its folder alone",
            "--decoys는 여기서 키운 모델 하나와 함께 씁니다. 그 폴더만 적으세요"));
    }

    private enum Company { None, Decoys }
}
