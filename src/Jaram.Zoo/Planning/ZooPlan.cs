// Which animals there are. A plan is fixed by its scale alone: the same program raises the same zoo.
// Source: ours; cells and counts after the calibration of provenance batteries: 26 roots or more give 299 pairs of
// strangers or more, so that none of them found bounds the false alarms below 1 % (Clopper and Pearson).

namespace Jaram.Zoo.Planning;

/// <summary>A zoo before it is raised.</summary>
public sealed class ZooPlan
{
    private readonly List<Animal> _animals = [];
    private readonly Dictionary<string, ulong> _seeds = [];

    private ZooPlan(ZooScale scale) => Scale = scale;

    /// <summary>Its sizes.</summary>
    public ZooScale Scale { get; }

    /// <summary>All animals, each behind those that it was made from.</summary>
    public IReadOnlyList<Animal> Animals => _animals;

    /// <summary>The zoo of a scale.</summary>
    public static ZooPlan Of(ZooScale scale)
    {
        var plan = new ZooPlan(scale);
        if (scale.Name == ZooScale.Full.Name) FullZoo.Fill(plan);
        else SmallZoo.Fill(plan);
        return plan;
    }

    /// <summary>The animal of a name.</summary>
    public Animal this[string name] => _animals.Find(animal => animal.Name == name)
        ?? throw new ZooException($"there is no animal {name} in the {Scale.Name} zoo");

    /// <summary>Roots of one design and text that differ in their first weights alone.</summary>
    internal void Roots(string design, string text, int seeds)
    {
        for (var seed = 1; seed <= seeds; seed++)
        {
            var name = FormattableString.Invariant($"{design}-{text}-{seed}");
            _seeds.Add(name, (ulong)_seeds.Count + 1);       // no two roots may share first weights by chance
            Add(name, "root", new Making.Raised(design, text, _seeds[name], Order: 1));
        }
    }

    /// <summary>A root that begins from another's first weights, on another text; and these weights.</summary>
    internal void Twin(string of, string text)
    {
        var (design, seed) = (of.Split('-')[0], _seeds[of]);
        Add($"{of}-on-{text}", "seed-twin", new Making.Raised(design, text, seed, Order: 1), [of]);
        Add($"{of}-first", "first-weights", new Making.First(of));
    }

    /// <summary>Adds an animal.</summary>
    internal string Add(string name, string kind, Making making, IReadOnlyList<string>? against = null)
    {
        if (making.From.FirstOrDefault(from => !_animals.Exists(animal => animal.Name == from)) is { } missing)
            throw new ZooException($"{name} is made from {missing}, which is not there yet: add that first");
        var animal = new Animal(name, kind, making);
        _animals.Add(against is null ? animal : animal with { Against = against });
        return name;
    }

    /// <summary>The text that a text's models are raised on next.</summary>
    internal static string Next(string text) => text switch
    {
        "a" => "b",
        "b" => "mix",
        _ => "a",
    };
}
