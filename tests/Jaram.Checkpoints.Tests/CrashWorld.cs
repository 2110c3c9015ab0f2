namespace Jaram.Checkpoints.Tests;

/// <summary>A run's life on a simulated disk: it recovers, publishes, prunes and is killed at bad moments, and after
/// every change of the disk the power is cut in many ways, each of which must recover.</summary>
internal sealed class CrashWorld
{
    public const string Model = "/model", Versions = "/model/versions";
    private readonly SimulatedDisk _disk;
    private readonly Random _random;
    private long _begun;

    public CrashWorld(SimulatedDisk disk, int seed)
    {
        (_disk, _random, Seed) = (disk, new(seed), seed);
        disk.CreateFolder(Model);
        disk.SyncFolder("/");
    }

    public int Seed { get; }

    /// <summary>The newest step that a caller was told is safe.</summary>
    public long Acknowledged { get; set; }

    /// <summary>Crash images that recovered.</summary>
    public int Images { get; private set; }

    /// <summary>No power cuts in <see cref="Live"/> for now.</summary>
    public bool Calm { get; set; }

    /// <summary>What the run is doing, for messages.</summary>
    public string Phase { get; private set; } = "";

    /// <summary>Four lives. Each is cut short where a sync is the only thing between the run and a loss.</summary>
    public void Live()
    {
        _disk.AfterChange = () => { if (!Calm) CutPower(); };
        LiveUntil(() => _disk.HasFolder(Versions), store => Recover(store, "recover 1"));
        LiveUntil(() => _disk.HasFolder($"{Versions}/step-00000003"), store =>
        {
            Recover(store, "recover 2");
            for (var step = 1; step <= 3; step++) Publish(store, step);
        });
        LiveUntil(() => _disk.HasFolder($"{Versions}/step-00000003.gone")
            && !_disk.Look($"{Versions}/step-00000003.gone").Contains(Manifest.FileName), store =>
        {
            Recover(store, "recover 3");
            Publish(store, 4);
            Prune(store, "prune 1");
            Publish(store, 5);
            Prune(store, "prune 2");
        });
        LiveUntil(() => false, store =>
        {
            Recover(store, "recover 4");
            Publish(store, 6);
        });
    }

    public void Recover(VersionStore store, string phase)
    {
        Phase = phase;
        if (store.Recover() is Recovery.Found found) Acknowledged = found.Version.Step; // the run relies on it from now
    }

    public void Publish(VersionStore store, long step)
    {
        Phase = $"publish {step}";
        _begun = step;
        store.Publish(step, Sample.Files(step));
        Acknowledged = step;
        _disk.AfterChange();
    }

    public void Prune(VersionStore store, string phase)
    {
        Phase = phase;
        store.Prune(new Retention { Last = 2 });
    }

    /// <summary>Cuts the power now, in every way we know, and recovers each time.</summary>
    public void CutPower()
    {
        foreach (var image in PowerCut.Images(_disk, _random)) Check(image);
    }

    /// <summary>Fails unless what a crash left holds all that was acknowledged, whole, and can go on.</summary>
    public void Check(SimulatedDisk left)
    {
        Images++;
        var store = new VersionStore(Versions, left);
        var recovery = store.Recover();
        var version = (recovery as Recovery.Found)?.Version;
        var newest = version?.Step ?? 0;
        if (newest < Acknowledged) throw Lost($"recovered {newest}", recovery);
        if (newest > Math.Max(_begun, Acknowledged)) throw Lost($"invented {newest}", recovery);
        if (recovery.Findings.FirstOrDefault(f => !f.Why.EndsWith("; removed", Ordinal)) is { } damaged)
            throw Lost(damaged.Why, recovery);
        foreach (var step in store.Steps())
            if (!Sample.IsOf(step == newest ? version! : Opened(store, step), step))
                throw Lost($"step {step} has other content", recovery);
        if (Images % 4 != 0) return; // publishing is the slow part
        store.Publish(newest + 1, Sample.Files(newest + 1));
        if (store.FindNewest() is not Recovery.Found next || next.Version.Step != newest + 1)
            throw Lost($"could not go on from {newest}", recovery);
    }

    private PublishedVersion Opened(VersionStore store, long step)
    {
        try { return store.Open(step); }
        catch (CheckpointException e) { throw Lost(e.Message, new Recovery.Nothing([])); }
    }

    /// <summary>Runs until something is the case, and is then killed: no call reaches the disk any more.</summary>
    private void LiveUntil(Func<bool> end, Action<VersionStore> life)
    {
        _disk.Before = _ => { if (end()) throw new Killed(); };
        try { life(new VersionStore(Versions, _disk)); }
        catch (Killed) { }
        _disk.Before = _ => { };
    }

    private LostVersion Lost(string what, Recovery recovery) =>
        new($"seed {Seed}, {Phase}, image {Images}: {Acknowledged} was acknowledged, {what} "
            + string.Join(" | ", recovery.Findings));
}

/// <summary>An acknowledged version was not there, or not whole, after a crash.</summary>
internal sealed class LostVersion(string message) : Exception(message);

/// <summary>The process was killed.</summary>
internal sealed class Killed : Exception;
