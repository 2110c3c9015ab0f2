using System.Text;
using Jaram.Architecture.Costing;

namespace Jaram.Architecture.Tests.Costing;

public sealed class HardwareTests
{
    private const string Good = """
        { "name": "box", "about": "a test", "source": "tests",
          "facts": { "memoryGB": { "value": 8, "source": "its label", "date": "2026-11" } } }
        """;

    public static TheoryData<string> Files =>
        [.. Directory.EnumerateFiles(Repository.At("hardware"), "*.json").Select(file => Path.GetFileName(file)).Order()];

    [Theory, MemberData(nameof(Files))]
    public void A_file_read_and_written_is_the_same_hardware(string file)
    {
        var hardware = Hardware.Read(File.ReadAllBytes(Repository.At($"hardware/{file}")), file);
        Assert.Equal(hardware, Hardware.Read(hardware.Write(), "again"));
        Assert.Equal(file, hardware.Name + ".json");
        Assert.True(hardware[Hardware.Bandwidth].IsKnown);
    }

    [Fact]
    public void A_fact_that_is_absent_cannot_be_told()
    {
        var box = Hardware.Read(Encoding.UTF8.GetBytes(Good), "box.json");
        Assert.Equal(8, box[Hardware.Memory].Value);
        Assert.Equal("capexKrw of box", box[Hardware.Capex].Missing);
    }

    [Theory]
    [InlineData("\"memoryGB\"", "\"memory\"", "facts: unknown key 'memory'; use one of: memoryGB, bandwidthGBs")]
    [InlineData("8,", "-8,", "facts.memoryGB: must be above 0, got -8; correct the value")]
    [InlineData("8,", "\"8\",", "facts.memoryGB: must be a number, is '8'; correct the value")]
    [InlineData("\"its label\"", "\" \"", "facts.memoryGB: missing source, or it says nothing; write one line")]
    [InlineData(", \"date\": \"2026-11\"", "", "facts.memoryGB: missing date, or it says nothing; write one line")]
    [InlineData("\"value\": 8, ", "", "facts.memoryGB: missing value; add it, or take the fact out")]
    [InlineData("\"about\": \"a test\", ", "", "missing about, or it says nothing; write one line")]
    [InlineData("{ \"name\"", "{ \"colour\": 1, \"name\"", "unknown key 'colour'; use one of: name, about, source, facts")]
    [InlineData("{ \"name\"", "{ \"name\": \"x\", \"name\"", "not JSON, or a key stands twice; correct it")]
    [InlineData("} }", "}", "not JSON, or a key stands twice; correct it")]
    public void A_wrong_file_is_refused_in_one_line(string right, string wrong, string says)
    {
        var json = Encoding.UTF8.GetBytes(Good.Replace(right, wrong, StringComparison.Ordinal));
        var refusal = Assert.Throws<CostingException>(() => Hardware.Read(json, "box.json"));
        Assert.StartsWith("box.json: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public void A_list_is_no_hardware() => Assert.Equal("box.json: must be an object, is a list; write { } around it",
        Assert.Throws<CostingException>(() => Hardware.Read("[]"u8.ToArray(), "box.json")).Message);

    [Fact]
    public void Assumptions_are_changed_by_file_and_by_word()
    {
        var changed = Assumptions.Default.With(
            """{ "years": 3, "tariffKrwPerKwh": { "value": 150, "source": "our bill" } }"""u8.ToArray(), "our.json")
            .With("pue=1.1", "--set");
        Assert.Equal((3, 150, 1.1), (changed[Assumptions.Years], changed[Assumptions.Tariff], changed[Assumptions.Pue]));
        Assert.Equal(["--set", "our bill", "our.json"],
            changed.All.Where(a => changed.IsGiven(a.Name)).Select(a => a.Source));
        Assert.All(Assumptions.Default.All, a => Assert.NotEqual("", a.Source));
    }

    [Theory]
    [InlineData("years=0", "--set: years: must be above 0 and at most 100, got 0; correct the value")]
    [InlineData("year=3", "--set: unknown key 'year'; use one of: ")]
    [InlineData("years", "--set: must be NAME=NUMBER, got 'years'")]
    [InlineData("years=3,5", "--set: must be NAME=NUMBER, got 'years=3,5'")]
    public void A_wrong_assumption_is_refused(string word, string says) =>
        Assert.Contains(says, Assert.Throws<CostingException>(() => Assumptions.Default.With(word, "--set")).Message,
            StringComparison.Ordinal);
}
