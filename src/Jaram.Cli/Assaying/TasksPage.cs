using Jaram.Assay.Tasks.Asking;
using Jaram.Assay.Tasks.Recording;
using Jaram.Assay.Tasks.Scoring;
using Jaram.Cli.History;
using Spectre.Console;

namespace Jaram.Cli.Assaying;

/// <summary>Tasks for people, in a terminal.</summary>
/// <param name="desk">Where the user sits.</param>
/// <param name="report">What is told.</param>
internal sealed class TasksPage(Desk desk, TasksReport report)
{
    /// <summary>Writes all of it.</summary>
    public void Write()
    {
        var (subject, isChat) = (report.Subject, report.Wish.Options.Manner == AskingManner.Chat);
        desk.Out.WriteLine(desk.Say(
            $"{subject.Name}, weights {Weights(subject)}, asked {(isChat ? "in a chat" : "as text")}",
            $"{subject.Name}, 가중치 {Weights(subject)}, {(isChat ? "대화로" : "글로")} 물음"));
        WriteScores();
        WriteGroups();
        WriteContamination();
        foreach (var result in report.Results) WriteWarnings(result);
        desk.Out.WriteLine(desk.Say(
            "±: one standard error. guessing: where a guesser's score lies in 95 of 100 tries, and in brackets what "
                + "always giving one choice scores, if that is more; what is not above it is marked and says nothing "
                + "of the model",
            "±: 표준오차. 찍기: 찍는 사람의 점수가 100번에 95번 놓이는 범위. 늘 같은 보기를 고르는 점수가 더 높으면 괄호 안에 적습니다. "
                + "그보다 높지 않으면 표시하며, 모델에 대해 말해 주는 것이 없습니다"));
        desk.Out.WriteLine($"{desk.Say("again", "다시")}: {report.Again}");
    }

    private void WriteScores()
    {
        desk.Out.WriteLine();
        var table = PlainTable.Make(desk, 4, [desk.Say("task", "과제"), desk.Say("version", "버전"),
            desk.Say("filter", "필터"), desk.Say("metric", "척도"), desk.Say("shots", "예"), desk.Say("value", "값"), "±",
            desk.Say("guessing", "찍기"), desk.Say("questions", "문제"), ""]);
        foreach (var result in report.Results)
            foreach (var (at, score) in result.Scores.Index())
                table.AddRow([.. new[]
                {
                    at == 0 ? result.Task.Name : "", at == 0 ? result.Task.Version : "", score.Filter,
                    score.Metric, Units.Text(result.Task.Shots, "0"), Share(score.Value), Share(score.StandardError),
                    Guessing(score.Chance), at == 0 ? Units.Text(result.Asked, "0") : "", Says(score),
                }.Select(Markup.Escape)]);
        PlainTable.Write(desk, table);
    }

    private void WriteGroups()
    {
        var groups = GroupScore.Of(report.Results);
        if (groups.Count == 0) return;
        desk.Out.WriteLine();
        var table = PlainTable.Make(desk, 3, [desk.Say("group", "묶음"), desk.Say("metric", "척도"),
            desk.Say("filter", "필터"), desk.Say("over questions (micro)", "문제 평균(micro)"), "±",
            desk.Say("over tasks (macro)", "과제 평균(macro)"), desk.Say("tasks", "과제 수"), desk.Say("questions", "문제")]);
        foreach (var group in groups)
            table.AddRow([.. new[]
            {
                group.Group == "" ? desk.Say("all tasks", "모든 과제") : group.Group, group.Metric, group.Filter,
                Share(group.Micro), Share(group.MicroError), Share(group.Macro),
                Units.Text(group.Tasks, "0"), Units.Text(group.Questions, "0"),
            }.Select(Markup.Escape)]);
        PlainTable.Write(desk, table);
    }

    private void WriteContamination()
    {
        if (report.Contamination.Count == 0) return;
        desk.Out.WriteLine();
        var table = PlainTable.Make(desk, 1, [desk.Say("questions in the text that it was raised on", "배운 글 속의 문제"),
            desk.Say("a stretch", "한 토막"), desk.Say("nearly whole", "거의 전부"), desk.Say("too short to tell", "짧아서 모름"),
            desk.Say("questions", "문제")]);
        foreach (var found in report.Contamination)
            table.AddRow([.. new[]
            {
                found.Task, Units.Text(found.Touched, "0"), Units.Text(found.Whole, "0"),
                Units.Text(found.TooShort, "0"), Units.Text(found.Questions, "0"),
            }.Select(Markup.Escape)]);
        PlainTable.Write(desk, table);
    }

    private void WriteWarnings(TaskResult result)
    {
        if (result.Known > 0 && report.Subject.Weights == "")
            desk.Out.WriteLine(desk.Say(
                $"{result.Task.Name}: {result.Known} of {result.Asked} answers are of an earlier run, and nobody can "
                    + $"say "
                    + "whether the weights are still the same; --fresh asks again",
                $"{result.Task.Name}: {result.Asked}개 답 가운데 {result.Known}개는 지난번 것이고, 가중치가 그대로인지 알 수 없습니다. "
                    + "--fresh로 다시 묻습니다"));
        if (result.CutSamples > 0)
            desk.Out.WriteLine(desk.Say(
                $"{result.Task.Name}: {result.CutSamples} of {result.Asked} questions lost their beginning, the "
                    + "model's context is too short for them",
                $"{result.Task.Name}: 모델의 문맥이 짧아 {result.Asked}문제 가운데 {result.CutSamples}문제의 앞부분이 잘렸습니다"));
        if (result.EmptySamples > 0)
            desk.Out.WriteLine(desk.Say(
                $"{result.Task.Name}: in {result.EmptySamples} questions a choice has no token of its own and counts "
                    + "as certain, as the harness has it",
                $"{result.Task.Name}: {result.EmptySamples}문제에서 제 토큰이 없는 보기가 있어, 하네스처럼 확률 1로 셌습니다"));
    }

    private string Says(Score score) => !score.IsChance ? ""
        : score.Value < score.Chance!.Low ? desk.Say("below chance", "찍기보다 낮음")
        : desk.Say("at chance", "찍기 수준");

    private static string Guessing(ChanceLine? chance) => chance is null ? "–"
        : chance.High == 0 ? "0"
        : $"{Share(chance.Low)}–{Share(chance.High)}"
            + (chance.Constant > chance.High ? $" ({Share(chance.Constant)})" : "");

    private static string Share(double value) => double.IsFinite(value) ? Units.Text(value, "0.0000") : "–";

    private string Weights(SubjectIdentity subject) => subject.Weights == ""
        ? desk.Say("unknown", "알 수 없음")
        : subject.Weights.Split(' ') is [var digest, .. var kept]
            ? $"{digest[..Math.Min(12, digest.Length)]} {string.Join(' ', kept)}".TrimEnd() : "";
}
