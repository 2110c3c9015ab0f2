using Jaram.Ledger.Growth;
using Jaram.Ledger.Verifying;
using Jaram.Training.Raising;
using Jaram.Training.Tests.Recording;

namespace Jaram.Training.Tests.Growth;

/// <summary>Children that are raised on, and what their ledgers prove.</summary>
public sealed class GrownLifeTests
{
    [Theory]
    [InlineData("local-and-full", "dus:2")]
    [InlineData("value-residual", "stack:2")]
    [InlineData("swiglu-sandwich", "interleave")]
    [InlineData("softcap", "lesa:2")]
    [InlineData("softcap", "upcycle:4,2,2")]
    [InlineData("mixture-groups", "width:2")]
    [InlineData("local-and-full", "mla:6,2")]
    [InlineData("no-gain-untied", "interleave")]
    public void A_child_goes_on_verifies_and_is_made_again_to_the_bit_when_its_parent_is_shown(string design, string by)
    {
        using var parent = new RecordedLife(design);
        var child = new GrownLife(parent, by);
        child.Raise(4);
        var report = child.Verify();
        Assert.Empty(report.Flaws);
        Assert.Equal(ProofLevel.P5, report.Level);
        Assert.Equal(2, report.Reproduced);
        foreach (var kind in new[] { CheckKind.Descent, CheckKind.Parent, CheckKind.FirstWeights, CheckKind.StepBounds,
            CheckKind.Birthmark, CheckKind.Documents })
            Assert.Equal(CheckOutcome.Held, report.Checks.Single(check => check.Kind == kind).Outcome);
        Assert.Equal([0, 2, 4], child.History.Versions.Select(made => made.Version.Step));
    }

    [Fact]
    public void Without_its_parent_nothing_is_proved_of_where_it_comes_from_and_that_is_said()
    {
        using var parent = new RecordedLife("softcap");
        var child = new GrownLife(parent, "dus:1");
        child.Raise(2);
        var report = child.Verify(parent: null);
        Assert.Empty(report.Flaws);
        Assert.Equal(ProofLevel.P0, report.Level);
        Assert.Contains(ResidualRisk.ParentNotShown, report.Risks);
        Assert.Equal(CheckOutcome.NotMade, report.Checks.Single(check => check.Kind == CheckKind.Parent).Outcome);
        Assert.Equal(CheckOutcome.Held, report.Checks.Single(check => check.Kind == CheckKind.Descent).Outcome);
    }

    [Fact]
    public void A_child_is_proved_no_further_than_its_parent()
    {
        using var parent = new RecordedLife("softcap");
        var child = new GrownLife(parent, "dus:1");
        var grandchild = new GrownLife(parent, "dus:1", "other");
        Assert.Equal(ProofLevel.P5, child.Verify().Level);
        Assert.Equal(child.Born.Version, grandchild.Born.Version);      // the same growth, the same bytes
        parent.Flip(step: 4, parent.History.TensorsOf(parent.History.Versions[2].Version).Weights[3].Name, 5, 16);
        var report = child.Verify();
        Assert.Equal(ProofLevel.P0, report.Level);
        Assert.Contains(report.Flaws, flaw => flaw.Where.StartsWith("parent, ", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_parent_is_not_taken_for_its_own()
    {
        using var parent = new RecordedLife("softcap");
        using var stranger = new RecordedLife("window");
        var child = new GrownLife(parent, "dus:1");
        Assert.Throws<RaisingException>(() => child.Verify(stranger));
    }

    [Fact]
    public void Moments_go_with_layers_that_were_copied_and_are_nothing_where_a_layer_is_new()
    {
        using var parent = new RecordedLife("softcap");
        var child = new GrownLife(parent, "interleave");
        var map = child.History.MapOf(child.History.Descents[0].Descent);
        var old = map.Optimizer.Single(tensor => tensor.Name == "layers.2.mixer.inner.q.weight/momentum");
        Assert.Equal((TensorOrigin.Copied, "layers.1.mixer.inner.q.weight/momentum"), (old.How, Assert.Single(old.From)));
        Assert.Equal(TensorOrigin.Set, map.Optimizer.Single(t => t.Name == "layers.3.mixer.inner.q.weight/momentum").How);
        Assert.Equal(TensorOrigin.Set, map.Weights.Single(t => t.Name == "layers.3.mixer.inner.out.weight").How);
        var parents = parent.Folder.Versions().Versions.RestoreOptimizer(RecordedLife.Steps);
        var own = child.Folder.Versions().Versions.RestoreOptimizer(0);
        Assert.True(own.Bytes(old.Name).SequenceEqual(parents.Bytes(old.From[0])));
        Assert.DoesNotContain(own.Bytes("layers.3.mixer.inner.q.weight/momentum").ToArray(), number => number != 0);
    }

    [Fact]
    public void It_reads_on_where_its_parent_stopped()
    {
        using var parent = new RecordedLife("softcap");
        var child = new GrownLife(parent, "dus:1");
        child.Raise(2);
        var last = parent.History.StepsOf(parent.History.Versions[^1].Version)[^1].Batch;
        Assert.Equal(last + 1, child.History.StepsOf(child.History.Versions[1].Version)[0].Batch);
    }

    [Fact]
    public void A_version_0_that_is_damaged_is_not_drawn_anew()
    {
        using var parent = new RecordedLife("softcap");
        var child = new GrownLife(parent, "dus:1");
        Directory.Delete(Path.Combine(child.Folder.Path, "versions"), recursive: true);
        Assert.Contains("grown from another model", Assert.Throws<RaisingException>(() => child.Raise(2)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_there_already_is_left_alone()
    {
        using var parent = new RecordedLife("softcap");
        _ = new GrownLife(parent, "dus:1");
        Assert.Contains("is there already", Assert.Throws<RaisingException>(() => new GrownLife(parent, "dus:1")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_child_of_a_child_knows_its_line()
    {
        using var parent = new RecordedLife("softcap");
        var child = new GrownLife(parent, "dus:1");
        child.Raise(2);
        Assert.Equal(parent.History.Versions[^1].Version.Version, child.History.Descents[0].Descent.Parent);
        Assert.Equal(parent.Folder.Origin, child.History.Descents[0].Descent.Origin);
        Assert.Equal(Cause.Grown, child.History.Versions[0].Version.Cause);
    }
}
