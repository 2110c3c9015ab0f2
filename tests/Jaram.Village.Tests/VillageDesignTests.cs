namespace Jaram.Village.Tests;

public sealed class VillageDesignTests
{
    [Fact]
    public void An_option_out_of_range_is_refused_with_both_numbers()
    {
        Refused("VillageDesign.People is 6001; give 1 to 6000", () => new() { Seed = 1, People = 6001 });
        Refused("VillageDesign.Offices is 13; give 0 to 12", () => new() { Seed = 1, Offices = 13 });
        Refused("VillageDesign.Questions is 0; give 1 to 10", () => new() { Seed = 1, Questions = 0 });
        Refused("VillageDesign.Statements is 6; give 1 to 5", () => new() { Seed = 1, Statements = 6 });
        Refused("VillageDesign.Strangers is -1; give 0 to 500", () => new() { Seed = 1, Strangers = -1 });
    }

    [Fact]
    public void Languages_are_some_and_each_once()
    {
        Refused("VillageDesign.Languages is []; give one or more languages, each once",
            () => new() { Seed = 1, Languages = [] });
        Refused("VillageDesign.Languages is [Arabic, Arabic]; give one or more languages, each once",
            () => new() { Seed = 1, Languages = [Language.Arabic, Language.Arabic] });
    }

    [Fact]
    public void The_largest_village_can_be_built() =>
        Assert.Equal(6000, World.Build(new()
        {
            Seed = 4, People = 6000, Offices = 12, Strangers = 500, Questions = 1, Statements = 1, Languages = [Language.Korean],
        }).Facts.Count(f => f.Relation == Relation.Occupation));

    private static void Refused(string message, Func<VillageDesign> design) =>
        Assert.Equal(message, Assert.Throws<VillageException>(design).Message);
}
