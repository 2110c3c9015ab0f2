using System.Text;
using System.Text.Json.Nodes;
using Jaram.Assay.Scorecards.Cards;
using Jaram.Assay.Scorecards.Evidence;

namespace Jaram.Assay.Tests.Scorecards;

public sealed class ScorecardFileTests
{
    [Fact]
    public void A_card_is_read_as_it_was_written_and_written_as_it_was_read()
    {
        var bytes = ScorecardFile.Write(Some().Judge());
        Assert.Equal(bytes, ScorecardFile.Write(ScorecardFile.Read(bytes, "card")));
    }

    [Fact]
    public void The_same_results_give_the_same_card() =>
        Assert.Empty(CardDifference.Between(Some().Judge(), Some().Judge()));

    [Fact]
    public void Whatever_a_card_makes_of_its_results_is_found_by_making_it_anew()
    {
        var told = Some().Judge();
        var checkedCount = 0;
        foreach (var (path, bytes) in Altered(ScorecardFile.Write(told)))
        {
            if (IsGiven(path)) continue;
            checkedCount++;
            Scorecard altered;
            try
            {
                altered = ScorecardFile.Read(bytes, "card");
            }
            catch (ScorecardException)
            {
                continue;                                               // no card at all: found too
            }
            Assert.Contains(CardDifference.Between(altered, told), one => one.Path == path);
        }
        Assert.True(checkedCount > 100, $"{checkedCount} places were changed");
    }

    [Theory]
    [InlineData("{", "is no scorecard")]
    [InlineData("{\"format\":1}", "is no scorecard")]
    [InlineData(" ", "is no scorecard")]
    public void What_is_no_card_is_refused(string text, string says) => Assert.Contains(says,
        Assert.Throws<ScorecardException>(() => ScorecardFile.Read(Encoding.UTF8.GetBytes(text), "card")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_card_written_otherwise_is_refused()
    {
        var text = Encoding.UTF8.GetString(ScorecardFile.Write(Some().Judge()));
        Assert.Contains("is not written as this program writes it", Assert.Throws<ScorecardException>(() =>
            ScorecardFile.Read(Encoding.UTF8.GetBytes(text.Replace(",\"made\"", ", \"made\"", StringComparison.Ordinal)),
                "card")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_fails_a_gate_has_points_and_no_place()
    {
        var card = Some().Judge();
        Assert.Equal([GateOutcome.Open, GateOutcome.Fails], card.Candidates.Select(one => one.Outcome));
        Assert.Equal([1, 0], card.Candidates.Select(one => one.Places.Length));
        Assert.True(card.Candidates[1].Total.High > 0);
        Assert.Empty(card.Flips);                                       // no pair is left whose order could change
    }

    /// <summary>A card of two candidates with a few results, as jaram assay makes it.</summary>
    private static Assessment Some()
    {
        var rubric = Cards.Shipped("jaram-1");
        return Cards.Assessment(rubric, ["honest", "copy"]) with
        {
            Evidence =
            [
                Cards.Result("honest", "{'event':'originality','again':'jaram design originality honest','name':'d','tier':2,"
                    + "'bits':{'forward':30.5,'state':8.25},'predecessors':[{'name':'x','released':'2024-05'}]}"),
                Cards.Result("copy", "{'event':'scan','controlsHold':true,'references':[{'model':'honest','components':["
                    + "{'component':'mlp','verdict':'dependent','by':['matched']}]}]}"),
            ],
        };
    }

    /// <summary>What is given to a card, and not made by it: replaying cannot know these otherwise.</summary>
    private static bool IsGiven(string path) => path is "$.made" or "$.again" or "$.rubric.file"
        || path.Contains(".candidate.", StringComparison.Ordinal) || path.Contains(".problems", StringComparison.Ordinal);

    /// <summary>The card with one value changed, for each of its values.</summary>
    private static IEnumerable<(string Path, byte[] Bytes)> Altered(byte[] card)
    {
        foreach (var path in Leaves("$", JsonNode.Parse(card)).ToList())
        {
            var copy = JsonNode.Parse(card)!;
            var leaf = (JsonValue)Find(copy, path)!;
            JsonNode other = leaf.GetValueKind() switch
            {
                System.Text.Json.JsonValueKind.Number => leaf.GetValue<decimal>() + 1,
                System.Text.Json.JsonValueKind.String => Other(leaf.GetValue<string>()),
                _ => !leaf.GetValue<bool>(),
            };
            leaf.ReplaceWith(other);
            yield return (path, Encoding.UTF8.GetBytes(copy.ToJsonString(new()
            {
                Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }) + "\n"));
        }
    }

    private static string Other(string text) => text switch
    {
        "Open" => "Passes",
        "Fails" => "Open",
        "Measured" => "Entered",
        "Unknown" => "Measured",
        _ => text + "x",
    };

    private static IEnumerable<string> Leaves(string path, JsonNode? node) => node switch
    {
        JsonObject of => of.SelectMany(one => Leaves($"{path}.{one.Key}", one.Value)),
        JsonArray list => list.SelectMany((one, at) => Leaves($"{path}[{at}]", one)),
        _ => [path],
    };

    private static JsonNode? Find(JsonNode root, string path)
    {
        var node = root;
        foreach (var word in path[1..].Split(['.', '['], StringSplitOptions.RemoveEmptyEntries))
            node = word.EndsWith(']') ? node![int.Parse(word[..^1], System.Globalization.CultureInfo.InvariantCulture)]
                : node![word];
        return node;
    }
}
