namespace Jaram.Checkpoints.Tests.Packing;

/// <summary>The life of a run that packs its versions, on a simulated disk: it publishes, collects and is killed at bad
/// moments, and after every change of the disk the power is cut in many ways, each of which must recover.</summary>
internal sealed class PackedCrashWorld
{
    private const string Versions = CrashWorld.Versions, States = $"{Versions}/optimizer";

    private static readonly PackingOptions _options = new()
    {
        Threads = 1, KeyframeEvery = 3, Keep = new() { Last = 2, Every = 4 },
        KeepOptimizer = new() { Last = 1, Every = 4 },
    };

    private readonly SimulatedDisk _disk;
    private readonly Random _random;
    private readonly HashSet<long> _owed = [];
    private long _newest, _begun;

    public PackedCrashWorld(SimulatedDisk disk, int seed)
    {
        (_disk, _random, Seed) = (disk, new(seed), seed);
        disk.CreateFolder(CrashWorld.Model);
        disk.SyncFolder("/");
    }

    public int Seed { get; }

    /// <summary>Crash images that recovered.</summary>
    public int Images { get; private set; }

    /// <summary>No power cuts for now.</summary>
    public bool Calm { get; set; }

    /// <summary>After the first 600 crash images, one of so many is looked at.</summary>
    public int OneIn { get; init; } = 1;

    /// <summary>What the run is doing, for messages.</summary>
    public string Phase { get; private set; } = "";

    /// <summary>Four lives; each but the last is cut short.</summary>
    public void Live()
    {
        _disk.AfterChange = () => { if (!Calm) CutPower(); };
        LiveUntil(() => _disk.HasFolder($"{States}/step-00000002"), store => // 2 itself never comes to be
        {
            Recover(store, "recover 1");
            Publish(store, 1);
            Publish(store, 2);
        });
        LiveUntil(() => _disk.HasFolder($"{Versions}/step-00000003"), store =>
        {
            Recover(store, "recover 2");
            Publish(store, 2);
            Publish(store, 3);
        });
        LiveUntil(() => _disk.HasFolder($"{Versions}/step-00000002.gone"), store =>
        {
            Recover(store, "recover 3");
            for (var step = 4; step <= 6; step++) Publish(store, step);
            Collect(store);
        });
        LiveUntil(() => false, store =>
        {
            Recover(store, "recover 4");
            Collect(store);
            Publish(store, 7);
        });
    }

    private void CutPower()
    {
        foreach (var image in PowerCut.Images(_disk, _random))
            if (Images < 600 || OneIn == 1 || _random.Next(OneIn) == 0) Check(image);
    }

    private void Recover(PackedVersions store, string phase)
    {
        Phase = phase;
        if (store.Recover() is not Recovery.Found found) return;
        _newest = found.Version.Step; // the run relies on it from now
        _owed.Add(_newest);
    }

    private void Publish(PackedVersions store, long step)
    {
        Phase = $"publish {step}";
        _begun = step;
        PackedSample.Publish(store, step);
        _newest = step;
        _owed.Add(step);
        _disk.AfterChange();
    }

    private void Collect(PackedVersions store)
    {
        Phase = "collect";
        _owed.RemoveWhere(step => step < _newest - 1 && step % 4 != 0); // these may go now
        store.Collect([]);
        _disk.AfterChange();
    }

    /// <summary>Fails unless what a crash left holds all that is owed, whole, and can go on.</summary>
    private void Check(SimulatedDisk left)
    {
        Images++;
        var store = new PackedVersions(Versions, left, _options);
        var recovery = store.Recover();
        var newest = (recovery as Recovery.Found)?.Version.Step ?? 0;
        if (newest < _newest) throw Lost($"recovered {newest}", recovery);
        if (newest > Math.Max(_begun, _newest)) throw Lost($"invented {newest}", recovery);
        if (recovery.Findings.FirstOrDefault(f => !f.Why.EndsWith("; removed", Ordinal)) is { } damaged)
            throw Lost(damaged.Why, recovery);
        if (_owed.Except(store.Steps()).Any()) throw Lost($"only {string.Join(", ", store.Steps())} are there", recovery);
        if (newest > 0 && !store.OptimizerSteps().Contains(newest)) throw Lost($"no optimizer of {newest}", recovery);
        foreach (var step in store.Steps()) CheckContent(store, step, recovery);
        if (Images % 8 != 0) return; // publishing is the slow part
        try { PackedSample.Publish(store, newest + 1); }
        catch (CheckpointException e) { throw Lost($"cannot go on: {e.Message}", recovery); }
        CheckContent(store, newest + 1, recovery);
    }

    private void CheckContent(PackedVersions store, long step, Recovery recovery)
    {
        try
        {
            if (!PackedSample.IsOf(store, step)) throw Lost($"step {step} has other content", recovery);
        }
        catch (CheckpointException e)
        {
            throw Lost(e.Message, recovery);
        }
    }

    private void LiveUntil(Func<bool> end, Action<PackedVersions> life)
    {
        _disk.Before = _ => { if (end()) throw new Killed(); };
        try { life(new PackedVersions(Versions, _disk, _options)); }
        catch (Killed) { }
        _disk.Before = _ => { };
    }

    private LostVersion Lost(string what, Recovery recovery) =>
        new($"seed {Seed}, {Phase}, image {Images}: {_newest} was acknowledged, {string.Join(", ", _owed)} are owed, "
            + $"{what} {string.Join(" | ", recovery.Findings)}");
}
