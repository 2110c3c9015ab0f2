using System.Collections.Immutable;
using System.CommandLine;
using Jaram.Assay.Behaviour;
using Jaram.Cli.Assaying;

namespace Jaram.Cli.Verbs;

/// <summary>jaram assay behaviour CANDIDATE --against REFERENCE… --control MODEL…</summary>
internal static class AssayBehaviourVerb
{
    private const double Level = 0.01;

    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var word = desk.Say("MODEL…", "모델…");
        var candidate = new Argument<string>("CANDIDATE")
        {
            Description = desk.Say("A model's folder, or an OpenAI-compatible address up to /v1",
                "모델 폴더, 또는 /v1까지 적은 OpenAI 호환 주소"),
        };
        var against = Models("--against", word, desk.Say("Models whose answers it may have learnt",
            "답을 배워 왔을지도 모르는 모델"));
        var controls = Models("--control", word, desk.Say(
            $"Models known to be strangers to both, {Likeness.FewestControls} or more, of the same languages",
            $"둘 모두와 남남임이 알려진 모델 {Likeness.FewestControls}개 이상, 같은 언어로"));
        against.Required = controls.Required = true;
        var text = new Option<string>("--text")
        {
            Description = desk.Say("A file with a text on each line, best one that none of them was raised on",
                "한 줄에 글 하나씩 담은 파일. 어느 모델도 배우지 않은 글이 좋습니다"),
            HelpName = desk.Say("FILE", "파일"), Required = true,
        };
        var questions = NumberOption.Make(desk, "--questions",
            desk.Say("Beginnings of texts that they go on from", "이어 쓰게 할 글의 첫머리 수"), 500, 20, 100_000);
        var verb = new Verb("behaviour", desk.Say(
                "Says whether a model writes what another writes more often than what strangers write. It speaks of "
                    + "answers, not of weights. Exit code 1 if it is nearer to a reference than to every control.",
                "모델이 남남인 모델보다 어떤 모델과 더 자주 같은 말을 쓰는지 봅니다. 가중치가 아니라 답을 말합니다. 모든 대조보다 "
                    + "가까우면 종료 코드 1."),
            "jaram assay behaviour models/mine --against teacher/ --control a/ b/ c/ d/ e/ --text lines.txt")
            { candidate, against, controls, text, questions };
        var asked = new AskedModelFlags(desk, verb);
        verb.SetAction(given =>
        {
            var path = given.GetRequiredValue(text);
            var beginnings = FirstWords.Beginnings(Lines(desk, path), given.GetValue(questions));
            if (beginnings.IsEmpty)
                throw new MisuseException(desk.Say($"{path}: has no line of four words or more; name another file",
                    $"{path}: 네 낱말이 넘는 줄이 없습니다. 다른 파일을 적으세요"));
            var report = Compare(model => Words(desk, model, beginnings, () => asked.Open(given, model)),
                given.GetRequiredValue(candidate), given.GetRequiredValue(against), given.GetRequiredValue(controls));
            new BehaviourPage(desk, given.GetRequiredValue(candidate), report).Write(given.GetValue<bool>("--json"));
            return report.Exists(one => one.Says == BehaviourSays.Alike) ? ExitCode.No : ExitCode.Done;
        });
        return verb;
    }

    private static List<Likeness> Compare(
        Func<string, ImmutableArray<string>> words, string candidate, string[] against, string[] controls)
    {
        var own = words(candidate);
        List<(string, ImmutableArray<string>)> strangers = [.. controls.Select(control => (control, words(control)))];
        return [.. against.Select(other => Likeness.Of(own, (other, words(other)), strangers, Level))];
    }

    /// <summary>What a model writes; it is closed before the next is opened.</summary>
    private static ImmutableArray<string> Words(
        Desk desk, string model, ImmutableArray<string> beginnings, Func<OpenedSubject> open)
    {
        using var opened = open();
        using var stop = new StopSignal(() => desk.Note("stopping", "멈춥니다"));
        var progress = new TasksProgress(desk, model);
        try
        {
            return FirstWords.OfAsync(opened.Subject, beginnings, done => progress.Show(done, beginnings.Length),
                stop.Token).GetAwaiter().GetResult();
        }
        finally
        {
            progress.End();
        }
    }

    private static IEnumerable<string> Lines(Desk desk, string path) => File.Exists(path)
        ? File.ReadLines(path)
        : throw new MisuseException(desk.Say($"{path}: there is no such file; name one with a text on each line",
            $"{path}: 그런 파일이 없습니다. 한 줄에 글 하나씩 담은 파일을 적으세요"));

    private static Option<string[]> Models(string name, string helpName, string does) => new(name)
    {
        Description = does, HelpName = helpName, AllowMultipleArgumentsPerToken = true,
        Arity = ArgumentArity.OneOrMore,
    };
}
