// What a zoo says of the battery: how often it finds what is there, by kind and test, how often it finds what is not,
// and whether the tests whose chance is known keep to it. Counts stand behind every share, with exact intervals.
// Source: ours; the parts of Jaram.Statistics.Detecting name theirs.

using Jaram.Assay.Provenance.Judging;
using Jaram.Zoo.Measuring;
using Jaram.Zoo.Planning;

namespace Jaram.Zoo.Reporting;

/// <summary>The report.</summary>
public sealed record ZooReport
{
    /// <summary>small or full.</summary>
    public required string Size { get; init; }

    /// <summary>Thresholds, and what their file hashes to.</summary>
    public required string Rules { get; init; }

    /// <summary>The file's digest.</summary>
    public required string RulesDigest { get; init; }

    /// <summary>Animals, first weights left out.</summary>
    public required int Animals { get; init; }

    /// <summary>Roots, those that share first weights among them.</summary>
    public required int Roots { get; init; }

    /// <summary>Strangers held against each other.</summary>
    public required StrangersResult Strangers { get; init; }

    /// <summary>Kind by kind.</summary>
    public required IReadOnlyList<KindResult> Kinds { get; init; }

    /// <summary>Scores of strangers, test by test and part by part.</summary>
    public required IReadOnlyList<NullResult> Nulls { get; init; }

    /// <summary>Merges.</summary>
    public required IReadOnlyList<MergeResult> Merges { get; init; }

    /// <summary>Pairs that began from the same first weights.</summary>
    public required StartResult Starts { get; init; }

    /// <summary>Copies found in animals that have none.</summary>
    public required FalseCopies FalseCopies { get; init; }

    /// <summary>Animals whose planted truth was not found, or whose shuffled units were.</summary>
    public required int BrokenControls { get; init; }

    /// <summary>Names of scores that rivals gave.</summary>
    public required IReadOnlyList<string> Rivals { get; init; }

    /// <summary>Sums rows up.</summary>
    public static ZooReport Of(ZooFolder zoo, Thresholds rules, IReadOnlyList<PairRow> pairs,
        IReadOnlyList<AnimalRow> animals, IReadOnlyList<Rival> rivals)
    {
        string[] measures = [.. Measures.Names, .. rivals.Select(rival => rival.Name)];
        var strangers = pairs.Where(pair => pair.Kinship == Kinship.Strangers).ToList();
        var families = zoo.Plan.Animals.Where(animal => animal.IsRoot).Index()
            .ToDictionary(root => root.Item.Name, root => root.Index);
        List<AnimalRow> plain = [.. animals.Where(row => zoo.Tree.Copies(row.Name).Count == 0)];
        return new()
        {
            Size = zoo.Plan.Scale.Name, Rules = rules.Name, RulesDigest = rules.Digest.ToString(),
            Animals = animals.Count, Roots = zoo.Plan.Animals.Count(animal => animal.IsRoot),
            Strangers = StrangersResult.Of(strangers),
            Kinds = [.. animals.Where(row => row.Kind is not ("root" or "seed-twin")).GroupBy(row => row.Kind)
                .Select(kind => KindResult.Of(kind.Key, [.. kind], pairs, strangers, measures, families))],
            Nulls = [.. NullResult.Of([.. strangers.Where(pair => pair.AreRoots)])],
            Merges = [.. MergeResult.Of(animals)], Starts = StartResult.Of(pairs, animals),
            FalseCopies = new(plain.Sum(row => row.Self.Wrong), plain.Count),
            BrokenControls = animals.Count(row => !row.PlantedHolds),
            Rivals = [.. rivals.Select(rival => rival.Name)],
        };
    }
}

/// <summary>Copies found where there are none.</summary>
/// <param name="Found">How many.</param>
/// <param name="Animals">In how many animals they were sought.</param>
public readonly record struct FalseCopies(int Found, int Animals);
