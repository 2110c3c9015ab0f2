using CsCheck;

namespace Jaram.Checkpoints.Tests.Packing;

/// <summary>On the real disk.</summary>
public sealed class PackedVersionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_version_comes_back_whichever_is_asked_for()
    {
        var store = Store(new() { KeyframeEvery = 3 });
        for (var step = 1; step <= 8; step++) PackedSample.Publish(store, step);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], store.Steps());
        var later = Store(new() { KeyframeEvery = 3 }); // another process
        foreach (var step in new[] { 8, 1, 4, 7, 2, 3, 6, 5 }) Assert.True(PackedSample.IsOf(later, step));
        Assert.Equal(PackedSample.Weights(5).Tensors.Select(t => Digest.Of(PackedSample.Weights(5).Bytes(t.Name))),
            later.ListWeights(5).Select(e => e.Digest));
        Assert.All(later.Steps(), step => // three at most hang together; what never changed lies in the first
            Assert.InRange(later.Needs(step).Min(s => s == 1 && step > 3 ? step : s), (step - 1) / 3 * 3 + 1, step));
    }

    [Fact]
    public void A_new_process_writes_what_the_old_one_would_have()
    {
        var (one, other) = (Store(new()), new PackedVersions(Path.Combine(_folder.Path, "b"), new Disk(), new()));
        for (var step = 1; step <= 4; step++)
        {
            PackedSample.Publish(one, step);
            PackedSample.Publish(other, step);
            other = new PackedVersions(Path.Combine(_folder.Path, "b"), new Disk(), new() { Threads = 1 });
        }
        Assert.All(one.Steps(), step =>
            Assert.Equal(one.Look(step).Manifest.Digest, other.Look(step).Manifest.Digest));
    }

    [Fact]
    public void A_damaged_version_is_named_by_those_that_hang_on_it_and_spares_the_others()
    {
        var store = Store(new() { KeyframeEvery = 3 });
        for (var step = 1; step <= 7; step++) PackedSample.Publish(store, step);
        var path = Path.Combine(store.Look(5).Folder, PackedVersions.WeightsFile);
        var bytes = File.ReadAllBytes(path);
        bytes[^100] ^= 4;
        File.WriteAllBytes(path, bytes);
        foreach (var step in new[] { 1, 2, 3, 4, 7 }) Assert.True(PackedSample.IsOf(store, step));
        foreach (var step in new[] { 5, 6 })
            Assert.Contains($"{path}: tensor \"", Fails(() => store.RestoreWeights(step)), Ordinal);
        PackedSample.Publish(store, 8); // does not hang on what is damaged: 7 stands by itself
        Assert.True(PackedSample.IsOf(store, 8));
        Directory.Delete(store.Look(5).Folder, recursive: true);
        var error = Fails(() => store.RestoreWeights(6));
        Assert.Matches(@"step-00000006/weights\.pack: tensor .* hangs on step 5: .*step-00000005.* is missing", error);
    }

    [Fact]
    public void A_damaged_newest_version_is_passed_over_and_may_be_published_anew()
    {
        var store = Store(new());
        for (var step = 1; step <= 3; step++) PackedSample.Publish(store, step);
        File.WriteAllBytes(store.Look(3).PathOf(PackedVersions.WeightsFile), [1, 2, 3]);
        Assert.Equal(2, Assert.IsType<Recovery.Found>(store.Recover()).Version.Step);
        PackedSample.Publish(store, 3);
        Assert.Equal(3, Assert.IsType<Recovery.Found>(store.Recover()).Version.Step);
        Assert.Contains("is published already", Fails(() => PackedSample.Publish(store, 3)), Ordinal);
        Assert.True(PackedSample.IsOf(store, 3));
    }

    [Fact]
    public void Whatever_is_kept_stays_restorable() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 3], Gen.Int[0, 4], Gen.Int[1, 3], Gen.Int[0, 4], Gen.Int[1, 12].Array[0, 2])
            .Sample((keyframes, last, every, lastState, everyState, promised) =>
            {
                using var folder = new TemporaryFolder();
                var options = new PackingOptions
                {
                    KeyframeEvery = keyframes,
                    Keep = new() { Last = last, Every = every },
                    KeepOptimizer = new() { Last = lastState, Every = everyState },
                };
                var store = new PackedVersions(Path.Combine(folder.Path, "v"), new Disk(), options);
                for (var step = 1; step <= 12; step++) PackedSample.Publish(store, step);
                var gone = store.Collect([.. promised.Select(p => (long)p)]);
                Assert.Equal(Enumerable.Range(1, 12).Select(s => (long)s).Except(gone.Steps), store.Steps());
                Assert.Superset(promised.Select(p => (long)p).ToHashSet(), store.OptimizerSteps().ToHashSet());
                Assert.Contains(12, store.OptimizerSteps());
                Assert.All(store.Steps(), step => Assert.True(PackedSample.IsOf(store, step)));
                Assert.All(store.Steps().TakeLast(last), step => Assert.Contains(step, store.Steps()));
                PackedSample.Publish(store, 13);
                Assert.True(PackedSample.IsOf(store, 13));
                Assert.Empty(store.Collect([.. store.Steps()]).Steps);
            }, iter: 15);

    [Fact]
    public void Weights_stay_when_their_optimizer_goes_and_the_message_says_where_to_replay_from()
    {
        var store = Store(new() { KeepOptimizer = new() { Last = 1, Every = 4 } });
        for (var step = 1; step <= 10; step++) PackedSample.Publish(store, step);
        Assert.Equal([1, 2, 3, 5, 6, 7, 9], store.Collect([]).Optimizers.Order());
        Assert.Equal([4, 8, 10], store.OptimizerSteps()); // what does not stay hangs on nothing, and nothing on it
        Assert.All(store.Steps(), step => Assert.True(Floats.AreSame(PackedSample.Weights(step), store.RestoreWeights(step))));
        Assert.Contains("of step 6 is not kept, that of 4 is: replay", Fails(() => store.RestoreOptimizer(6)), Ordinal);
        Assert.Equal(10, Assert.IsType<Recovery.Found>(store.Recover()).Version.Step);
    }

    [Fact]
    public void What_a_version_takes_is_what_its_files_take()
    {
        var store = Store(new());
        PackedSample.Publish(store, 1);
        PackedSample.Publish(store, 2);
        var files = Directory.GetFiles(Path.Combine(_folder.Path, "versions"), "*", SearchOption.AllDirectories);
        Assert.Equal(files.Sum(f => new FileInfo(f).Length), store.StoredBytes(1) + store.StoredBytes(2));
    }

    [Fact]
    public void A_version_that_is_not_there_is_told_with_those_that_are()
    {
        var store = Store(new());
        Assert.IsType<Recovery.Nothing>(store.Recover());
        Assert.Contains("published are none", Fails(() => store.RestoreWeights(4)), Ordinal);
        PackedSample.Publish(store, 3);
        Assert.Contains("published are 1 up to 3", Fails(() => store.RestoreWeights(4)), Ordinal);
        Assert.Contains("give that file another name", Fails(() => store.Publish(4, PackedSample.Weights(4),
            HeldTensors.None, new Dictionary<string, Action<Stream>> { [PackedVersions.WeightsFile] = _ => { } })), Ordinal);
    }

    private PackedVersions Store(PackingOptions options) =>
        new(Path.Combine(_folder.Path, "versions"), new Disk(), options);

    private static string Fails(Action act) => Assert.Throws<CheckpointException>(act).Message;
}
