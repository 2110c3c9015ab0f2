using System.Text;
using Jaram.Assay.Provenance.Judging;
using Jaram.Assay.Provenance.Reading;
using Jaram.Assay.Tests.Provenance.Battery;

namespace Jaram.Assay.Tests.Provenance.Judging;

public sealed class ScanTests
{
    private static readonly Toy _parent = Toy.Of(1);

    [Fact]
    public void A_tuned_copy_depends_and_its_controls_hold()
    {
        var report = Run(_parent.Drifted(2, 0.5), [_parent, Toy.Of(40)]);
        Assert.All(report.References[0].Findings, finding => Assert.IsType<Verdict.Dependent>(finding.Verdict));
        Assert.All(report.References[1].Findings, finding => Assert.IsType<Verdict.Independent>(finding.Verdict));
        Assert.Equal(["reference 0"], report.Parents);
        Assert.InRange(report.Mixture.Shares[0], 0.95, 1.05);
        Assert.True(report.ControlsHold);
        Assert.InRange(report.Planted.Planted, report.Planted.Expected - 4, report.Planted.Expected + 4);
        Assert.InRange(report.Planted.Stranger, -4, 4);
    }

    /// <summary>The trap of January 2026: norms alike to .99, and nothing else.</summary>
    [Fact]
    public void Norms_alike_among_strangers_leave_them_independent()
    {
        var pair = Run(Toy.Of(3), [Toy.Of(4)]).References[0];
        Assert.InRange(pair.Norms.Cosine, 0.985, 1);
        Assert.All(pair.Findings, finding => Assert.IsType<Verdict.Independent>(finding.Verdict));
        Assert.DoesNotContain(pair.Findings, finding => finding.Component == Component.Norms);
    }

    /// <summary>Even norms that are the same to the last bit are no verdict.</summary>
    [Fact]
    public void Norms_copied_whole_are_listed_and_not_judged()
    {
        var (candidate, reference) = (Toy.Of(3), Toy.Of(4));
        foreach (var name in candidate.Names.Where(name => name.Contains("norm", StringComparison.Ordinal)))
            reference[name].CopyTo(candidate[name], 0);
        var pair = Run(candidate, [reference]).References[0];
        Assert.InRange(pair.Norms.Order.Z, 10, 1000);
        Assert.False(pair.IsDependent);
    }

    [Fact]
    public void One_component_of_another_is_found_alone()
    {
        var candidate = Toy.Of(3);
        foreach (var name in candidate.Names.Where(name => name.Contains("self_attn", StringComparison.Ordinal)))
            _parent[name].CopyTo(candidate[name], 0);
        var pair = Run(candidate, [_parent]).References[0];
        Assert.Equal([Component.Attention], pair.Findings.Where(finding => finding.Verdict is Verdict.Dependent)
            .Select(finding => finding.Component));
    }

    [Fact]
    public void A_disguised_copy_is_found_by_what_outlives_its_disguise()
    {
        var report = Run(Evasions.Of("X1", Evasions.Of("X2", _parent.Drifted(2, 0.3))), [_parent], strangers: 3);
        var mlp = report.References[0].Findings.Single(finding => finding.Component == Component.Mlp);
        Assert.Equal([TestKind.Matched], Assert.IsType<Verdict.Dependent>(mlp.Verdict).By);
        var attention = report.References[0].Findings.Single(finding => finding.Component == Component.Attention);
        Assert.Equal([TestKind.Aligned], Assert.IsType<Verdict.Suspect>(attention.Verdict).By);
    }

    /// <summary>Nor are they innocent: exact tests alone see a copy in its own order only.</summary>
    [Fact]
    public void Without_controls_a_disguised_copy_is_neither_found_nor_cleared()
    {
        var report = Run(Evasions.Of("X1", Evasions.Of("X2", _parent.Drifted(2, 0.3))), [_parent], strangers: 0);
        Assert.All(report.References[0].Findings, finding =>
            Assert.Equal(Obstacle.Disguise, Assert.IsType<Verdict.CannotTell>(finding.Verdict).Why));
    }

    [Fact]
    public void One_stranger_of_four_layers_is_control_enough()
    {
        var report = Run(Evasions.Of("X1", Evasions.Of("X2", _parent.Drifted(2, 0.3))), [_parent, Toy.Of(40)],
            strangers: 1);
        Assert.True(report.References[0].IsDependent);
        Assert.All(report.References[1].Findings, finding => Assert.IsType<Verdict.Independent>(finding.Verdict));
    }

    /// <summary>Matchings of so few units could agree by chance as far as in all of them.</summary>
    [Fact]
    public void Units_too_few_to_stand_out_clear_nobody()
    {
        var report = Run(_parent, [Toy.Of(40)], strangers: 1, rules: Toy.Rules with { MatchUnits = 6 });
        Assert.All(report.References[0].Findings, finding =>
            Assert.Equal(Obstacle.Disguise, Assert.IsType<Verdict.CannotTell>(finding.Verdict).Why));
    }

    [Fact]
    public void A_deeper_child_is_found_with_the_map_of_its_layers()
    {
        var tall = MeasuresTests.Taller(_parent);
        var pair = Run(tall.Drifted(6, 0.5), [_parent]).References[0];
        Assert.Equal("0-0 1-1 2-2 3-1 4-2 5-3", string.Join(' ', pair.ByWeights.Found
            .OrderBy(match => match.One.Layer).Select(match => $"{match.One.Layer}-{match.Other.Layer}")));
    }

    [Fact]
    public void Experts_made_of_a_dense_parent_are_found()
    {
        var pair = Run(MeasuresTests.Mixture(_parent, isUpcycled: true), [_parent]).References[0];
        var experts = pair.Findings.Single(finding => finding.Component == Component.Experts);
        Assert.Contains(TestKind.LayerMap, Assert.IsType<Verdict.Dependent>(experts.Verdict).By);
    }

    [Fact]
    public void A_shared_seed_is_told_from_a_copy()
    {
        var (start, one, other) = (Toy.Of(50), Toy.Of(50).Drifted(51, 0.7), Toy.Of(50).Drifted(52, 0.7));
        var without = Run(one, [other]).References[0];
        Assert.All(without.Findings, finding => Assert.IsType<Verdict.Dependent>(finding.Verdict));
        var with = Run(one, [other], starts: [start]).References[0];
        Assert.All(with.Findings, finding => Assert.IsType<Verdict.SameStart>(finding.Verdict));
        var copy = Run(one.Drifted(53, 0.5), [one], starts: [start]).References[0];
        Assert.All(copy.Findings, finding => Assert.IsType<Verdict.Dependent>(finding.Verdict));
    }

    /// <summary>Two models that learnt alike from one beginning keep a part of their scores without it: neither a copy
    /// nor a shared seed is proved. A copy keeps more, even of a model that shares the beginning.</summary>
    [Fact]
    public void What_was_learnt_alike_from_one_beginning_cannot_be_told_from_a_copy()
    {
        var (start, learnt) = (Toy.Of(50), Toy.Of(50).Drifted(60, 1));
        var (one, other) = (learnt.Drifted(51, 2), learnt.Drifted(52, 2));
        var rules = Toy.Rules with { StartKept = 0.8 };
        var apart = Run(one, [other], starts: [start], rules: rules).References[0];
        Assert.All(apart.Findings, finding =>
            Assert.Equal(new Verdict.CannotTell(Obstacle.FirstWeights), finding.Verdict));
        Assert.All(Run(one, [other], starts: [start]).References[0].Findings,
            finding => Assert.IsType<Verdict.Dependent>(finding.Verdict));
        Assert.All(Run(one.Drifted(53, 0.3), [one], starts: [start], rules: rules).References[0].Findings,
            finding => Assert.IsType<Verdict.Dependent>(finding.Verdict));
    }

    [Fact]
    public void What_has_other_shapes_cannot_be_told()
    {
        var candidate = Toy.Of(3);
        foreach (var name in candidate.Names.Where(name => name.Contains(".mlp.", StringComparison.Ordinal)).ToList())
            candidate.Drop(name);
        for (var layer = 0; layer < Toy.Layers; layer++)
            foreach (var part in new[] { "gate", "up" })
                candidate.Put($"model.layers.{layer}.mlp.{part}_proj.weight",
                    Toy.Gauss(new Dice(900 + layer), 100 * Toy.Width, 0.02), 100, Toy.Width);
        var mlp = Run(candidate, [_parent], strangers: 0).References[0].Findings
            .Single(finding => finding.Component == Component.Mlp);
        Assert.Equal(new Verdict.CannotTell(Obstacle.OtherShapes), mlp.Verdict);
    }

    [Fact]
    public void The_same_scan_gives_the_same_report()
    {
        string Once() => Describe(Run(_parent.Drifted(2, 3), [_parent]));
        Assert.Equal(Once(), Once());
    }

    [Theory]
    [InlineData("provenance-1", 0)]
    [InlineData("provenance-2", 0.9)]
    public void Thresholds_are_read_to_the_last_key(string name, double kept)
    {
        var file = File.ReadAllText(Repository($"rubrics/{name}.json"));
        var rules = Thresholds.Read(Encoding.UTF8.GetBytes(file), "file");
        Assert.Equal((name, 1e-12, 999, kept), (rules.Name, rules.FalseAlarm, rules.Shuffles, rules.StartKept));
        Assert.Equal(Checkpoints.Digest.Of(Encoding.UTF8.GetBytes(file)), rules.Digest);
        Assert.Contains("shuffle", Refused(file.Replace("\"shuffles\"", "\"shuffle\"", StringComparison.Ordinal)));
        Assert.Contains("Units must be 1 or more, got 0",
            Refused(file.Replace("\"units\": 65536", "\"units\": 0", StringComparison.Ordinal)));
        Assert.Contains("FalseAlarm must lie above 0",
            Refused(file.Replace("1e-12", "0", StringComparison.Ordinal)));
    }

    private static string Refused(string file) =>
        Assert.Throws<AssayException>(() => Thresholds.Read(Encoding.UTF8.GetBytes(file), "file")).Message;

    private static string Repository(string path, [System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.Combine(here, "../../../../..", path);

    private static ScanReport Run(Toy candidate, Toy[] references, int strangers = 2, Toy[]? starts = null,
        Thresholds? rules = null) =>
        new Scan(rules ?? Toy.Rules).Run(candidate.As("candidate"),
            [.. references.Select((one, at) => one.As($"reference {at}"))],
            [.. Enumerable.Range(0, strangers).Select(at => Toy.Of(90 + at).As($"control {at}"))],
            [.. (starts ?? []).Select(one => one.As("start"))]);

    private static string Describe(ScanReport report) => string.Join('\n', report.References.SelectMany(pair =>
        pair.Findings.SelectMany(finding => finding.Tests.Select(test => FormattableString.Invariant(
            $"{finding.Component} {test.Kind} {test.Score.Z:R} {test.Score.ShuffledChance:R}")))));
}
