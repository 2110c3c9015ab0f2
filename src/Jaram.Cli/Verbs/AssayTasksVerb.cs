using System.Text;
using Jaram.Assay.Tasks;
using Jaram.Cli.Assaying;

namespace Jaram.Cli.Verbs;

/// <summary>jaram assay tasks MODEL|URL</summary>
internal static class AssayTasksVerb
{
    private const string Numbers = "results.json";

    /// <summary>The verb.</summary>
    public static Verb Make(Desk desk)
    {
        var model = new System.CommandLine.Argument<string>("MODEL")
        {
            Description = desk.Say("A model's folder, or an OpenAI-compatible address up to /v1",
                "모델 폴더, 또는 /v1까지 적은 OpenAI 호환 주소"),
        };
        var verb = new Verb("tasks", desk.Say(
                "Asks a model the questions of tasks, scores it as lm-evaluation-harness does, and says what guessing "
                    + "scores. Ctrl-C keeps what was answered; the same command goes on.",
                "과제의 문제를 모델에게 묻고 lm-evaluation-harness와 같은 방식으로 채점하며, 찍었을 때의 점수도 말합니다. "
                    + "Ctrl-C를 눌러도 답한 것은 남고, 같은 명령으로 이어집니다."),
            "jaram assay tasks models/sprout --tasks kobest_boolq --tasks kmmlu_cloze --data ~/sets",
            "jaram assay tasks models/sprout --suite ko --suite en --limit 50",
            "jaram assay tasks http://127.0.0.1:8080/v1 --suite ar --chat --json",
            "jaram assay tasks models/sprout --tasks mine.yaml --text corpus/ --shots 5") { model };
        var (flags, asked) = (new TasksFlags(desk, verb), new AskedModelFlags(desk, verb));
        verb.SetAction(given =>
        {
            var word = given.GetRequiredValue(model);
            var wish = flags.Read(given, word);
            using var subject = asked.Open(given, word);
            return Run(desk, wish, subject, word, SameCommand.Of(given), given.GetValue<bool>("--json"));
        });
        return verb;
    }

    private static int Run(Desk desk, TasksWish wish, OpenedSubject subject, string word, string again, bool isJson)
    {
        var report = new TasksReport(subject.Subject.Identity, wish, again);
        using var stop = new StopSignal(() => desk.Note("stopping; what was answered is kept", "멈춥니다. 답한 것은 남습니다"));
        try
        {
            var evaluation = new Evaluation(subject.Subject, wish.Options);
            foreach (var task in wish.Tasks)
            {
                var progress = new TasksProgress(desk, task.Name);
                try
                {
                    report.Results.Add(evaluation.RunAsync(task, progress.Show, stop.Token).GetAwaiter().GetResult());
                }
                finally
                {
                    progress.End();
                }
            }
            report.Contamination = new RaisedText(desk, word, wish.Texts).Search(wish.Tasks);
        }
        catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
        {
            desk.Note("stopped; the same command goes on", "멈췄습니다. 같은 명령으로 이어집니다");
        }
        finally
        {
            if (report.Results.Count > 0) Tell(desk, report, isJson);
        }
        return ExitCode.Done;
    }

    /// <summary>What is known, though it be part of what was asked for.</summary>
    private static void Tell(Desk desk, TasksReport report, bool isJson)
    {
        var json = TasksJson.Of(report);
        var path = Path.Combine(report.Wish.Options.Folder, Numbers);
        File.WriteAllText(path, json.ToJsonString(JsonText.Readable) + "\n", new UTF8Encoding(false));
        if (isJson) desk.Out.WriteLine(json.ToJsonString(JsonText.Readable));
        else new TasksPage(desk, report).Write();
        desk.Note($"wrote {path}", $"{path}에 썼습니다");
    }
}
