// Publishes versions of a model so that neither a kill nor a power cut can lose what was acknowledged or show what is
// half there. The order of the calls is the whole point; the tests drop each sync in turn and must notice.
// Source: ours; the failure model is that of Pillai et al., "All File Systems Are Not Created Equal", OSDI 2014.
//
//   step-00000120.tmp/   being written: worthless, collected by Recover
//   step-00000120/       published: files + manifest.json, all durable before it got this name
//   step-00000120.gone/  being deleted: collected by Recover

using System.Globalization;

namespace Jaram.Checkpoints;

/// <summary>A folder of versions. One process at a time may publish, prune and recover (see <see cref="FolderLock"/>);
/// any number may read meanwhile. Not for use by several threads at once.</summary>
public sealed class VersionStore(string folder, Disk disk)
{
    private const string Prefix = "step-", Draft = ".tmp", Gone = ".gone";
    private readonly string _folder = Path.GetFullPath(folder);
    private bool _prepared;
    private string? _stopped;

    /// <summary>Steps of the published versions, ascending; whether they verify is not looked at.</summary>
    /// <exception cref="CheckpointException">The folder cannot be read.</exception>
    public IReadOnlyList<long> Steps() => Guarded(_folder, "cannot be listed", ListSteps);

    /// <summary>Writes, checks and publishes a version; once this returns, it survives a power cut.</summary>
    /// <param name="step">The training step, 0 or more.</param>
    /// <param name="files">Names of the files, and what writes each to the stream it is given.</param>
    /// <exception cref="CheckpointException">It could not be published, e.g. as the disk is full; what was published
    /// before is untouched. After a failed sync the store changes nothing more.</exception>
    public PublishedVersion Publish(long step, IReadOnlyDictionary<string, Action<Stream>> files)
    {
        RefuseIfStopped();
        if (step < 0) throw new CheckpointException($"a step is 0 or more, got {step}: count steps from 0");
        foreach (var name in files.Keys) Manifest.CheckName(name);
        var draft = FolderOf(step) + Draft;
        return Guarded(draft, "cannot be published", () =>
        {
            Prepare();
            MakeRoom(step);
            try
            {
                return WriteVersion(step, draft, files);
            }
            catch
            {
                Abandon(draft);
                throw;
            }
        });
    }

    /// <summary>A version, after checking every byte of it.</summary>
    /// <exception cref="CheckpointException">There is no such version, or it does not verify: the message names the
    /// file and the chunk.</exception>
    public PublishedVersion Open(long step) => Guarded(FolderOf(step), "cannot be read", () =>
        ListSteps().Contains(step)
            ? new PublishedVersion(step, FolderOf(step), Verify(FolderOf(step), step))
            : throw Absent(step));

    /// <summary>A version as its manifest says, the bytes of its files unchecked.</summary>
    /// <exception cref="CheckpointException">There is no such version, or its manifest is damaged.</exception>
    internal PublishedVersion Look(long step) => Guarded(FolderOf(step), "cannot be read", () =>
        ListSteps().Contains(step)
            ? new PublishedVersion(step, FolderOf(step), ReadManifest(FolderOf(step), step))
            : throw Absent(step));

    /// <summary>Where a file of a version lies, if it is there.</summary>
    internal string PathOf(long step, string file) => Path.Combine(FolderOf(step), file);

    /// <summary>Makes the folder, durably.</summary>
    internal void MakeReady() => Guarded(_folder, "cannot be made", () =>
    {
        RefuseIfStopped();
        Prepare();
        return true;
    });

    /// <summary>Deletes versions, newest first.</summary>
    /// <exception cref="CheckpointException">The folder cannot be written.</exception>
    internal void Remove(IEnumerable<long> steps) => Guarded(_folder, "cannot be pruned", () =>
    {
        RefuseIfStopped();
        Delete([.. steps.OrderDescending()]);
        return true;
    });

    /// <summary>Finds the newest version that verifies, changing nothing: safe beside a run that publishes.</summary>
    /// <exception cref="CheckpointException">The folder cannot be read.</exception>
    public Recovery FindNewest() => Guarded(_folder, "cannot be read", () => Search([]));

    /// <summary>To begin or go on with a run: removes what a stopped run left behind, makes durable what it published
    /// and finds the newest version that verifies.</summary>
    /// <exception cref="CheckpointException">The folder cannot be read or written.</exception>
    public Recovery Recover() => Guarded(_folder, "cannot be recovered", () =>
    {
        RefuseIfStopped();
        Prepare();
        Sync(_folder); // a run killed after a rename had not come to it; what is found here is relied on from now
        var findings = new List<Finding>();
        foreach (var name in disk.List(_folder).Where(n => IsOurs(n, Draft) || IsOurs(n, Gone)).OrderDescending())
        {
            var path = Path.Combine(_folder, name);
            disk.DeleteFolder(path);
            findings.Add(new(path, name.EndsWith(Draft, StringComparison.Ordinal)
                ? "a half-written checkpoint: the run stopped while saving it; removed"
                : "a version that was being deleted when the run stopped; removed"));
        }
        return Search(findings);
    });

    /// <summary>Deletes the versions that need not be kept; never the newest one that verifies.</summary>
    /// <returns>The steps deleted.</returns>
    /// <exception cref="CheckpointException">The folder cannot be read or written.</exception>
    public IReadOnlyList<long> Prune(Retention keep) => Guarded(_folder, "cannot be pruned", () =>
    {
        RefuseIfStopped();
        var spare = keep.Spare(ListSteps()).ToList();
        if (spare.Count == 0 || Search([]) is not Recovery.Found newest) return [];
        spare.Remove(newest.Version.Step);
        Delete(spare);
        return spare;
    });

    private void RefuseIfStopped()
    {
        if (_stopped is not null) throw new CheckpointException(_stopped);
    }

    private PublishedVersion WriteVersion(long step, string draft, IReadOnlyDictionary<string, Action<Stream>> files)
    {
        disk.CreateFolder(draft);
        var manifest = new Manifest(step,
            [.. files.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => WriteFile(draft, f.Key, f.Value))]);
        WriteFile(draft, Manifest.FileName, file => file.Write(manifest.ToBytes()));
        Sync(draft);
        if (Verify(draft, step) is var found && found.Digest != manifest.Digest)
            throw new CheckpointException($"{draft} reads back as {found.Digest}, in memory it is {manifest.Digest}: "
                + "the disk or the memory is faulty, test both");
        disk.RenameFolder(draft, FolderOf(step));
        Sync(_folder);
        return new(step, FolderOf(step), manifest);
    }

    private FileRecord WriteFile(string draft, string name, Action<Stream> write)
    {
        var path = Path.Combine(draft, name);
        using var file = disk.Create(path);
        using var hashing = new HashingStream(file);
        try
        {
            write(hashing);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            throw DiskFailure.Explain(e, path, $"{hashing.Position} bytes could not be written");
        }
        Sync(path, () => disk.Sync(file), $"{hashing.Position} bytes could not be made durable");
        return hashing.Record(name);
    }

    private Manifest Verify(string version, long step)
    {
        var manifest = ReadManifest(version, step);
        var names = manifest.Files.Select(f => f.Name).Append(Manifest.FileName);
        if (disk.List(version).Except(names).Order(StringComparer.Ordinal).FirstOrDefault() is { } stray)
            throw new CheckpointException($"{version} holds {Quoted.Of(stray)}, not in its manifest: remove it");
        foreach (var record in manifest.Files)
        {
            var path = Path.Combine(version, record.Name);
            using var file = OpenListed(path);
            record.Check(file, path);
        }
        return manifest;
    }

    private Manifest ReadManifest(string version, long step)
    {
        var path = Path.Combine(version, Manifest.FileName);
        using var file = OpenListed(path);
        var manifest = Manifest.Read(file, path);
        return manifest.Step == step
            ? manifest
            : throw new CheckpointException($"{path} is of step {manifest.Step}, not {step}: give the folder its name");
    }

    private Stream OpenListed(string path)
    {
        try
        {
            return disk.Open(path);
        }
        catch (FileNotFoundException)
        {
            throw new CheckpointException($"{path} is missing: use another version");
        }
    }

    private Recovery Search(List<Finding> findings)
    {
        foreach (var step in ListSteps().Reverse())
        {
            try
            {
                return new Recovery.Found(new(step, FolderOf(step), Verify(FolderOf(step), step)), findings);
            }
            catch (CheckpointException e)
            {
                findings.Add(new(FolderOf(step), e.Message));
            }
            catch (Exception e) when (DiskFailure.Is(e))
            {
                findings.Add(new(FolderOf(step), DiskFailure.Explain(e, FolderOf(step), "cannot be read").Message));
            }
        }
        return new Recovery.Nothing(findings);
    }

    private void Prepare()
    {
        if (_prepared) return;
        if (!disk.HasFolder(_folder)) disk.CreateFolder(_folder);
        Sync(Path.GetDirectoryName(_folder)!); // also if it was there: a run killed earlier may not have come to it
        _prepared = true;
    }

    /// <summary>A version of this step may be there only if it is damaged and the run went back behind it.</summary>
    private void MakeRoom(long step)
    {
        if (disk.HasFolder(FolderOf(step) + Draft)) disk.DeleteFolder(FolderOf(step) + Draft);
        if (!disk.HasFolder(FolderOf(step))) return;
        try
        {
            Verify(FolderOf(step), step);
        }
        catch (CheckpointException)
        {
            Delete([step]);
            return;
        }
        throw new CheckpointException($"{FolderOf(step)} is published already, of {Listing()}: take another step");
    }

    /// <summary>The new names are made durable first, or a power cut could leave the old name on half of it.</summary>
    private void Delete(List<long> steps)
    {
        foreach (var step in steps) disk.RenameFolder(FolderOf(step), FolderOf(step) + Gone);
        if (steps.Count > 0) Sync(_folder);
        foreach (var step in steps) disk.DeleteFolder(FolderOf(step) + Gone);
    }

    /// <summary>Frees the space of a draft that failed; if that fails too, <see cref="Recover"/> does it.</summary>
    private void Abandon(string draft)
    {
        try
        {
            if (disk.HasFolder(draft)) disk.DeleteFolder(draft);
        }
        catch (Exception e) when (DiskFailure.Is(e)) { }
    }

    private void Sync(string path) => Sync(path, () => disk.SyncFolder(path), "names could not be made durable");

    private void Sync(string path, Action sync, string what)
    {
        try
        {
            sync();
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            _stopped = $"{path}: a sync failed, so what the disk holds is unknown and asking again would not tell: "
                + "check the disk, then start again from the newest version that verifies";
            throw new CheckpointException($"{DiskFailure.Explain(e, path, what).Message} ({_stopped})");
        }
    }

    private IReadOnlyList<long> ListSteps() =>
        disk.HasFolder(_folder)
            ? [.. disk.List(_folder).Where(n => IsOurs(n, "")).Select(StepOf).Order()]
            : [];

    private CheckpointException Absent(long step) =>
        new($"{FolderOf(step)} is not there, published are {Listing()}: choose one of these");

    private string Listing() => ListSteps() is [.., var newest] steps ? $"{steps.Count} up to {newest}" : "none";

    internal string FolderOf(long step) => Path.Combine(_folder, NameOf(step));

    private static string NameOf(long step) => Prefix + step.ToString("D8", CultureInfo.InvariantCulture);

    private static bool IsOurs(string name, string suffix) =>
        name.EndsWith(suffix, StringComparison.Ordinal) && StepOf(name[..^suffix.Length]) is >= 0 and var step
        && name == NameOf(step) + suffix;

    private static long StepOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal)
        && long.TryParse(name.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            ? step
            : -1;

    private static T Guarded<T>(string path, string what, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            throw DiskFailure.Explain(e, path, what);
        }
    }
}
