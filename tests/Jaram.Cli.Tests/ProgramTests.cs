using System.Text.Json;

namespace Jaram.Cli.Tests;

public sealed class ProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-cli-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_model_is_made_raised_resumed_and_writes()
    {
        var tiny = Path.Combine(AppContext.BaseDirectory, "tiny.json");
        var made = CommandLine.Run(_folder, "new", "m", "--design", tiny, "--json");
        Assert.True(made.Code == 0, made.Messages);
        Assert.True(JsonDocument.Parse(made.Data).RootElement.GetProperty("parameters").GetInt64() > 10_000);

        var raised = CommandLine.Run(_folder, "raise", "m", "--steps", "2", "--json");
        Assert.True(raised.Code == 0, raised.Messages);
        Assert.Equal(["saved", "began", "stepped", "saved", "stepped", "scored", "saved"], Events(raised.Data));

        Assert.Equal(0, CommandLine.Run(_folder, "raise", "m", "--steps", "1").Code);
        var recipe = Recipe.Read(File.ReadAllBytes(Path.Combine(_folder, "m", "recipe.json")), "recipe.json");
        Assert.Equal([2L, 1L], recipe.Stages.Select(stage => stage.Steps));
        Assert.Equal(7 + 4, File.ReadLines(Path.Combine(_folder, "m", "journal.jsonl")).Count());

        string[] complete = ["complete", "m", "마을", "--max-tokens", "5", "--json"];
        var (first, second) = (CommandLine.Run(_folder, complete), CommandLine.Run(_folder, complete));
        Assert.True(first.Code == 0, first.Messages);
        Assert.Equal(first.Data, second.Data);
    }

    [Theory]
    [InlineData(2, "Did you mean raise?", "rase", "m")]
    [InlineData(2, "Did you mean --steps?", "raise", "m", "--stpes", "3")]
    [InlineData(2, "is no model", "raise", "nowhere", "--steps", "1")]
    [InlineData(2, "from 1 to", "raise", "m", "--steps", "0")]
    [InlineData(2, "only one", "raise", "m", "--steps", "1", "--minutes", "1")]
    [InlineData(2, "Did you mean sprout-mla?", "new", "m", "--design", "sprout-mlq")]
    [InlineData(2, "from 0 to 0.5", "new", "m", "--held-out", "0.7")]
    [InlineData(3, "no such file", "new", "m", "--corpus", "nothing.txt")]
    public void A_failure_is_one_line_with_its_code(int code, string says, params string[] arguments)
    {
        var outcome = CommandLine.Run(_folder, arguments);
        Assert.Equal(code, outcome.Code);
        Assert.Contains(says, outcome.Messages, StringComparison.Ordinal);
        Assert.Single(outcome.Messages.Split('\n'), line => line.StartsWith("jaram: ", StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", outcome.Messages, StringComparison.Ordinal);
        Assert.Equal("", outcome.Data);
    }

    [Fact]
    public void A_refusal_leaves_nothing_behind()
    {
        CommandLine.Run(_folder, "new", "m", "--corpus", "nothing.txt");
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    private static IEnumerable<string> Events(string lines) => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("event").GetString()!);
}
