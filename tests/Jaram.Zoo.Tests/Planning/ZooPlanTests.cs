using Jaram.Assay.Provenance.Reading;
using Jaram.Zoo.Planning;

namespace Jaram.Zoo.Tests.Planning;

public sealed class ZooPlanTests
{
    private static readonly ZooPlan _full = ZooPlan.Of(ZooScale.Full);
    private static readonly FamilyTree _tree = new(_full);

    [Fact]
    public void The_full_zoo_has_enough_strangers_to_bound_false_alarms_below_one_percent()
    {
        var roots = _full.Animals.Where(animal => animal.IsRoot).ToList();
        var pairs = (from one in roots.Index()
                     from other in roots.Skip(one.Index + 1)
                     select (One: one.Item.Name, Other: other.Name)).ToList();
        Assert.True(pairs.Count(pair => _tree.Between(pair.One, pair.Other) == Kinship.Strangers) >= 299);
        Assert.Equal(6, pairs.Count(pair => _tree.Between(pair.One, pair.Other) == Kinship.SameStart));
        Assert.True(pairs.Count(pair => _tree.AreAlike(pair.One, pair.Other)) >= 16);
        Assert.DoesNotContain(pairs, pair => _tree.Between(pair.One, pair.Other) == Kinship.Related);
    }

    [Fact]
    public void The_full_zoo_has_six_of_each_derivation_and_a_hundred_and_fifty_disguises()
    {
        var kinds = _full.Animals.Where(animal => animal.Making is not (Making.Raised or Making.First))
            .GroupBy(animal => animal.Making is Making.Disguised)
            .ToDictionary(group => group.Key, group => group.CountBy(animal => animal.Kind).ToDictionary());
        Assert.All(kinds[false], kind => Assert.Equal(6, kind.Value));
        Assert.Equal(22, kinds[false].Count);
        Assert.True(kinds[true].Values.Sum() >= 150, $"{kinds[true].Values.Sum()} disguises");
    }

    [Theory]
    [InlineData("gqa-a-1-on-300", "gqa-a-1", Kinship.Related)]
    [InlineData("gqa-a-1-x1", "gqa-a-1", Kinship.Related)]
    [InlineData("gqa-a-1-student", "gqa-a-1", Kinship.Taught)]
    [InlineData("gqa-a-1-student", "gqa-a-2", Kinship.Strangers)]
    [InlineData("gqa-a-1-on-b", "gqa-a-1", Kinship.SameStart)]
    [InlineData("gqa-a-1-on-b", "gqa-a-1-on-100", Kinship.SameStart)]
    [InlineData("gqa-a-1", "gqa-a-2", Kinship.Strangers)]
    [InlineData("gqa-a-1-and-gqa-b-2", "gqa-b-2", Kinship.Related)]
    public void The_tree_knows_who_is_whose(string one, string other, Kinship kinship)
    {
        Assert.Equal(kinship, _tree.Between(one, other));
        Assert.Equal(kinship, _tree.Between(other, one));
    }

    [Fact]
    public void A_part_that_was_drawn_anew_is_nobodys()
    {
        Assert.Equal([Component.Attention, Component.Mlp], _tree.PartsOf("gqa-a-1-respelt", "gqa-a-1"));
        Assert.DoesNotContain(Component.Attention, _tree.PartsOf("gqa-a-1-new-attention", "gqa-a-1"));
        Assert.Equal([Component.Embedding, Component.Attention, Component.Experts, Component.Head],
            _tree.PartsOf("gqa-a-1-experts", "gqa-a-1"));
        Assert.Empty(_tree.PartsOf("gqa-a-1-student", "gqa-a-1"));
    }

    [Fact]
    public void Layers_come_from_where_they_were_put()
    {
        Assert.Equal([0, 1, 2, 1, 2, 3], _tree.Layers("gqa-a-1-tall", "gqa-a-1"));
        Assert.Equal([0, 2, 3], _tree.Layers("gqa-a-1-shallow", "gqa-a-1"));
        Assert.Equal([0, -1, -1, 3], _tree.Layers("gqa-a-1-with-gqa-b-2", "gqa-a-1"));
        Assert.Equal([-1, 1, 2, -1], _tree.Layers("gqa-a-1-with-gqa-b-2", "gqa-b-2"));
        Assert.Equal([((1, -1), (3, -1)), ((2, -1), (4, -1))], _tree.Copies("gqa-a-1-tall"));
        Assert.Equal(10, _tree.Copies("moe-a-1-tall").Count);
        Assert.Equal(24, _tree.Copies("gqa-a-1-experts").Count);
        Assert.Equal(((0, 0), (0, 2)), _tree.Copies("gqa-a-1-pieces")[0]);
    }

    [Fact]
    public void An_animal_is_made_of_those_before_it()
    {
        foreach (var plan in new[] { _full, ZooPlan.Of(ZooScale.Small) })
        {
            var names = plan.Animals.Select(animal => animal.Name).ToList();
            Assert.Equal(names.Distinct(), names);
            foreach (var (at, animal) in plan.Animals.Index())
                Assert.All(animal.Making.From, from => Assert.InRange(names.IndexOf(from), 0, at - 1));
        }
    }
}
