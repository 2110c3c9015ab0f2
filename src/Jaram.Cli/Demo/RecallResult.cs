using System.Text.Json.Nodes;
using Jaram.Village;

namespace Jaram.Cli.Demo;

/// <summary>What a model remembers of its village, in the form in which tasks tell their scores.</summary>
internal static class RecallResult
{
    private const string Metric = "exact_match";

    /// <summary>The result; people whom nobody knows are no task.</summary>
    public static JsonObject Of(string model, IEnumerable<Reply> replies, string again) => new()
    {
        ["event"] = "tasks", ["again"] = again, ["model"] = new JsonObject { ["name"] = model },
        ["results"] = new JsonObject(Recall.Count(replies).Where(score => Recall.Required.ContainsKey(score.Kind))
            .Select(score => KeyValuePair.Create<string, JsonNode?>(
                $"village_{score.Language.Code()}_{score.Kind}".ToLowerInvariant(), new JsonObject
                {
                    [$"{Metric},none"] = score.Share,
                    [$"{Metric}_stderr,none"] = Math.Sqrt(score.Share * (1 - score.Share) / score.Asked),
                }))),
        ["contamination"] = new JsonArray(),
    };
}
