// A candidate against references, with controls: measured pair by pair, judged when all is measured.
// Source: ours.

using Jaram.Assay.Provenance.Battery;
using Jaram.Assay.Provenance.Reading;
using Jaram.Statistics.Distributions;

namespace Jaram.Assay.Provenance.Judging;

/// <summary>Scans one candidate. One thread at a time.</summary>
/// <param name="rules">What was fixed before.</param>
public sealed class Scan(Thresholds rules)
{
    private const int Tests = 8;

    /// <summary>Told what is being done.</summary>
    public Action<string> Began { private get; init; } = _ => { };

    /// <summary>Scans.</summary>
    /// <param name="candidate">What is judged.</param>
    /// <param name="references">What it may have been made from; one or more.</param>
    /// <param name="controls">Models that are known to be strangers.</param>
    /// <param name="starts">First weights that it may share with others.</param>
    /// <exception cref="Checkpoints.CheckpointException">A model cannot be read.</exception>
    public ScanReport Run(Subject candidate, IReadOnlyList<Subject> references, IReadOnlyList<Subject> controls,
        IReadOnlyList<Subject> starts)
    {
        ThreadPool.SetMinThreads(Environment.ProcessorCount + PairReading.Waiting, 1);   // or none computes meanwhile
        var own = new Anatomy(candidate);
        var critical = Critical(references.Count + controls.Count);
        var pairs = new PairScan(own, rules, critical);
        List<PairMeasures> strangers = [.. controls.Select(control => Measured(pairs, control))];
        List<PairMeasures> measured = [.. references.Select(reference => Measured(pairs, reference))];
        var judge = new Judge(own, rules, critical, strangers, starts);
        List<PairReport> reports = [.. measured.Select(judge.Of)];
        List<PairReport> controlled = [.. strangers.Select(judge.OfControl)];
        List<Anatomy> parents = [.. measured.Zip(reports).Where(pair => pair.Second.IsDependent)
            .Select(pair => pair.First.Other)];
        Began(candidate.Name);
        return new()
        {
            Candidate = candidate.Name, Rules = rules, Critical = critical, References = reports, Controls = controlled,
            Self = LayerMap.Of(LayerMap.Within(pairs.OwnCards), rules.Shuffles, pairs.Bar),
            Parents = [.. parents.Select(parent => parent.Subject.Name)], Mixture = MixtureFit.Of(own, parents),
            Planted = own.Groups.Count == 0 ? PlantedTruth.None
                : PlantedTruth.Of(own, own.Groups[0], rules.CardUnits, 2 * critical),
            LeftOut = [.. own.Unknown.Select(tensor => tensor.Name)],
        };
    }

    /// <summary>The score that gives the file's chance of a false alarm over all tests of a report.</summary>
    private double Critical(int models) => NormalTail.Beyond(
        rules.FalseAlarm / (Math.Max(1, models) * Tests * Enum.GetValues<Component>().Length));

    private PairMeasures Measured(PairScan pairs, Subject other)
    {
        Began(other.Name);
        return pairs.Measure(new(other));
    }
}
