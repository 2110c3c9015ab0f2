using System.Collections.Immutable;
using System.CommandLine;
using Jaram.Assay.Tasks;
using Jaram.Assay.Tasks.Asking;
using Jaram.Assay.Tasks.Recording;
using Jaram.Assay.Tasks.Suites;

namespace Jaram.Cli.Assaying;

/// <summary>What is to be asked.</summary>
/// <param name="Tasks">The tasks.</param>
/// <param name="Options">How.</param>
/// <param name="Texts">Files and folders that the model was raised on, to look for the questions in.</param>
internal sealed record TasksWish(
    ImmutableArray<PreparedTask> Tasks, EvaluationOptions Options, IReadOnlyList<string> Texts);

/// <summary>The options of tasks.</summary>
internal sealed class TasksFlags
{
    private readonly Desk _desk;
    private readonly Option<string[]> _tasks, _suites, _texts;
    private readonly Option<string?> _data, _folder;
    private readonly Option<int?> _shots, _limit;
    private readonly Option<int> _questions;
    private readonly Option<ulong> _seed;
    private readonly Option<bool> _chat, _fresh;

    public TasksFlags(Desk desk, Command verb)
    {
        _desk = desk;
        _tasks = Paths("--tasks", desk.Say(
            "A task file, a folder of them, or a public set's name, as kmmlu; may be given again",
            "과제 파일, 그 폴더, 또는 kmmlu 같은 공개 과제의 이름. 여러 번 적을 수 있습니다"));
        _suites = Paths("--suite", desk.Say("Jaram's own tasks in a language: ko, en or ar; may be given again",
            "자람이 만드는 과제의 언어: ko, en, ar. 여러 번 적을 수 있습니다")).AcceptOnlyFromAmong([.. Suite.Languages]);
        _suites.HelpName = "ko|en|ar";
        _seed = NumberOption.Make(desk, "--seed",
            desk.Say("Decides the questions of --suite", "--suite의 문제를 정합니다"), 1UL);
        _questions = NumberOption.Make(desk, "--questions",
            desk.Say("Questions of each task of --suite", "--suite의 과제마다 문제 수"), 50, 1, 10_000);
        _data = Word("--data", desk.Say("PATH", "경로"), desk.Say(
            "The folder of public sets that you brought; nothing is fetched",
            "가져온 공개 데이터의 폴더. 아무것도 내려받지 않습니다"));
        _shots = NumberOption.MakeOpen<int>(desk, "--shots",
            desk.Say("Examples before each question; left out, as the task says", "문제 앞에 보일 예의 수. 없으면 과제를 따릅니다"),
            0, 64);
        _limit = NumberOption.MakeOpen<int>(desk, "--limit",
            desk.Say("Questions of each task at most", "과제마다 문제 수의 상한"), 1, int.MaxValue);
        _folder = Word("--folder", desk.Say("FOLDER", "폴더"), desk.Say(
            "Where answers are kept; left out, reports/tasks in the model's folder, or tasks-HOST-PORT here",
            "답을 둘 폴더. 없으면 모델 폴더의 reports/tasks, 주소면 여기의 tasks-HOST-PORT"));
        _chat = Flag("--chat", desk.Say("Put questions that want a text as what a user says in a chat",
            "글로 답하는 문제를 대화에서 사용자가 하는 말로 묻습니다"));
        _fresh = Flag("--fresh", desk.Say("Ask all again, whatever was answered before", "전에 답한 것도 다시 묻습니다"));
        _texts = Paths("--text", desk.Say(
            "Text that the model was raised on, to look for the questions in; a model raised here brings its own",
            "모델이 배운 글. 문제가 그 안에 있는지 찾습니다. 여기서 키운 모델은 스스로 가지고 있습니다"));
        Option[] all =
            [_tasks, _suites, _seed, _questions, _data, _shots, _limit, _folder, _chat, _fresh, _texts];
        foreach (var option in all) verb.Options.Add(option);
    }

    /// <summary>What is to be asked.</summary>
    /// <exception cref="MisuseException">Nothing is.</exception>
    /// <exception cref="EvaluationException">A task cannot be read.</exception>
    public TasksWish Read(ParseResult given, string word)
    {
        if (AskedModelFlags.Address(word) is null && !Directory.Exists(word))
            throw new MisuseException(_desk.Say($"{word}: is neither a model's folder nor an address; name one",
                $"{word}: 모델 폴더도 주소도 아닙니다. 둘 중 하나를 적으세요"));
        var folder = given.GetValue(_folder) ?? Usual(word);
        List<string> paths = [.. (given.GetValue(_tasks) ?? []).Select(Found)];
        foreach (var language in given.GetValue(_suites) ?? [])
            paths.Add(Suite.Write(folder, language, given.GetValue(_seed), given.GetValue(_questions)));
        if (paths.Count == 0)
            throw new MisuseException(_desk.Say(
                "nothing to ask; name task files with --tasks, or a language with --suite",
                "물을 것이 없습니다. --tasks로 과제 파일을, 또는 --suite로 언어를 적으세요"));
        return new(PreparedTask.ReadAll(paths, given.GetValue(_data) ?? "", given.GetValue(_shots)),
            new(folder, given.GetValue(_limit) ?? int.MaxValue,
                given.GetValue(_chat) ? AskingManner.Chat : AskingManner.Text,
                given.GetValue(_fresh) ? JournalStart.Anew : JournalStart.GoOn),
            given.GetValue(_texts) ?? []);
    }

    /// <summary>A path, or that of a task which comes with the program.</summary>
    private static string Found(string word)
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "tasks", $"{word}.yaml");
        return !Path.Exists(word) && File.Exists(shipped) ? shipped : word;
    }

    private static string Usual(string word) => AskedModelFlags.Address(word) is { } address
        ? $"tasks-{address.Host}-{address.Port}"
        : Path.Combine(word, "reports", "tasks");

    private static Option<string[]> Paths(string name, string does) =>
        new(name) { Description = does, HelpName = "PATH", AllowMultipleArgumentsPerToken = true };

    private static Option<string?> Word(string name, string value, string does) =>
        new(name) { Description = does, HelpName = value };

    private static Option<bool> Flag(string name, string does) => new(name) { Description = does };
}
