using System.Text.Json;

namespace Jaram.Cli.Tests;

/// <summary>A tiny model of the village is raised on with text of a language that it has not read.</summary>
public sealed class AssayExtensionVerbTests : IDisposable, IClassFixture<AssayExtensionVerbTests.Raised>
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-extension-").FullName;

    public AssayExtensionVerbTests(Raised raised) => CommandLine.Copy(raised.Folder, _folder);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_gained_and_lost_is_the_same_each_time_its_child_verifies_and_a_card_takes_it()
    {
        var first = Json(Good("assay", "extension", "m", "--corpus", "new.txt", "--steps", "6", "--out", "a", "--json"));
        var again = Json(Good("assay", "extension", "m", "--corpus", "new.txt", "--steps", "6", "--out", "b", "--json"));
        Assert.Equal(first.GetProperty("childVersion").GetString(), again.GetProperty("childVersion").GetString());
        foreach (var text in new[] { "there", "home" })
            Assert.Equal(first.GetProperty(text).GetRawText(), again.GetProperty(text).GetRawText());
        Assert.True(Change(first, "there") < 0);
        Assert.Equal(Change(first, "there"), Number(first, "there", "after") - Number(first, "there", "before"), 1e-9);
        Assert.True(first.GetProperty("there").GetProperty("change").GetProperty("standardError").GetDouble() > 0);
        Assert.Equal(0, first.GetProperty("homeShare").GetDouble());
        Assert.Equal(6, first.GetProperty("steps").GetInt64());
        Assert.Equal(3.0, first.GetProperty("flops").GetDouble() / first.GetProperty("flopsBefore").GetDouble(), 1e-9);

        Assert.Equal("P5", Json(Good("replay", "a", "--all", "--parent", "m", "--json")).GetProperty("level").GetString());
        Assert.Contains("grown by continue:", Good("log", "a"), StringComparison.Ordinal);

        var card = Json(CommandLine.Run(_folder, "assay", "m", "--without-cost", "--evidence",
            Path.Combine("a", "reports", "extension.json"), "--out", "card", "--json").Data);
        var items = card.GetProperty("candidates")[0].GetProperty("items").EnumerateArray()
            .ToDictionary(item => item.GetProperty("item").GetString()!);
        Assert.Equal("Measured", items["newLanguage"].GetProperty("grade").GetString());
        Assert.Equal(-first.GetProperty("there").GetProperty("share").GetProperty("value").GetDouble(),
            items["newLanguage"].GetProperty("raw")[0].GetProperty("value").GetDouble(), 1e-9);
        Assert.Equal("Measured", items["keptAtHome"].GetProperty("grade").GetString());
        Good("assay", "replay", "card");
    }

    [Fact]
    public void Text_of_its_own_is_mixed_in_and_the_same_command_measures_the_same_child_again()
    {
        string[] command = ["assay", "extension", "m@2", "--corpus", "new.txt", "--steps", "4", "--mix", "0.5", "--lang", "ko"];
        var first = Good(command);
        Assert.Contains("새 글: new.txt", first, StringComparison.Ordinal);
        Assert.Contains("읽은 글의 5", first, StringComparison.Ordinal);
        var report = Path.Combine(_folder, "m-new", "reports", "extension.json");
        Assert.InRange(Json(File.ReadAllText(report)).GetProperty("homeShare").GetDouble(), 0.49, 0.54);
        Assert.Equal(first, Good(command));
        Assert.Contains("is planned with 4 steps, --steps says 5",
            Bad("assay", "extension", "m@2", "--corpus", "new.txt", "--steps", "5", "--mix", "0.5"), StringComparison.Ordinal);
        Assert.Contains("--out m-new: is there and is not continue:",
            Bad("assay", "extension", "m@2", "--corpus", "new.txt", "--steps", "4"), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_folder, "m-new.text")));
    }

    [Theory]
    [InlineData("own.txt: 60 of 61 documents are the model's own already", "m", "--corpus", "own.txt", "--steps", "1",
        "--layout", "lines")]
    [InlineData("one.txt: has 1 documents, and 10 are to be held out alone", "m", "--corpus", "one.txt", "--steps", "1")]
    [InlineData("tokens to train on, and a step reads 2048", "m", "--corpus", "one.txt", "--steps", "1", "--layout", "lines")]
    [InlineData("an error needs 10", "m", "--corpus", "new.txt", "--steps", "1", "--held-out", "0.002")]
    [InlineData("--mix: that share is ", "m", "--corpus", "long.txt", "--steps", "1", "--mix", "0.9")]
    [InlineData("foreign: has no ledger, so it cannot be raised on", "foreign", "--corpus", "new.txt", "--steps", "1")]
    [InlineData("there is no such model", "nowhere", "--corpus", "new.txt", "--steps", "1")]
    [InlineData("nothing says how far to raise it on", "m", "--corpus", "new.txt")]
    [InlineData("no version is of step 7", "m@7", "--corpus", "new.txt", "--steps", "1")]
    public void What_cannot_be_measured_is_told_in_a_line_and_leaves_nothing_behind(string says, params string[] arguments)
    {
        File.WriteAllLines(Path.Combine(_folder, "one.txt"), Lines(20));
        File.WriteAllLines(Path.Combine(_folder, "long.txt"), Lines(20_000));
        File.WriteAllLines(Path.Combine(_folder, "own.txt"), [.. Own().Take(60), "satu baris baru"]);
        Directory.CreateDirectory(Path.Combine(_folder, "foreign"));
        File.WriteAllText(Path.Combine(_folder, "foreign", "config.json"), "{}");
        var there = Directory.EnumerateFileSystemEntries(_folder).Order().ToList();
        var said = Bad(["assay", "extension", .. arguments]);
        Assert.Contains(says, said, StringComparison.Ordinal);
        Assert.Single(said.Split('\n'), line => line.StartsWith("jaram: ", StringComparison.Ordinal));
        Assert.Equal(there, Directory.EnumerateFileSystemEntries(_folder).Order());
    }

    private IEnumerable<string> Own() => File.ReadLines(Path.Combine(_folder, "m", "village.jsonl"))
        .Select(line => JsonDocument.Parse(line).RootElement).Where(line => line.TryGetProperty("text", out _))
        .Select(line => line.GetProperty("text").GetString()!).Where(text => !text.Contains('\n', StringComparison.Ordinal));

    private static IEnumerable<string> Lines(int count) => Enumerable.Range(0, count).Select(n =>
        $"Warga nomor {n * 37 % 1009} datang ke kantor desa pukul {n % 24} dan membayar {n * 13} rupiah untuk surat {n}.");

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    private static double Number(JsonElement report, string text, string name) =>
        report.GetProperty(text).GetProperty(name).GetDouble();

    private static double Change(JsonElement report, string text) =>
        report.GetProperty(text).GetProperty("change").GetProperty("value").GetDouble();

    private string Bad(params string[] arguments)
    {
        var outcome = CommandLine.Run(_folder, arguments);
        Assert.True(outcome.Code == 2, $"{outcome.Code}\n{outcome.Data}{outcome.Messages}");
        return outcome.Messages;
    }

    private string Good(params string[] arguments)
    {
        var outcome = CommandLine.Run(_folder, arguments);
        Assert.True(outcome.Code == 0, $"{string.Join(' ', arguments)}: {outcome.Code}\n{outcome.Data}{outcome.Messages}");
        return outcome.Data;
    }

    /// <summary>A model of two steps, and a text that it has not read.</summary>
    public sealed class Raised : IDisposable
    {
        public Raised()
        {
            Assert.Equal(0, CommandLine.Run(Folder, "new", "m", "--design",
                Path.Combine(AppContext.BaseDirectory, "tiny.json")).Code);
            Assert.Equal(0, CommandLine.Run(Folder, "raise", "m", "--steps", "2").Code);
            File.WriteAllLines(Path.Combine(Folder, "new.txt"), Lines(600));
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("jaram-extended-").FullName;

        public void Dispose() => Directory.Delete(Folder, recursive: true);
    }
}
