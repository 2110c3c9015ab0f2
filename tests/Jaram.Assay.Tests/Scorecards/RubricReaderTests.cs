using System.Text;
using Jaram.Assay.Scorecards.Rubrics;

namespace Jaram.Assay.Tests.Scorecards;

public sealed class RubricReaderTests
{
    private const string Good = """
        {"format":1,"id":"r","name":{"en":"r","ko":"r"},"source":"s","note":{"en":"","ko":""},"points":30,"decimals":1,
        "axes":[{"id":"x","name":{"en":"x","ko":"x"}}],
        "gates":[{"id":"g","name":{"en":"g","ko":"g"},"asks":{"en":"?","ko":"?"},"from":"entered","source":"s"}],
        "items":[{"id":"a","axis":"x","name":{"en":"a","ko":"a"},"points":10,"scale":"linear","max":100,"from":"entered","source":"s"},
        {"id":"b","name":{"en":"b","ko":"b"},"points":20,"scale":"trimmedMean","dropHigh":1,"dropLow":1,"from":"entered","source":"s",
        "parts":[{"id":"p","name":{"en":"p","ko":"p"},"points":20,"lines":[]}]}]}
        """;

    [Theory]
    [InlineData("korea-2026-stage1", 100, 5)]
    [InlineData("korea-2026-stage2", 100, 5)]
    [InlineData("jaram-1", 100, 12)]
    [InlineData("jaram-2", 100, 14)]
    public void The_rubrics_that_come_along_load_and_add_up(string name, int points, int items)
    {
        var rubric = Cards.Shipped(name);
        Assert.Equal(name, rubric.Id);
        Assert.Equal(points, rubric.Items.Sum(item => item.Points));
        Assert.Equal(items, rubric.Items.Length);
        Assert.Equal(3, rubric.Gates.Length);
    }

    [Fact]
    public void What_is_right_is_read() => Assert.Equal(2, Read(Good).Items.Length);

    [Theory]
    [InlineData("\"points\":30", "\"points\":40", "the items have 30 points together, points 40: weights must add up")]
    [InlineData("\"points\":20,\"lines\"", "\"points\":19,\"lines\"", "item 'b': the parts have 19 points together, the item 20")]
    [InlineData("\"decimals\":1", "\"decimals\":1,\"weight\":3", "weight")]
    [InlineData("\"max\":100", "\"max\":100,\"dropHigh\":1", "item 'a': 'linear' has no dropHigh; it has max")]
    [InlineData("\"max\":100,", "", "item 'a': 'linear' needs max")]
    [InlineData("\"max\":100", "\"max\":0", "max must be above 0, got 0")]
    [InlineData("\"from\":\"entered\",\"source\":\"s\"},", "\"from\":\"entered\"},", "source")]
    [InlineData("\"from\":\"entered\",\"source\":\"s\"},", "\"from\":\"entered\",\"source\":\"\"},", "the source of item 'a' is empty")]
    [InlineData("\"axis\":\"x\"", "\"axis\":\"y\"", "axis 'y' is none of x")]
    [InlineData("\"scale\":\"linear\"", "\"scale\":\"cubic\"", "scale is 'cubic'; known: linear")]
    [InlineData("\"id\":\"b\"", "\"id\":\"a\"", "item 'a' stands there twice")]
    [InlineData("\"format\":1", "\"format\":2", "format is 2, this program reads 1")]
    [InlineData("\"id\":\"r\"", "\"id\":\"r\",\"id\":\"q\"", "id")]
    public void What_is_wrong_is_refused_in_one_line_that_names_it(string part, string instead, string says)
    {
        var at = Good.IndexOf(part, StringComparison.Ordinal);
        var refused = Assert.Throws<AssayException>(() => Read(Good.Remove(at, part.Length).Insert(at, instead)));
        Assert.StartsWith("r.json: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public void A_measure_that_nobody_knows_is_refused_with_those_that_are_known()
    {
        var refused = Assert.Throws<AssayException>(() => Read(Good.Replace(
            "\"from\":\"entered\",\"source\":\"s\"},", "\"from\":\"beauty\",\"source\":\"s\"},", StringComparison.Ordinal)));
        Assert.Contains("tasks.aboveChance", refused.Message, StringComparison.Ordinal);
    }

    private static Rubric Read(string json) => RubricReader.Read(Encoding.UTF8.GetBytes(json), "r.json");
}
