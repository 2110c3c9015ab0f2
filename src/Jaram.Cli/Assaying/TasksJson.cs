using System.Text.Json.Nodes;
using Jaram.Assay.Tasks.Recording;
using Jaram.Assay.Tasks.Scoring;

namespace Jaram.Cli.Assaying;

/// <summary>Tasks for programs, under the names of lm-evaluation-harness where it has one.</summary>
internal static class TasksJson
{
    /// <summary>The whole report.</summary>
    public static JsonObject Of(TasksReport report) => new()
    {
        ["event"] = "tasks", ["again"] = report.Again,
        ["model"] = new JsonObject
        {
            ["name"] = report.Subject.Name, ["weights"] = report.Subject.Weights, ["place"] = report.Subject.Place,
            ["settings"] = report.Subject.Settings,
        },
        ["manner"] = report.Wish.Options.Manner.ToString().ToLowerInvariant(),
        ["results"] = ByTask(report, Scores),
        ["versions"] = ByTask(report, result => result.Task.Version),
        ["n-shot"] = ByTask(report, result => result.Task.Shots),
        ["n-samples"] = ByTask(report, result =>
            new JsonObject { ["original"] = result.Task.Questions, ["effective"] = result.Asked }),
        ["task_hashes"] = ByTask(report, result => result.Task.Digest.ToString()),
        ["data"] = ByTask(report, result => new JsonArray([.. result.Task.Files.Select(file =>
            (JsonNode)new JsonObject { ["file"] = file.Name, ["sha256"] = file.Digest.ToString() })])),
        ["samples"] = ByTask(report, result => result.Journal),
        ["tokens"] = ByTask(report, result => result.Tokens < 0 ? null : result.Tokens),
        ["cut_samples"] = ByTask(report, result => result.CutSamples),
        ["empty_continuations"] = ByTask(report, result => result.EmptySamples),
        ["groups"] = new JsonArray([.. GroupScore.Of(report.Results).Select(group => (JsonNode)new JsonObject
        {
            ["group"] = group.Group, ["metric"] = $"{group.Metric},{group.Filter}", ["tasks"] = group.Tasks,
            ["questions"] = group.Questions,
            ["micro"] = group.Micro, ["micro_stderr"] = Number(group.MicroError), ["macro"] = group.Macro,
        })]),
        ["contamination"] = new JsonArray([.. report.Contamination.Select(found => (JsonNode)new JsonObject
        {
            ["task"] = found.Task, ["questions"] = found.Questions, ["too_short"] = found.TooShort,
            ["touched"] = found.Touched, ["whole"] = found.Whole,
        })]),
    };

    private static JsonObject Scores(TaskResult result)
    {
        var scores = new JsonObject { ["alias"] = result.Task.Name };
        foreach (var score in result.Scores)
        {
            var name = $"{score.Metric},{score.Filter}";
            scores[name] = score.Value;
            scores[$"{score.Metric}_stderr,{score.Filter}"] = Number(score.StandardError);
            if (score.Chance is not { } chance) continue;
            scores[$"{score.Metric}_chance,{score.Filter}"] = Chance(chance, score);
        }
        return scores;
    }

    private static JsonObject Chance(ChanceLine chance, Score score) => new()
    {
        ["low"] = chance.Low, ["value"] = chance.Middle, ["high"] = chance.High,
        ["constant"] = chance.Constant, ["isChance"] = score.IsChance,
    };

    private static JsonObject ByTask(TasksReport report, Func<TaskResult, JsonNode?> one) =>
        new(report.Results.Select(result => KeyValuePair.Create(result.Task.Name, one(result))));

    private static JsonNode? Number(double value) => double.IsFinite(value) ? value : null;
}
