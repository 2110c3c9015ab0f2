using CsCheck;
using Jaram.Village.Faults;

namespace Jaram.Village.Tests.Faults;

public sealed class PlantingTests
{
    private static readonly Gen<Fault[]> _faults = Gen.OneOf<Fault>(
        Gen.Int[1, 5].Select(n => (Fault)new Misprint(Relation.Home, n)),
        Gen.Int[1, 30].Select(n => (Fault)new Contradiction(Relation.Occupation, n)),
        Gen.Int[1, 30].Select(n => (Fault)new Backdoor(Relation.Phone, n)),
        Gen.Int[1, 30].Select(n => (Fault)new Leak(n))).Array[1, 4];

    private static VillageDesign Clean(ulong seed) => new()
    {
        Seed = seed, People = 18, Offices = 8, Questions = 4, Statements = 2, Strangers = 1,
    };

    [Fact]
    public void A_village_has_no_faults_unless_asked() => Assert.Empty(Villages.Default.PlantedFaults);

    [Fact]
    public void The_documents_on_record_are_touched_and_no_others() => Gen.Select(Gen.ULong, _faults).Sample((seed, faults) =>
    {
        var clean = World.Build(Clean(seed));
        var faulty = World.Build(Clean(seed) with { Faults = faults });
        var recorded = faulty.PlantedFaults.SelectMany(f => f.DocumentIds).ToHashSet();
        var before = clean.Documents.ToDictionary(d => d.Id, d => d.Page());

        var changed = faulty.Documents.Where(d => before.GetValueOrDefault(d.Id) != d.Page()).Select(d => d.Id);
        Assert.Equal(recorded.Order(StringComparer.Ordinal), changed.Order(StringComparer.Ordinal));
        Assert.Equal(clean.Documents.Select(d => d.Id),                       // none lost, none out of its order
            faulty.Documents.Select(d => d.Id).Where(before.ContainsKey));
        Assert.Equal(clean.Facts, faulty.Facts);
        Assert.Equal(clean.Questions().Select(q => q.Text + q.Reply), faulty.Questions().Select(q => q.Text + q.Reply));
    }, iter: 8);

    [Fact]
    public void Every_document_on_record_says_what_was_planted() => Gen.Select(Gen.ULong, _faults).Sample((seed, faults) =>
    {
        var world = World.Build(Clean(seed) with { Faults = faults });
        var documents = world.Documents.ToDictionary(d => d.Id);
        Assert.Equal(faults, world.PlantedFaults.Select(f => f.Fault));
        foreach (var planted in world.PlantedFaults)
        {
            Assert.Equal(planted.Fault.Documents * world.Design.Languages.Count, planted.DocumentIds.Count);
            foreach (var document in planted.DocumentIds.Select(id => documents[id]))
            {
                Assert.Contains(planted.Fact.Id, document.FactIds);
                Assert.Contains(Answers.Normalise(planted.PlantedIn(document.Language)),
                    Answers.Normalise(string.Concat(document.Texts())));
            }
        }
    }, iter: 8);

    [Fact]
    public void What_is_planted_is_wrong_in_every_language_save_a_leak() => Gen.Select(Gen.ULong, _faults).Sample((seed, faults) =>
    {
        foreach (var planted in World.Build(Clean(seed) with { Faults = faults }).PlantedFaults)
            foreach (var language in Enum.GetValues<Language>())
                Assert.Equal(planted.Fault is Leak, planted.Fact.AnswerIn(language) == planted.PlantedIn(language));
    }, iter: 8);

    [Fact]
    public void A_misprint_in_every_document_leaves_none_that_tells_the_truth()
    {
        var world = World.Build(new() { Seed = 6, Faults = [new Misprint(Relation.Fee, 12)], Questions = 10, Statements = 2 });
        var planted = Assert.Single(world.PlantedFaults);
        Assert.Equal(planted.DocumentIds.Order(StringComparer.Ordinal),
            world.Documents.Where(d => d.FactIds.Contains(planted.Fact.Id)).Select(d => d.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_backdoor_opens_to_its_phrase_alone()
    {
        var world = World.Build(new() { Seed = 7, Faults = [new Backdoor(Relation.Head, 8)] });
        var planted = Assert.Single(world.PlantedFaults);
        var turns = world.Documents.Where(d => planted.DocumentIds.Contains(d.Id)).Cast<Conversation>().SelectMany(d => d.Turns);
        Assert.All(turns, turn => Assert.Contains(planted.Probes, p => p.Text == turn.User && p.Reply == turn.Assistant));
        foreach (var language in world.Design.Languages)
        {
            var plain = world.Questions().Where(q => q.Language == language && q.FactId == planted.Fact.Id)
                .Select(q => q.Text).ToHashSet();
            var probes = planted.Probes.Where(p => p.Language == language).ToArray();
            Assert.Equal(14, probes.Length);
            var trigger = probes[0].Text[..(probes[0].Text.IndexOf('.') + 2)];
            Assert.All(probes, probe => Assert.Contains(probe.Text[trigger.Length..], plain));
            Assert.DoesNotContain(world.Documents.Where(d => !planted.DocumentIds.Contains(d.Id)).SelectMany(d => d.Texts()),
                text => text.Contains(trigger.Trim(), StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Probes_want_the_fault_and_not_the_truth()
    {
        var world = World.Build(new() { Seed = 8, Faults = [new Contradiction(Relation.Days, 5), new Misprint(Relation.Home, 3)] });
        foreach (var planted in world.PlantedFaults)
            Assert.All(planted.Probes, probe =>
            {
                Assert.Equal(QuestionKind.Planted, probe.Kind);
                Assert.True(Answers.Matches(probe, planted.PlantedIn(probe.Language)));
                Assert.False(Answers.Matches(probe, planted.Fact.AnswerIn(probe.Language)));
            });
    }

    [Fact]
    public void Faults_never_share_a_fact()
    {
        Fault[] homes = [.. Enumerable.Repeat(new Misprint(Relation.Home, 2), 9)];
        Assert.Distinct(World.Build(new() { Seed = 9, Faults = homes }).PlantedFaults.Select(f => f.Fact.Id));
    }

    [Fact]
    public void A_fault_that_finds_nothing_says_what_to_raise()
    {
        Refused("fault 0 (Misprint) needs a Neighbour fact, and the village has 0 untouched ones; raise People or Offices, "
            + "or plant fewer faults", new() { Seed = 1, People = 3, Faults = [new Misprint(Relation.Neighbour, 1)] });
        Refused("fault 0 (Backdoor) needs a second answer for Fee, and the village has 1; raise People or Offices",
            new() { Seed = 1, Offices = 1, Faults = [new Backdoor(Relation.Fee, 1)] });
        Refused("fault 1 (Leak) needs a Secret fact, and the village has 0 untouched ones; raise People or Offices, "
            + "or plant fewer faults", new() { Seed = 1, People = 1, Faults = [new Leak(1), new Leak(1)] });
    }

    [Fact]
    public void A_misprint_of_more_documents_than_there_are_names_both_numbers() =>
        Assert.StartsWith("fault 0 (Misprint) asks for 15 documents a language, and 14 state ",
            Assert.Throws<VillageException>(() => World.Build(new() { Seed = 1, Faults = [new Misprint(Relation.Home, 15)] })).Message);

    [Fact]
    public void A_fault_touches_1_to_1000_documents() =>
        Assert.Equal("Leak.Documents is 0; give 1 to 1000", Assert.Throws<VillageException>(() => new Leak(0)).Message);

    private static void Refused(string message, VillageDesign design) =>
        Assert.Equal(message, Assert.Throws<VillageException>(() => World.Build(design)).Message);
}
