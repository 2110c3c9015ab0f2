using System.Text.Json;
using Spectre.Console;

namespace Jaram.Cli.Tests;

/// <summary>What a tiny design costs, and what is refused.</summary>
public sealed class CostVerbTests : IDisposable
{
    private const string Small = """
        { "name": "small", "about": "a test", "source": "tests",
          "facts": { "memoryGB": { "value": 0.00001, "source": "tests", "date": "2026-11" } } }
        """;

    private static readonly string _design = Path.Combine(AppContext.BaseDirectory, "tiny.json");

    private readonly string _folder = Directory.CreateTempSubdirectory("jaram-cost-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_design_is_measured_with_random_weights_and_every_number_is_there()
    {
        var outcome = CommandLine.Run(_folder, "cost", _design, "--quick", "--hardware", "b200", "--set", "capexKrw=1000000",
            "--solves", "0.5", "--attempt-tokens", "100", "--json");
        Assert.True(outcome.Code == 0, outcome.Messages);
        var told = JsonDocument.Parse(outcome.Data).RootElement;
        Assert.Equal("random", told.GetProperty("weightsFrom").GetString());
        var speeds = told.GetProperty("here").GetProperty("speeds").EnumerateArray().ToList();
        Assert.Equal(["prefill", "decode", "decode", "decode"], speeds.Select(speed => speed.GetProperty("kind").GetString()));
        Assert.All(speeds, speed => Assert.Equal(3, speed.GetProperty("samples").GetArrayLength()));
        Assert.Equal(2 * 2 * 16 * 2, told.GetProperty("cacheBytesPerToken").GetDouble());

        var there = told.GetProperty("elsewhere")[0];
        Assert.True(there.GetProperty("estimated").GetBoolean());
        Assert.Equal(63, there.GetProperty("depth").GetInt32());                    // the context is 64
        var krw = there.GetProperty("decode")[0].GetProperty("krwPerMillion");
        Assert.Equal(krw.GetProperty("tokens").GetDouble() * 100 / 1e6 / 0.5, krw.GetProperty("solvedTask").GetDouble(), 1e-9);
        Assert.Equal("tokenizer.json", krw.GetProperty("koreanCharacters").GetProperty("cannotTell").GetString());
        Assert.All(there.GetProperty("facts").EnumerateArray(),
            fact => Assert.NotEqual("", fact.GetProperty("source").GetString()));
        var capex = told.GetProperty("assumptions").EnumerateArray().Single(a => a.GetProperty("given").GetBoolean());
        Assert.Equal(("capexKrw", "--set"), (capex.GetProperty("name").GetString(), capex.GetProperty("source").GetString()));
    }

    [Fact]
    public void Hangul_does_not_push_a_column_out_of_its_table()
    {
        var outcome = CommandLine.Run(_folder, "cost", _design, "--modelled", "--hardware", "h100", "b200", "--lang", "ko");
        Assert.True(outcome.Code == 0, outcome.Messages);
        var rows = outcome.Data.Split('\n').Where(line => line.StartsWith('|')).ToList();
        Assert.True(rows.Count > 4, outcome.Data);
        Assert.Single(rows.Select(row => row.GetCellWidth()).Distinct());
        Assert.Contains("추정", outcome.Data, StringComparison.Ordinal);
        Assert.Contains("알 수 없음, 근거 없음: capexKrw of h100, tokenizer.json", outcome.Data, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_does_not_fit_is_told_with_both_numbers()
    {
        File.WriteAllText(Path.Combine(_folder, "small.json"), Small);
        var outcome = CommandLine.Run(_folder, "cost", _design, "--modelled", "--hardware", "small.json");
        Assert.Equal(1, outcome.Code);
        Assert.Matches(@"small: does not fit: weights and one text take [\d.]+ kB, usable are 9\.00 kB", outcome.Data);
    }

    [Fact]
    public void A_model_that_was_raised_is_priced_by_its_characters()
    {
        var made = CommandLine.Run(_folder, "new", "m", "--design", _design);
        Assert.True(made.Code == 0, made.Messages);
        File.WriteAllText(Path.Combine(_folder, "text.txt"), "자람은 자랍니다. 나무도 자랍니다.");
        var outcome = CommandLine.Run(_folder, "cost", "m", "--modelled", "--hardware", "b200", "--text", "text.txt", "--json");
        Assert.True(outcome.Code == 0, outcome.Messages);
        var told = JsonDocument.Parse(outcome.Data).RootElement;
        var text = told.GetProperty("text")[0];
        Assert.Equal(19, text.GetProperty("characters").GetInt32());
        var krw = told.GetProperty("elsewhere")[0].GetProperty("decode")[0].GetProperty("krwPerMillion");
        Assert.Equal(krw.GetProperty("tokens").GetDouble() / text.GetProperty("charactersPerToken").GetDouble(),
            krw.GetProperty("koreanCharacters").GetDouble(), 1e-9);
    }

    [Fact]
    public void What_is_wrong_is_told_in_one_line()
    {
        Refused("--hardware h10: is no file and no known name. Did you mean h100? Names: b200, ", "--hardware", "h10");
        Refused("--set: unknown key 'tarif'; use one of: ", "--set", "tarif=3");
        Refused("--solves and --attempt-tokens go together; give both", "--solves", "0.5");
        Refused("--text none.txt: is no file; give a text in UTF-8", "--text", "none.txt");
        Refused("--assume none.json: is no file; give a JSON file", "--assume", "none.json");
        File.WriteAllText(Path.Combine(_folder, "bad.json"), Small.Replace("0.00001", "0", StringComparison.Ordinal));
        Refused("bad.json: facts.memoryGB: must be above 0, got 0; correct the value", "--hardware", "bad.json");
    }

    private void Refused(string says, params string[] options)
    {
        var outcome = CommandLine.Run(_folder, ["cost", _design, "--modelled", .. options]);
        Assert.Equal(2, outcome.Code);
        Assert.Contains(says, outcome.Messages, StringComparison.Ordinal);
        Assert.Single(outcome.Messages.Split('\n'), line => line.StartsWith("jaram: ", StringComparison.Ordinal));
    }
}
