using Jaram.Architecture.Counting;

namespace Jaram.Architecture.Tests;

/// <summary>The designs that come with the house.</summary>
public sealed class PresetTests
{
    public static TheoryData<string> Files { get; } =
        [.. Directory.GetFiles(Repository.At("designs"), "*.json").Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Files))]
    public void A_preset_reads_and_bears_its_files_name(string file)
    {
        var design = Read(file);
        Assert.Equal(Path.GetFileNameWithoutExtension(file), design.Name);
        Assert.Equal(design, Design.Read(design.Write(), file));
    }

    [Theory]
    [InlineData("sprout-gqa", 1_000_000, 2_000_000)]
    [InlineData("sprout-mla", 1_000_000, 2_000_000)]
    [InlineData("sprout-moe", 1_000_000, 2_000_000)]
    [InlineData("field-gqa", 1_000_000, 2_000_000)]
    [InlineData("field-mla", 1_000_000, 2_000_000)]
    [InlineData("sapling-mla", 6_500_000, 7_500_000)]
    [InlineData("tree-124m", 122_760_000, 125_240_000)]
    public void A_preset_weighs_what_its_name_says(string name, long least, long most) =>
        Assert.InRange(Count.Of(Preset(name)).Parameters, least, most);

    [Fact]
    public void The_latent_sprout_keeps_a_quarter_of_what_its_heads_would() =>
        Assert.Equal(6 * (2 * 4 * 32) / 4, Count.Of(Preset("sprout-mla")).Cache.PerToken);

    private static Design Preset(string name) => Read(Repository.At($"designs/{name}.json"));

    private static Design Read(string file) => Design.Read(File.ReadAllBytes(file), Path.GetFileName(file));
}
