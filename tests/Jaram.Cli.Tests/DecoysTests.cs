using System.Text.Json;

namespace Jaram.Cli.Tests;

/// <summary>A raised model stands beside a rival of its own plan and a disguised copy, by one command.</summary>
public sealed class DecoysTests : IDisposable, IClassFixture<DecoysTests.Raised>
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-decoys-").FullName;

    public DecoysTests(Raised raised) => CommandLine.Copy(raised.Folder, _folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_rival_has_as_many_steps_by_the_same_plan_the_copy_fails_and_both_pages_keep_to_their_language()
    {
        string[] assay = ["assay", "one", "--decoys", "--without-cost", "--json", "--lang", "ko"];
        var made = CommandLine.Run(_folder, [.. assay, "--out", "card"]);
        Assert.True(made.Code == 0, made.Messages);
        Assert.Contains("one-rival에서 경쟁 모델을 키우는 중: 같은 구조와 글, 다른 시드, 2 스텝", made.Messages, StringComparison.Ordinal);
        Assert.Equal(Stages("one"), Stages("one-rival"));
        var card = JsonDocument.Parse(made.Data).RootElement;
        Assert.Equal([("one", "Open"), ("one-rival", "Open"), ("one-copy", "Fails")], Outcomes(card));
        Assert.Contains("of step 2", Rival(made.Data), StringComparison.Ordinal);
        var texts = Texts(card).ToList();
        Assert.True(texts.Count > 50, $"{texts.Count} texts");
        Assert.Empty(texts.Where(text => HasHangul(text.En) || !HasHangul(text.Ko)));

        // What is there is not raised again.
        var again = CommandLine.Run(_folder, [.. assay, "--out", "card"]);
        Assert.True(again.Code == 0, again.Messages);
        Assert.DoesNotContain("경쟁 모델을 키우는 중", again.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rival_of_fewer_steps_is_raised_on_when_as_many_are_asked_for()
    {
        string[] assay = ["assay", "one", "--decoys", "--without-cost", "--out", "card"];
        Assert.Equal(0, CommandLine.Run(_folder, [.. assay, "--rival-steps", "1"]).Code);
        var made = CommandLine.Run(_folder, [.. assay, "--json"]);
        Assert.True(made.Code == 0, made.Messages);
        Assert.Contains("raising a rival in one-rival: the same design and text, another seed, 1 steps", made.Messages,
            StringComparison.Ordinal);
        Assert.Contains("of step 2", Rival(made.Data), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_measured_is_said_in_both_languages()
    {
        Assert.Equal(0, CommandLine.Run(_folder, "export", "one", "--to", "hf", "--type", "f32", "--out", "bare").Code);
        File.Delete(Path.Combine(_folder, "bare", "config.json"));
        foreach (var tongue in new[] { "en", "ko" })
        {
            var made = CommandLine.Run(_folder, "assay", "one", "bare", "--out", "card", "--json", "--lang", tongue);
            Assert.True(made.Code == 1, made.Messages);                     // the export is the model itself
            var why = JsonDocument.Parse(made.Data).RootElement.GetProperty("candidates")[1].GetProperty("problems")
                .EnumerateArray().ToDictionary(one => one.GetProperty("kind").GetString()!, one => one.GetProperty("why"));
            Assert.Equal(["verify", "originality", "cost"], why.Keys);
            Assert.All(why.Values, one => Assert.False(HasHangul(one.GetProperty("en").GetString()!)));
            Assert.All(why.Values, one => Assert.True(HasHangul(one.GetProperty("ko").GetString()!)));
            Assert.Contains("has neither design.json nor config.json", why["originality"].GetProperty("en").GetString(),
                StringComparison.Ordinal);
        }
    }

    /// <summary>Which version of the rival a card speaks of.</summary>
    private static string Rival(string card) => JsonDocument.Parse(card).RootElement.GetProperty("candidates")[1]
        .GetProperty("candidate").GetProperty("says").GetProperty("en").GetString()!;

    private string Stages(string model) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder, model, "recipe.json")))
        .RootElement.GetProperty("stages").GetRawText();

    private static IEnumerable<(string?, string?)> Outcomes(JsonElement card) =>
        card.GetProperty("candidates").EnumerateArray().Select(one => (
            one.GetProperty("candidate").GetProperty("name").GetString(), one.GetProperty("outcome").GetString()));

    private static bool HasHangul(string text) => text.Any(c => c is >= '\uAC00' and <= '\uD7A3');

    private static IEnumerable<(string En, string Ko)> Texts(JsonElement at) => at.ValueKind switch
    {
        JsonValueKind.Object when at.TryGetProperty("en", out var en) =>
            [(en.GetString()!, at.GetProperty("ko").GetString()!)],
        JsonValueKind.Object => at.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => at.EnumerateArray().SelectMany(Texts),
        _ => [],
    };

    /// <summary>A model raised in two stages of a step; of four layers and 800 tokens, as matched units need that many.
    /// </summary>
    public sealed class Raised : IDisposable
    {
        public Raised()
        {
            var design = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "field.json"))
                .Replace("\"vocabulary\": 400", "\"vocabulary\": 800", StringComparison.Ordinal)
                .Replace("2*full", "4*full", StringComparison.Ordinal)
                .Replace("\"hidden\": 64", "\"hidden\": 128", StringComparison.Ordinal);
            File.WriteAllText(Path.Combine(Folder, "design.json"), design);
            Assert.Equal(0, CommandLine.Run(Folder, "new", "one", "--design", "design.json", "--seed", "1").Code);
            Assert.Equal(0, CommandLine.Run(Folder, "raise", "one", "--steps", "1").Code);
            Assert.Equal(0, CommandLine.Run(Folder, "raise", "one", "--steps", "1").Code);
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("jaram-decoy-").FullName;

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
