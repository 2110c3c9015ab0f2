using System.Text.Json.Nodes;
using Jaram.Architecture.Counting;

namespace Jaram.Cli.Designing;

/// <summary>A blueprint and its counts for programs. Units stand in the keys.</summary>
internal static class BlueprintLine
{
    /// <summary>The counts, and the blueprint as the atlas would have it.</summary>
    public static JsonObject Of(Weighed weighed)
    {
        var line = Counts(weighed);
        line["event"] = "design";
        line["blueprint"] = JsonNode.Parse(weighed.Model.Write());
        return line;
    }

    /// <summary>The counts alone.</summary>
    public static JsonObject Counts(Weighed weighed)
    {
        var (count, kept) = (weighed.Count, weighed.Count.Kept);
        return new()
        {
            ["event"] = "count", ["name"] = weighed.Model.Name, ["layers"] = weighed.Model.Order.Length,
            ["parameters"] = count.Parameters, ["activeParameters"] = count.ActiveParameters,
            ["aheadParameters"] = count.Ahead, ["embeddingParameters"] = count.Embedding,
            ["context"] = weighed.Context, ["decodeFlops"] = weighed.Flops,
            ["prefillFlops"] = count.Flops(new Work.Prefill(weighed.Context)),
            ["cachedNumbersPerToken"] = kept.PerToken, ["indexedNumbersPerToken"] = kept.Indexed,
            ["windowNumbers"] = kept.Windowed, ["stateNumbers"] = kept.Recurrent,
            ["convolutionNumbers"] = kept.Convolved,
            ["cacheBytesPerTokenBf16"] = weighed.Growing, ["windowBytesBf16"] = weighed.Windows,
            ["stateBytesF32"] = weighed.States,
            ["publishedTotal"] = weighed.Model.Published?.Total, ["publishedActive"] = weighed.Model.Published?.Active,
        };
    }
}
