// What tests must find, by how animals were made: whose weights stand in which part, which layer came from which, and
// who began from the same first weights.
// Source: ours; that a student with weights of its own is independent: arXiv:2502.12292, section 2.

using Jaram.Architecture.Blocks;
using Jaram.Assay.Provenance.Reading;
using Jaram.Training.Growth;

namespace Jaram.Zoo.Planning;

/// <summary>How two animals stand to each other, by their weights.</summary>
public enum Kinship
{
    /// <summary>Nothing of the one is in the other.</summary>
    Strangers,

    /// <summary>The same first weights, and nothing after that.</summary>
    SameStart,

    /// <summary>The one learnt from what the other wrote; no weight is the other's.</summary>
    Taught,

    /// <summary>Weights of one root are in both.</summary>
    Related,
}

/// <summary>The relations of a plan's animals.</summary>
/// <param name="plan">The animals.</param>
public sealed class FamilyTree(ZooPlan plan)
{
    private static readonly Component[] _parts =
    [
        Component.Embedding, Component.Attention, Component.Mlp, Component.Experts, Component.Router, Component.Head,
    ];

    /// <summary>How two animals stand to each other.</summary>
    public Kinship Between(string one, string other)
    {
        if (PartsOf(one, other).Count > 0) return Kinship.Related;
        if (Starts(one).Overlaps(Starts(other))) return Kinship.SameStart;
        return Learners(one).Contains(other) || Learners(other).Contains(one) ? Kinship.Taught : Kinship.Strangers;
    }

    /// <summary>Roots that an animal comes from, by its weights or by what it was taught.</summary>
    public IReadOnlyList<string> Families(string name) => plan[name].IsRoot ? [name]
        : [.. plan[name].Making.From.SelectMany(Families).Distinct()];

    /// <summary>Parts of one that are made of weights that stand in the other too.</summary>
    public IReadOnlyList<Component> PartsOf(string one, string other)
    {
        var theirs = _parts.SelectMany(part => Roots(other, part)).ToHashSet();
        return [.. _parts.Where(part => Roots(one, part).Overlaps(theirs))];
    }

    /// <summary>Whether two differ in nothing but their first weights.</summary>
    public bool AreAlike(string one, string other) => plan[one].Making is Making.Raised a
        && plan[other].Making is Making.Raised b && a with { Weights = 0 } == b with { Weights = 0 };

    /// <summary>For each layer of one, the layer of a maker that it came from; -1 for one from elsewhere.</summary>
    /// <param name="one">The animal.</param>
    /// <param name="maker">One of <see cref="Animal.Against"/>.</param>
    public IReadOnlyList<int> Layers(string one, string maker)
    {
        var all = Enumerable.Range(0, plan.Scale.Layers);
        return plan[one].Making switch
        {
            _ when Between(one, maker) != Kinship.Related => [.. all.Select(_ => -1)],
            Making.Transplanted graft => [.. all.Select(layer =>
                graft.Layers.Contains(layer) == (maker == graft.Donor) ? layer : -1)],
            Making.Redrawn { Part: LayerHalf.Network } => [.. all.Select(_ => -1)],
            Making.Grown { Operator: var word } when GrowthOperator.Parse(word) is Restacking stack =>
                stack.Order(plan.Scale.Layers),
            _ => [.. all],
        };
    }

    /// <summary>Networks of one animal that are copies of each other, by layer and expert.</summary>
    public IReadOnlyList<((int Layer, int Expert) One, (int Layer, int Expert) Other)> Copies(string name)
    {
        if (plan[name].Making is not Making.Grown { Operator: var word }) return [];
        return GrowthOperator.Parse(word) switch
        {
            Restacking stack => [.. NetworksOf(name).SelectMany(expert =>
                Pairs(stack.Order(plan.Scale.Layers), (layer, at) => (At: (at, expert), Of: layer)))],
            Upcycling up => [.. Enumerable.Range(0, plan.Scale.Layers).SelectMany(layer =>
                Pairs([.. Enumerable.Range(0, up.Experts)], (expert, _) => (At: (layer, expert),
                    Of: expert % up.Pieces)))],
            _ => [],
        };
    }

    /// <summary>Networks of a layer: the one that all tokens pass, and experts.</summary>
    private IEnumerable<int> NetworksOf(string name) =>
        ZooDesigns.Of(name.Split('-')[0], plan.Scale, plan.Scale.Vocabulary).Stack[0].Channel is MixtureDesign mixture
            ? Enumerable.Range(-1, mixture.Experts + 1)
            : [-1];

    private static IEnumerable<((int, int), (int, int))> Pairs(
        IReadOnlyList<int> all, Func<int, int, ((int, int) At, int Of)> place)
    {
        var places = all.Select(place).ToList();
        for (var i = 0; i < places.Count; i++)
            for (var j = i + 1; j < places.Count; j++)
                if (places[i].Of == places[j].Of) yield return (places[i].At, places[j].At);
    }

    /// <summary>Design and seed of the first weights that are in it.</summary>
    private HashSet<string> Starts(string name) => plan[name].Making switch
    {
        Making.Raised raised => [FormattableString.Invariant($"{raised.Design} {raised.Weights}")],
        Making.Distilled student => [FormattableString.Invariant($"student {student.Weights}")],
        var made => [.. made.From.SelectMany(Starts)],
    };

    private HashSet<string> Learners(string name) => plan[name].Making switch
    {
        Making.Distilled student => [student.Teacher, .. Ancestors(student.Teacher)],
        _ => [],
    };

    private IEnumerable<string> Ancestors(string name) =>
        plan[name].Making.From.SelectMany(from => Ancestors(from).Prepend(from));

    /// <summary>Those whose drawn weights a part was raised from.</summary>
    private HashSet<string> Roots(string name, Component part) => plan[name].Making switch
    {
        Making.Raised or Making.Distilled => Has(name, part) ? [name] : [],
        Making.Retokenised { Parent: var parent } =>
            part is Component.Embedding or Component.Head ? [name] : Roots(parent, part),
        Making.Redrawn { Part: LayerHalf.Attention, Parent: var parent } =>
            part == Component.Attention ? [name] : Roots(parent, part),
        Making.Redrawn { Parent: var parent } =>
            part is Component.Mlp or Component.Experts or Component.Router ? [name] : Roots(parent, part),
        Making.Grown { Parent: var parent, Operator: var word } when GrowthOperator.Parse(word) is Upcycling =>
            part switch
            {
                Component.Router => [name],
                Component.Experts => Roots(parent, Component.Mlp),
                Component.Mlp => [],
                _ => Roots(parent, part),
            },
        var made => [.. made.From.SelectMany(from => Roots(from, part))],
    };

    private bool Has(string name, Component part)
    {
        var design = plan[name].Making switch
        {
            Making.Raised raised => raised.Design,
            Making.Distilled { Teacher: var teacher } => teacher.Split('-')[0],
            _ => "",
        };
        return part is not (Component.Experts or Component.Router) || design == "moe";
    }
}
