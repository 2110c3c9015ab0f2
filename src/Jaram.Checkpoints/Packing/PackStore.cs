using System.Collections.Immutable;

namespace Jaram.Checkpoints.Packing;

/// <summary>The packs of one kind: one in each version of a store.</summary>
internal sealed class PackStore(VersionStore store, Disk disk, string file, PackingOptions options)
{
    private readonly Packer _packer = new(options.Threads);
    private Dictionary<Digest, Known>? _known;
    private EarlierPack? _last;

    public VersionStore Versions => store;

    public string File => file;

    /// <summary>Packs tensors against the newest version before them.</summary>
    public void Pack(long step, HeldTensors tensors)
    {
        _known ??= ReadKnown(step);
        if (IsPassing(step)) _packer.PackPlain(step, tensors);
        else _packer.Pack(step, tensors, IsKeyframe(step) ? null : BaseOf(step), options.KeyframeEvery - 1, _known);
        _last = new(_packer.Index, tensors);
    }

    /// <summary>Writes what was packed last.</summary>
    public void Write(Stream to) => _packer.Write(to);

    /// <summary>Forgets what is in memory: versions were taken away, or one did not come to be.</summary>
    public void Forget() => (_known, _last) = (null, null);

    /// <summary>Restores the tensors of a version.</summary>
    public HeldTensors Restore(long step, Precision precision)
    {
        using var restoration = new Restoration(Open, options.Threads);
        return restoration.Restore(step, precision);
    }

    /// <summary>The versions that a version cannot do without, itself among them.</summary>
    public IReadOnlySet<long> Needs(long step)
    {
        using var restoration = new Restoration(Open, options.Threads);
        return restoration.Needs(step);
    }

    /// <summary>What a pack lists.</summary>
    public ImmutableArray<PackEntry> Entries(long step)
    {
        using var pack = Open(step);
        return pack.Index.Entries;
    }

    /// <summary>Fails unless every byte that a version needs is there.</summary>
    public void Check(long step)
    {
        foreach (var needed in Needs(step)) store.Open(needed);
    }

    /// <summary>The versions to delete so that those that stay, and what these need, are whole.</summary>
    public IReadOnlyList<long> Spare(Func<IReadOnlyList<long>, IEnumerable<long>> spare)
    {
        var steps = store.Steps();
        var gone = spare(steps).ToHashSet();
        foreach (var kept in steps.Where(step => !gone.Contains(step)).ToList())
        {
            try
            {
                gone.ExceptWith(Needs(kept));
            }
            catch (CheckpointException)
            {
                return []; // a damaged pack cannot say what it needs: deleting might make things worse
            }
        }
        return [.. gone];
    }

    private PackReader Open(long step) => PackReader.Open(disk, store.PathOf(step, file), step);

    /// <summary>Whether this version is to stay when those around it go.</summary>
    private bool IsKeyframe(long step)
    {
        var every = (file == PackedVersions.OptimizerFile ? options.KeepOptimizer : options.Keep)?.Every ?? 0;
        return every > 0 && step % every == 0;
    }

    /// <summary>Whether this optimizer goes as soon as two newer ones are there: making it small would take longer than
    /// it stays.</summary>
    private bool IsPassing(long step) => file == PackedVersions.OptimizerFile
        && options.KeepOptimizer is { Every: > 0 } && !IsKeyframe(step) && store.Steps().Count > 0;

    /// <summary>The version before, unless the chain is as long as it may be, or that version is damaged: a new version
    /// must not depend on what cannot be read.</summary>
    private EarlierPack? BaseOf(long step)
    {
        if (options.KeyframeEvery == 1 || store.Steps().LastOrDefault(s => s < step, -1) is not (>= 0 and var newest))
            return null;
        try
        {
            using var pack = Open(newest);
            if (pack.Index.Entries.Any(e => e.Coding != Coding.Same && e.Depth + 1 >= options.KeyframeEvery))
                return null;
            if (_last is { Tensors.Tensors.Count: > 0 } last
                && last.Index.ToBytes().AsSpan().SequenceEqual(pack.Index.ToBytes()))
                return last;
            return new(pack.Index, Restore(newest, Precision.Exact));
        }
        catch (CheckpointException)
        {
            return null;
        }
    }

    private Dictionary<Digest, Known> ReadKnown(long step)
    {
        var known = new Dictionary<Digest, Known>();
        foreach (var earlier in store.Steps().Where(s => s < step))
        {
            try
            {
                foreach (var entry in Entries(earlier).Where(e => e.Coding != Coding.Same))
                    known[entry.Digest] = new(new(earlier, entry.Tensor.Name, entry.Digest), entry.Depth);
            }
            catch (CheckpointException) { } // damaged: what it holds counts as not stored
        }
        return known;
    }
}
