// What a model does with tasks. A score that guessing reaches is worth nothing, whatever it is called.
// Source: docs/decisions/0022-tasks.md; chance-corrected scores as in Cohen, Educ. Psychol. Meas. 20 (1960) 37.

using System.Text.Json;
using Jaram.Assay.Scorecards.Points;
using Jaram.Assay.Tasks.Scoring;

namespace Jaram.Assay.Scorecards.Evidence;

/// <summary>Field use.</summary>
internal static class TaskMeasures
{
    private const decimal Errors95 = 1.959964m;

    /// <summary>Mean over tasks of how much of the way from guessing to perfection is made.</summary>
    public static Reading AboveChance(JsonElement root, EvidenceSet of)
    {
        if (!root.TryMember("results", out var results) || results.ValueKind != JsonValueKind.Object)
            return Reading.Not("the result has no scores", "결과에 점수가 없습니다");
        var tasks = results.EnumerateObject().Select(task => Task(task.Value)).OfType<Scored>().ToList();
        if (tasks.Count == 0) return Reading.Not("the result has no scores", "결과에 점수가 없습니다");
        var mean = tasks.Average(task => task.Value);
        var spread = Errors95 * (decimal)Math.Sqrt((double)tasks.Sum(task => task.Error * task.Error)) / tasks.Count;
        var value = new Bounds(Kept(mean - spread), Kept(mean), Kept(mean + spread));
        var atChance = tasks.Count(task => task.IsChance);
        return new Reading.Told(value, Grade.Measured, "$.results", new(
            $"{Measures.Text(value.Value)} of the way from guessing to perfect over {tasks.Count} tasks, "
                + $"{atChance} of them at chance",
            $"과제 {tasks.Count}개에서 찍기와 만점 사이의 {Measures.Text(value.Value)}. 찍기 수준 {atChance}개"));
    }

    /// <summary>The share of questions of which no stretch stands in the text that the model was raised on.</summary>
    public static Reading Unseen(JsonElement root, EvidenceSet of)
    {
        var (questions, touched) = (0m, 0m);
        foreach (var task in root.List("contamination"))
            if (task.TryNumber("questions", out var asked) && task.TryNumber("touched", out var found))
                (questions, touched) = (questions + asked, touched + found);
        if (questions == 0)
            return Reading.Not("nobody looked for the questions in the text that it was raised on",
                "배운 글에서 문제를 찾아보지 않았습니다");
        return new Reading.Told(Bounds.Exact(1 - touched / questions), Grade.Measured, "$.contamination", new(
            $"a stretch of {touched:0} of {questions:0} questions stands in the text that it was raised on",
            $"{questions:0}문제 가운데 {touched:0}문제의 한 토막이 배운 글에 있음"));
    }

    /// <summary>A task's first score of answers, or its accuracy if it has one: what a text costs, and how far beliefs
    /// lie off, have no perfect end that a share could be of.</summary>
    private static Scored? Task(JsonElement scores)
    {
        var names = scores.EnumerateObject().Where(score => score.Value.ValueKind == JsonValueKind.Number)
            .Select(score => score.Name.Split(',')).Where(name => name.Length == 2 && !IsBeside(name[0])).ToList();
        if (names.Find(name => name[0] == "acc") is not { } main)
        {
            if (names.Count == 0) return null;
            main = names[0];
        }
        scores.TryNumber($"{main[0]},{main[1]}", out var value);
        scores.TryNumber($"{main[0]}_stderr,{main[1]}", out var error);
        if (!scores.TryMember($"{main[0]}_chance,{main[1]}", out var chance)
            || !chance.TryNumber("value", out var guessing) || guessing >= 1) return new(value, error, false);
        return new((value - guessing) / (1 - guessing), error / (1 - guessing), chance.Is("isChance"));
    }

    private static bool IsBeside(string metric) => metric.EndsWith("_stderr", StringComparison.Ordinal)
        || metric.EndsWith("_chance", StringComparison.Ordinal) || Score.IsCost(metric);

    private static decimal Kept(decimal share) => Math.Clamp(Math.Round(share, 6), 0, 1);

    private sealed record Scored(decimal Value, decimal Error, bool IsChance);
}
