using Jaram.Checkpoints.Packing;
using Jaram.Ledger.Growth;
using Jaram.Training.Raising;

namespace Jaram.Training.Tests.Raising;

/// <summary>After a revert steps are made again: by a stage of their own, in a store of their own.</summary>
public sealed class BranchTests
{
    private static readonly Recipe _reverted = Cradle.Plan with
    {
        Stages = [Cradle.Long(12), Cradle.Long(4, saveEvery: 2) with { From = 5 }],
    };

    [Fact]
    public void The_later_of_two_stages_that_have_a_step_counts()
    {
        Assert.Equal(9, _reverted.Steps);
        Assert.Equal(Schedule.At(Cradle.Plan, 4), Schedule.At(_reverted, 4));
        Assert.Equal(Schedule.Rate(_reverted.Stages[1], 0), Schedule.At(_reverted, 5).Rate);
        Assert.NotEqual(Schedule.At(Cradle.Plan, 8).Rate, Schedule.At(_reverted, 8).Rate);
        Assert.Equal(Schedule.At(Cradle.Plan, 9), Schedule.At(_reverted, 9));
    }

    [Fact]
    public void A_stage_that_goes_on_is_written_as_before()
    {
        var text = System.Text.Encoding.UTF8.GetString(Cradle.Plan.Write());
        Assert.DoesNotContain("\"from\"", text, StringComparison.Ordinal);
        Assert.Equal(5, Recipe.Read(_reverted.Write(), "r").Stages[1].From);
    }

    [Fact]
    public void A_version_without_its_optimizer_is_made_again_to_the_bit()
    {
        using var cradle = new Cradle("mixture-groups");
        cradle.Run("whole");
        var into = new PackedVersions(Directory.CreateDirectory(cradle.Folder("again")).FullName, new UnsyncedDisk(), new());
        using var trainer = cradle.Trainer("whole");
        var made = trainer.Remake(5, 10, new Beginning.Drawn(CounterRandom.Seed(1)), into);
        Assert.Equal(cradle.Store("whole").Versions.RestoreOptimizer(10).Digest(), into.RestoreOptimizer(10).Digest());
        Assert.Equal(into.RestoreWeights(10).Digest(), made.Weights);
        Assert.Equal(cradle.Store("whole").Versions.RestoreWeights(10).Digest(), made.Weights);
    }

    [Fact]
    public void Branches_lie_apart_and_the_newest_is_found()
    {
        using var cradle = new Cradle();
        cradle.RunTo("a", 5);
        var (folder, disk) = (cradle.Folder("a"), new UnsyncedDisk());
        Assert.Equal(0, VersionFolder.NewestBranch(folder, disk));
        var from = cradle.Store("a").Versions;
        var branch = VersionFolder.In(folder, disk, 0, branch: 2).Versions;
        branch.Publish(5, from.RestoreWeights(5), from.RestoreOptimizer(5), new Dictionary<string, Action<Stream>>());
        Assert.Equal(2, VersionFolder.NewestBranch(folder, disk));
        Assert.Equal([0L, 5], from.Steps());
        Assert.Equal([5L], branch.Steps());
        VersionFolder.Drop(folder, disk, 2);
        Assert.Equal(0, VersionFolder.NewestBranch(folder, disk));
    }

    [Fact]
    public void The_first_version_of_a_branch_keeps_its_optimizer()
    {
        using var cradle = new Cradle();
        cradle.Run("a");
        var store = VersionFolder.In(cradle.Folder("a"), new UnsyncedDisk(), optimizerEvery: 100, branch: 1);
        using (var first = cradle.Trainer("a")) first.Remake(0, 5, new Beginning.Drawn(CounterRandom.Seed(1)), store.Versions);
        var recipe = Cradle.Plan with { Stages = [Cradle.Long(12), Cradle.Long(12, saveEvery: 1) with { From = 5 }] };
        using var trainer = new Trainer(cradle.Design, recipe, cradle.Shards, store, TorchSharp.torch.CPU);
        trainer.Run(new Beginning.Drawn(CounterRandom.Seed(1)), _ => { }, _ => { }, CancellationToken.None);
        Assert.Equal(Enumerable.Range(5, 13).Select(step => (long)step), store.Versions.Steps());
        Assert.Equal(5, store.Versions.OptimizerSteps()[0]);
        Assert.DoesNotContain(6, store.Versions.OptimizerSteps());
    }
}
