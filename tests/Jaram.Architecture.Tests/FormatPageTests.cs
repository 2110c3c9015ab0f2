using System.Text.Json.Nodes;
using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Tests;

/// <summary>docs/formats/design.md says what the reader does.</summary>
public sealed class FormatPageTests
{
    private static readonly string _page = File.ReadAllText(Repository.At("docs/formats/design.md"));

    [Fact]
    public void The_example_reads_and_is_what_it_says()
    {
        var design = Sample.Read(_page.Split("```")[1]["json".Length..]);
        Assert.Equal(12, design.Stack.Length);
        Assert.Equal((4 * 80, 8 * 128 * 128), (Count.Of(design).Cache.PerToken, Count.Of(design).Cache.Fixed));
    }

    [Fact]
    public void Every_key_and_word_of_a_design_stands_in_the_page()
    {
        // the sample uses every key, but one of three scalings, two of three activations and the like
        string[] words = ["linear", "reluSquared", "pre", "post", "softmax"];
        Assert.Empty(Names(JsonNode.Parse(Sample.Json)!).Except(["wide", "deep"]).Concat(words).Distinct()
            .Where(name => !_page.Contains($"`{name}`", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> Names(JsonNode node) =>
        node is not JsonObject record ? [] : record.SelectMany(key => key.Value switch
        {
            JsonObject inner => Names(inner).Prepend(key.Key),
            JsonValue value when key.Key is
                "kind" or "activation" or "routing" or "norm" or "layout" or "residual" or "at" =>
                value.GetValue<string>().Split(", ").Prepend(key.Key),
            _ => [key.Key],
        });
}
