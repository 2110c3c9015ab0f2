using System.Text.Json;
using Jaram.Checkpoints;
using Jaram.Cli.Judging.Decoys;

namespace Jaram.Cli.Tests;

/// <summary>Two tiny models of two seeds are judged as an evaluator does it.</summary>
public sealed class ScorecardVerbTests : IDisposable, IClassFixture<AssayVerbTests.Raised>
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-card-").FullName;

    public ScorecardVerbTests(AssayVerbTests.Raised raised) => CommandLine.Copy(raised.Folder, _folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_card_has_gates_points_evidence_and_a_page_in_both_languages_and_holds_when_checked_again()
    {
        var made = CommandLine.Run(_folder, "assay", "one", "other", "--without-cost", "--out", "card", "--json");
        Assert.True(made.Code == 0, made.Messages);
        var card = JsonDocument.Parse(made.Data).RootElement;
        var one = card.GetProperty("candidates")[0];
        Assert.Equal("Open", one.GetProperty("outcome").GetString());
        Assert.Equal("Measured", Item(one, "tier").GetProperty("grade").GetString());
        Assert.Equal("evidence/1-one.originality.json", Item(one, "tier").GetProperty("file").GetString());
        Assert.Equal("Unknown", Item(one, "speed").GetProperty("grade").GetString());
        Assert.Equal(8, card.GetProperty("evidence").GetArrayLength());

        var page = File.ReadAllText(Path.Combine(_folder, "card", "scorecard.html"));
        Assert.Contains("판정 사유", page, StringComparison.Ordinal);
        Assert.Contains("How far from another order", page, StringComparison.Ordinal);
        Assert.Contains(Digest.Of(File.ReadAllBytes(Path.Combine(_folder, "card", "scorecard.json"))).ToString(), page,
            StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv=\"refresh\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);

        var again = CommandLine.Run(_folder, "assay", "replay", "card");
        Assert.True(again.Code == 0, again.Data + again.Messages);
        Assert.Contains("one: verify: measured again, the same", again.Data, StringComparison.Ordinal);
        Assert.Contains("other: originality: measured again, the same", again.Data, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_thing_that_was_tampered_with_or_lost_is_told_in_a_line_of_its_own()
    {
        Good("assay", "one", "other", "--without-cost", "--out", "card");
        Tamper("card/scorecard.json", "\"Open\"", "\"Passes\"");
        Tamper("card/evidence/1-one.originality.json", "\"tier\":", "\"tier\":1,\"was\":");
        File.Delete(Path.Combine(_folder, "card", "evidence", "2-other.scan.json"));
        var checkedAgain = CommandLine.Run(_folder, "assay", "replay", "card/scorecard.json");
        Assert.Equal(1, checkedAgain.Code);
        string[] wrong = [.. checkedAgain.Data.Split('\n').Where(line => line.StartsWith('✗'))];
        Assert.Contains(wrong, line => line.Contains("signature: ", StringComparison.Ordinal));
        Assert.Contains(wrong, line => line.Contains("1-one.originality.json: was altered", StringComparison.Ordinal));
        Assert.Contains(wrong, line => line.Contains("2-other.scan.json: is missing", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("scorecard.html")]
    [InlineData("scorecard.pdf")]
    public void A_page_that_was_changed_or_lost_is_told_as_it_is_signed_too(string page)
    {
        Good("assay", "one", "--without-cost", "--out", "card", "--lang", "ko");
        var path = Path.Combine(_folder, "card", page);
        var bytes = File.ReadAllBytes(path);
        Good("assay", "replay", "card");
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Contains($"✗ {page}: was altered", Wrong(), StringComparison.Ordinal);
        File.Delete(path);
        Assert.Contains($"✗ {page}: is missing", Wrong(), StringComparison.Ordinal);

        string Wrong()
        {
            var checkedAgain = CommandLine.Run(_folder, "assay", "replay", "card");
            Assert.Equal(1, checkedAgain.Code);
            return checkedAgain.Data;
        }
    }

    [Fact]
    public void A_point_that_its_results_do_not_give_is_named_with_both_values()
    {
        Good("assay", "one", "--without-cost", "--out", "card");
        Tamper("card/scorecard.json", "\"item\":\"tier\",\"grade\":\"Measured\"", "\"item\":\"tier\",\"grade\":\"Estimated\"");
        var checkedAgain = CommandLine.Run(_folder, "assay", "replay", "card", "--json");
        Assert.Equal(1, checkedAgain.Code);
        Assert.Contains("says Estimated, its results give Measured", checkedAgain.Data, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_was_raised_on_is_no_longer_the_one_that_was_judged()
    {
        Good("assay", "one", "--without-cost", "--out", "card");
        Good("raise", "one", "--steps", "1");
        var checkedAgain = CommandLine.Run(_folder, "assay", "replay", "card");
        Assert.Equal(1, checkedAgain.Code);
        Assert.Contains("✗ one: is ", checkedAgain.Data, StringComparison.Ordinal);
    }

    [Fact]
    public void Somebody_with_other_keys_needs_the_makers_line()
    {
        var made = CommandLine.Run(_folder, "assay", "one", "--without-cost", "--out", "card");
        Assert.Equal(2, CommandLine.RunBy("stranger", _folder, "assay", "replay", "card").Code);
        var line = made.Messages.Split('\n').Single(message => message.Contains("log jaram.invalid/assay+", StringComparison.Ordinal));
        File.WriteAllText(Path.Combine(_folder, "maker.policy"),
            line[line.IndexOf("log jaram", StringComparison.Ordinal)..].TrimEnd('.') + "\nquorum none\n");
        var checkedAgain = CommandLine.RunBy("stranger", _folder, "assay", "replay", "card", "--policy", "maker.policy");
        Assert.Contains("✓ signature: jaram.invalid/assay+", checkedAgain.Data, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_measured_stays_in_the_card_with_its_reason()
    {
        Good("export", "other", "--to", "hf", "--type", "f32", "--out", "broken");
        var path = Path.Combine(_folder, "broken", "model.safetensors");
        var bytes = File.ReadAllBytes(path);
        for (var at = bytes.Length - bytes.Length / 8 * 4; at < bytes.Length; at += 4)
            BitConverter.TryWriteBytes(bytes.AsSpan(at), float.NaN);
        File.WriteAllBytes(path, bytes);
        var made = CommandLine.Run(_folder, "assay", "one", "broken", "--out", "card", "--json");
        Assert.True(made.Code == 0, made.Messages);
        var broken = JsonDocument.Parse(made.Data).RootElement.GetProperty("candidates")[1];
        var why = broken.GetProperty("problems").EnumerateArray()
            .ToDictionary(one => one.GetProperty("kind").GetString()!, one => one.GetProperty("why").GetProperty("en").GetString()!);
        Assert.Contains("NaN", why["scan"], StringComparison.Ordinal);
        Assert.Contains("could not be measured", Item(broken, "speed").GetProperty("says").GetProperty("en").GetString(),
            StringComparison.Ordinal);
        Assert.Equal("Measured", Item(broken, "tier").GetProperty("grade").GetString());
    }

    [Fact]
    public void Marks_that_evaluators_entered_give_the_official_points()
    {
        File.WriteAllText(Path.Combine(_folder, "marks.json"), """
            {"format":1,"by":"panel","candidates":{"one":{"gates":{},"items":{
            "aaii":{"value":47.4,"reason":"run of 2026-08-18"},"expert":{"marks":[30,29,28,35,10],"reason":"panel"}}}}}
            """);
        var made = CommandLine.Run(_folder, "assay", "one", "other", "--rubric", "korea-2026-stage2", "--entries",
            "marks.json", "--offered-only", "--out", "card", "--json");
        Assert.True(made.Code == 0, made.Messages);
        var card = JsonDocument.Parse(made.Data).RootElement;
        Assert.Equal(11.9m, Item(card.GetProperty("candidates")[0], "aaii").GetProperty("points").GetProperty("value").GetDecimal());
        Assert.False(card.GetProperty("flips")[0].GetProperty("isDecided").GetBoolean());
        Good("assay", "replay", "card");
    }

    [Fact]
    public void A_disguised_copy_answers_as_its_model_does()
    {
        new DisguisedCopy(Desks.Of(Tongue.English), new(Path.Combine(_folder, "one"))).Write(Path.Combine(_folder, "copy"));
        string[] ask = ["--temperature", "0", "--max-tokens", "24", "--weights", "f32"];
        Assert.Equal(CommandLine.Run(_folder, ["complete", "one", "the ", .. ask]).Data,
            CommandLine.Run(_folder, ["complete", "copy", "the ", .. ask]).Data);
        var (model, copy) = (Path.Combine(_folder, "w.safetensors"), Path.Combine(_folder, "copy", "weights.safetensors"));
        Good("show", "one", "newest", "--weights", model);
        using var one = SafetensorsReader.Open(model);
        using var other = SafetensorsReader.Open(copy);
        Assert.NotEqual(one.Digest(), other.Digest());
    }

    [Theory]
    [InlineData(2, "stands there twice", "one", "one")]
    [InlineData(2, "there is no such model", "nowhere")]
    [InlineData(2, "--rubric lenient", "one", "--rubric", "lenient")]
    [InlineData(2, "the items have 90 points together, points 100", "one", "--rubric", "wrong.json")]
    [InlineData(2, "--out one: is there and is no card's folder", "one", "--out", "one", "--offered-only")]
    [InlineData(2, "--evidence nowhere.json", "one", "--evidence", "nowhere.json")]
    [InlineData(2, "its event is ''", "one", "--evidence", "wrong.json")]
    [InlineData(2, "did you mean models/there?", "there")]
    [InlineData(2, "did you mean models/there?", "there", "--decoys")]
    [InlineData(2, "--decoys goes with one model", "one", "other", "--decoys")]
    [InlineData(2, "--rival-steps goes with --decoys", "one", "--rival-steps", "3")]
    [InlineData(2, "whose is it?", "one", "other", "--evidence", "wrong.json")]
    public void A_failure_is_one_line_with_its_code(int code, string says, params string[] arguments)
    {
        File.WriteAllText(Path.Combine(_folder, "wrong.json"), File.ReadAllText(Path.Combine(CommandLine.Root, "rubrics",
            "jaram-1.json")).Replace("\"points\": 20", "\"points\": 10", StringComparison.Ordinal));
        Directory.CreateDirectory(Path.Combine(_folder, "models", "there"));
        var outcome = CommandLine.Run(_folder, ["assay", .. arguments]);
        Assert.Equal(code, outcome.Code);
        Assert.Contains(says, outcome.Messages, StringComparison.Ordinal);
        Assert.Single(outcome.Messages.Split('\n'), line => line.StartsWith("jaram: ", StringComparison.Ordinal));
        Assert.Equal("", outcome.Data);
    }

    private static JsonElement Item(JsonElement candidate, string id) => candidate.GetProperty("items").EnumerateArray()
        .Single(item => item.GetProperty("item").GetString() == id);

    private void Good(params string[] arguments)
    {
        var outcome = CommandLine.Run(_folder, arguments);
        Assert.True(outcome.Code == 0, $"{string.Join(' ', arguments)}: {outcome.Messages}{outcome.Data}");
    }

    private void Tamper(string file, string part, string instead)
    {
        var path = Path.Combine(_folder, file);
        var text = File.ReadAllText(path);
        var at = text.IndexOf(part, StringComparison.Ordinal);
        Assert.True(at >= 0, $"{file} has no {part}");
        File.WriteAllText(path, text.Remove(at, part.Length).Insert(at, instead));
    }
}
