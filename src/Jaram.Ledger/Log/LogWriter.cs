// Writes what an append adds: bundles, then tiles, each file durable, then the names in every folder down to it.
// Nothing here changes a file that the checkpoint counts on: a crash leaves at most files that nobody looks at.
// Source: C2SP tlog-tiles; the order of the syncs is the whole point, and the tests drop each in turn.

using Jaram.Checkpoints;

namespace Jaram.Ledger;

/// <summary>Puts tiles and bundles on the disk.</summary>
internal sealed class LogWriter(string folder, Disk disk)
{
    /// <summary>Folders whose names are durable since this writer made them so.</summary>
    private readonly HashSet<string> _durable = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _changed = new(StringComparer.Ordinal);

    /// <summary>Makes durable what an earlier, killed writer may have left on its way: from now on it is built upon.
    /// </summary>
    public void Begin()
    {
        if (_durable.Contains(folder)) return;
        if (Path.GetDirectoryName(folder) is { } parent) disk.SyncFolder(parent);
        disk.SyncFolder(folder);
        _durable.Add(folder);
    }

    /// <summary>Writes a tile or bundle; what a crashed append left under its name goes.</summary>
    public void Write(TileName tile, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(folder, tile.Path);
        try
        {
            MakeFolder(Path.GetDirectoryName(path)!);
            if (disk.HasFile(path)) disk.DeleteFile(path);
            using var file = disk.Create(path);
            file.Write(content);
            disk.Sync(file);
        }
        catch (Exception e) when (DiskFailure.Is(e))
        {
            throw new LedgerException(DiskFailure.Line(e, path, $"{content.Length} bytes could not be written"));
        }
        _changed.Add(Path.GetDirectoryName(path)!);
    }

    /// <summary>Makes the names of all that was written durable.</summary>
    public void SyncNames()
    {
        foreach (var changed in _changed)
        {
            disk.SyncFolder(changed);
            _durable.Add(changed);
        }
        _changed.Clear();
    }

    /// <summary>Frees the space of shorter forms of a tile, once a durable checkpoint counts on the longer.</summary>
    public void RemoveSuperseded(TileName tile)
    {
        var partials = Path.Combine(folder, tile.PartialFolder);
        try
        {
            if (!disk.HasFolder(partials)) return;
            if (tile.Width == TileName.Full)
            {
                disk.DeleteFolder(partials);
                _durable.Remove(partials);
                return;
            }
            foreach (var name in disk.List(partials))
                if (StrictText.Number(name, out var width) && width < tile.Width)
                    disk.DeleteFile(Path.Combine(partials, name));
        }
        catch (Exception e) when (DiskFailure.Is(e)) { } // the append is done; this is only space
    }

    private void MakeFolder(string path)
    {
        if (_durable.Contains(path)) return;
        var parent = Path.GetDirectoryName(path)!;
        MakeFolder(parent);
        var isNew = !disk.HasFolder(path);
        if (isNew) disk.CreateFolder(path);
        // also if it was there, once: a writer killed earlier may not have come to it
        if (isNew || !_durable.Contains(parent)) _changed.Add(parent);
    }
}
