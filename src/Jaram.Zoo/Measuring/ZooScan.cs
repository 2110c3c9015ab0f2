// Every animal under the battery, as a user would scan it: a derivative against those it was made from, with strangers
// of its own design as controls; roots against each other, each pair once. Scans run side by side, each with files of
// its own; their rows come in the order of the plan.
// Source: ours.

using Jaram.Assay.Provenance.Battery;
using Jaram.Assay.Provenance.Judging;
using Jaram.Assay.Provenance.Reading;
using Jaram.Zoo.Planning;

namespace Jaram.Zoo.Measuring;

/// <summary>Scans a zoo.</summary>
/// <param name="zoo">The zoo; raised.</param>
/// <param name="rules">Thresholds, fixed before.</param>
/// <param name="rivals">Other measures.</param>
public sealed class ZooScan(ZooFolder zoo, Thresholds rules, IReadOnlyList<Rival> rivals)
{
    private const int Controls = 4;

    private readonly List<Animal> _roots = [.. zoo.Plan.Animals.Where(animal => animal.IsRoot)];

    /// <summary>Scans all animals.</summary>
    /// <param name="threads">Scans side by side.</param>
    /// <param name="told">Told of each animal when it is done; from any thread, one at a time.</param>
    /// <param name="stop">Ends it after the scans at hand.</param>
    /// <exception cref="OperationCanceledException">Somebody asked to stop.</exception>
    public (IReadOnlyList<PairRow> Pairs, IReadOnlyList<AnimalRow> Animals) Run(
        int threads, Action<ZooProgress> told, CancellationToken stop)
    {
        List<Animal> scanned = [.. zoo.Plan.Animals.Where(animal => animal.Making is not Making.First)];
        var rows = new (List<PairRow> Pairs, AnimalRow Animal)[scanned.Count];
        var (done, gate) = (0, new Lock());
        told(new(ZooStage.Scanning, scanned[0].Name, 0, scanned.Count, 0, 1));
        Parallel.For(0, scanned.Count, new() { MaxDegreeOfParallelism = threads, CancellationToken = stop }, at =>
        {
            rows[at] = Scan(scanned[at]);
            lock (gate) told(new(ZooStage.Scanning, scanned[at].Name, ++done, scanned.Count, 1, 1));
        });
        return ([.. rows.SelectMany(row => row.Pairs)], [.. rows.Select(row => row.Animal)]);
    }

    private (List<PairRow> Pairs, AnimalRow Animal) Scan(Animal animal)
    {
        var open = new Dictionary<string, Subject>();
        try
        {
            Subject Open(string name) => open.TryGetValue(name, out var known) ? known
                : open[name] = zoo.Enclosure.Open(name);
            List<Subject> starts = [.. StartsOf(animal).Select(Open)];
            var report = new Scan(rules).Run(Open(animal.Name), [.. animal.Against.Select(Open)],
                [.. ControlsOf(animal).Select(Open)], starts);
            return ([.. report.References.Concat(report.Controls).Select(pair =>
                    Row(animal, pair, open[animal.Name], open[pair.Other]))],
                new()
                {
                    Name = animal.Name, Kind = animal.Kind, BitsPerByte = zoo.Enclosure.BitsOf(animal.Name),
                    Self = SelfOf(animal, report.Self), Shares = SharesOf(animal, report),
                    Starts = [.. starts.SelectMany(start => Without(report, open[animal.Name], Open(animal.Against[0]),
                        start))],
                    PlantedHolds = report.Planted.Holds(report.Critical),
                });
        }
        finally
        {
            foreach (var subject in open.Values) subject.Dispose();
        }
    }

    private PairRow Row(Animal animal, PairReport pair, Subject candidate, Subject other)
    {
        var scores = Measures.Of(pair);
        foreach (var rival in rivals)
            if (rival.Likeness(candidate, other) is var likeness && double.IsFinite(likeness))
                scores[rival.Name] = likeness;
        return new()
        {
            Candidate = animal.Name, Other = pair.Other, Kind = animal.Kind,
            Kinship = zoo.Tree.Between(animal.Name, pair.Other),
            Families = [.. zoo.Tree.Families(animal.Name).Union(zoo.Tree.Families(pair.Other))],
            IsHard = zoo.Tree.AreAlike(animal.Name, pair.Other),
            AreRoots = animal.IsRoot && zoo.Plan[pair.Other].IsRoot,
            Dependent = Parts(pair, verdict => verdict is Verdict.Dependent),
            SameStart = Parts(pair, verdict => verdict is Verdict.SameStart),
            Suspect = Parts(pair, verdict => verdict is Verdict.Suspect),
            Expected = [.. zoo.Tree.PartsOf(animal.Name, pair.Other).Select(part => Measures.Word(part))],
            Found = Measures.Found(pair), Scores = scores, Layers = LayersOf(animal, pair),
        };
    }

    private static List<string> Parts(PairReport pair, Predicate<Verdict> holds) => [.. pair.Findings
        .Where(finding => holds(finding.Verdict)).Select(finding => Measures.Word(finding.Component))];

    /// <summary>Half of the other roots in a ring for a root, so that each pair comes once; for others, strangers of
    /// the same design and text first.</summary>
    internal IEnumerable<string> ControlsOf(Animal animal)
    {
        if (animal.IsRoot)
        {
            var (at, count) = (_roots.IndexOf(animal), _roots.Count);
            return Enumerable.Range(1, count / 2)
                .Where(step => count % 2 == 1 || step < count / 2 || at < count / 2)
                .Select(step => _roots[(at + step) % count].Name)
                .Where(other => zoo.Tree.Between(animal.Name, other) == Kinship.Strangers);
        }
        var kin = animal.Against[0].Split('-');
        return _roots.Where(root => animal.Against.Append(animal.Name)
                .All(of => zoo.Tree.Between(of, root.Name) == Kinship.Strangers))
            .Select(root => root.Name.Split('-')).Index()
            .OrderByDescending(root => root.Item[0] == kin[0]).ThenByDescending(root => root.Item[1] == kin[1])
            .ThenBy(root => root.Index).Take(Controls).Select(root => string.Join('-', root.Item));
    }

    /// <summary>First weights that it shares with one that it is held against.</summary>
    private IEnumerable<string> StartsOf(Animal animal) => animal.Against
        .Where(other => zoo.Tree.Between(animal.Name, other) == Kinship.SameStart)
        .SelectMany(other => zoo.Plan.Animals.Where(first => first.Making is Making.First of && of.Of == other))
        .Select(first => first.Name);

    private MapScore LayersOf(Animal animal, PairReport pair)
    {
        if (!animal.Against.Contains(pair.Other)) return default;
        var found = (pair.ByWeights.Found.Count > 0 ? pair.ByWeights : pair.ByResponses).Found
            .GroupBy(match => match.One.Layer).ToDictionary(layer => layer.Key, layer => layer.First().Other.Layer);
        var score = new MapScore();
        foreach (var (layer, source) in zoo.Tree.Layers(animal.Name, pair.Other).Index())
            score += found.TryGetValue(layer, out var at)
                ? new(at == source ? 1 : 0, 0, at == source ? 0 : 1)
                : new(0, source < 0 ? 0 : 1, 0);
        return score;
    }

    private MapScore SelfOf(Animal animal, LayerMap self)
    {
        var copies = zoo.Tree.Copies(animal.Name);
        var found = self.Found.Select(match =>
            ((match.One.Layer, match.One.Expert), (match.Other.Layer, match.Other.Expert))).ToHashSet();
        var right = copies.Count(found.Contains);
        return new(right, copies.Count - right, found.Count - right);
    }

    private static List<ShareRow> SharesOf(Animal animal, ScanReport report)
    {
        if (animal.Making is not Making.Merged merge) return [];
        var isWhole = report.Mixture.Tensors > 0 && report.Parents.SequenceEqual(merge.Parents);
        return [.. merge.Parents.Select((maker, at) => new ShareRow(maker, merge.Shares[at],
            isWhole ? report.Mixture.Shares[at] : null, isWhole ? report.Mixture.Spreads[at] : 0))];
    }

    private IEnumerable<StartRow> Without(ScanReport report, Subject candidate, Subject other, Subject start)
    {
        var cleaned = new ExactTests(rules, report.Critical)
            .Run(WithoutStart.Of(candidate, start), WithoutStart.Of(other, start));
        var scores = Measures.Of(report.References[0]);
        foreach (var part in cleaned)
            foreach (var test in part)
                if ($"{Measures.Word(test.Kind)}.{Measures.Word(part.Key)}" is var name
                    && scores.TryGetValue(name, out var with))
                    yield return new(other.Name, name, with, test.Score.Z);
    }
}
